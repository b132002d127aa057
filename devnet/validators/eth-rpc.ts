import * as read from '../../src/chain/cometbft/read.ts'
import type { RpcObject } from '../../src/chain/fields.ts'
import type { CometChain } from './chain.ts'
import { describeTransaction, type EvmTransaction } from './evm.ts'

const ZERO = `0x${'00'.repeat(32)}`
const NO_BLOOM = `0x${'00'.repeat(256)}`
// What stands at a contract's address: code that this world never runs.
const CODE = '0x00'

const quantity = (value: number) => `0x${value.toString(16)}`
const toHash = (digits: unknown) => (digits === '' ? ZERO : `0x${String(digits).toLowerCase()}`)

interface Filter {
  readonly fromBlock?: string
  readonly toBlock?: string
  readonly blockHash?: string
  readonly address?: string | readonly string[]
  readonly topics?: readonly (string | readonly string[] | null)[]
}

/**
 * The Ethereum JSON-RPC of a chain's blocks, as og-evm answers it: number and hash of a block are those of consensus. Block 0 is the
 * empty name that the first block has before it.
 */
export class EthereumRpc {
  readonly #chain: CometChain
  readonly #id: number
  readonly #contracts: ReadonlySet<string>
  readonly #transactions = new Map<number, readonly EvmTransaction[]>()
  readonly #numbers = new Map<string, number>([[ZERO, 0]])

  constructor(chain: CometChain, id: number, contracts: readonly string[]) {
    this.#chain = chain
    this.#id = id
    this.#contracts = new Set(contracts)
  }

  /** Takes up the newest block, which holds these transactions behind all others. */
  add(transactions: readonly EvmTransaction[]): void {
    const { height } = this.#chain
    if (transactions.length) this.#transactions.set(height, transactions)
    this.#numbers.set(this.#hashOf(height), height)
    const [oldest = height] = this.#chain.blocks.keys()
    for (const [hash, number] of this.#numbers) {
      if (number >= oldest || number === 0) continue
      this.#numbers.delete(hash)
      this.#transactions.delete(number)
    }
  }

  readonly answer = (method: string, [first, second]: readonly unknown[]): unknown => {
    if (method === 'eth_chainId') return quantity(this.#id)
    if (method === 'eth_blockNumber') return quantity(this.#chain.height)
    if (method === 'eth_getBlockByNumber') return this.#describe(this.#toNumber(first), second === true)
    if (method === 'eth_getBlockByHash')
      return this.#describe(this.#numbers.get(String(first)), second === true)
    if (method === 'eth_getCode') return this.#contracts.has(String(first).toLowerCase()) ? CODE : '0x'
    if (method === 'eth_getLogs') return this.#find(first as Filter)
    if (method === 'eth_getBlockReceipts') {
      const name = String(first)
      return this.#listReceipts(name.length === 66 ? this.#numbers.get(name) : this.#toNumber(name))
    }
    return undefined
  }

  #toNumber(name: unknown): number {
    if (name === 'latest' || name === 'finalized' || name === 'safe' || name === 'pending')
      return this.#chain.height
    return name === 'earliest' ? 0 : Number(name)
  }

  #hashOf(height: number): string {
    return toHash(read.object(this.#chain.blocks.get(height) ?? {}, 'block_id').hash)
  }

  #describe(number: number | undefined, withTransactions: boolean): RpcObject | null {
    if (number === 0) return { ...EMPTY, number: '0x0', hash: ZERO, parentHash: ZERO, timestamp: '0x0' }
    const block = number === undefined ? undefined : this.#chain.blocks.get(number)
    if (number === undefined || !block) return null
    const header = read.object(read.object(block, 'block'), 'header')
    const hash = this.#hashOf(number)
    const place = { blockHash: hash, blockNumber: quantity(number) }
    const transactions = this.#transactions.get(number) ?? []
    return {
      ...EMPTY,
      number: quantity(number),
      hash,
      parentHash: toHash(read.object(header, 'last_block_id').hash),
      stateRoot: toHash(header.app_hash),
      timestamp: quantity(read.time(header, 'time').seconds),
      transactions: withTransactions
        ? transactions.map((each, index) => describeTransaction(each, place, index))
        : transactions.map((each) => each.hash),
    }
  }

  #listLogs(number: number): RpcObject[] {
    const place = { blockHash: this.#hashOf(number), blockNumber: quantity(number) }
    const transactions = this.#transactions.get(number) ?? []
    return transactions
      .flatMap(({ hash, logs }, index) => logs.map((log) => ({ ...log, hash, index })))
      .map(({ hash, index, ...log }, at) => ({
        ...log,
        ...place,
        transactionHash: hash,
        transactionIndex: quantity(index),
        logIndex: quantity(at),
        removed: false,
      }))
  }

  #listReceipts(number: number | undefined): RpcObject[] | null {
    if (number === undefined || (number > 0 && !this.#chain.blocks.has(number))) return null
    const logs = this.#listLogs(number)
    return (this.#transactions.get(number) ?? []).map(({ hash, from }, index) => ({
      transactionHash: hash,
      from,
      transactionIndex: quantity(index),
      status: '0x1',
      type: '0x2',
      cumulativeGasUsed: quantity(60_000 * (index + 1)),
      logsBloom: NO_BLOOM,
      logs: logs.filter((log) => log.transactionHash === hash),
    }))
  }

  #find({ fromBlock, toBlock, blockHash, address, topics = [] }: Filter): RpcObject[] {
    const from = blockHash ? (this.#numbers.get(blockHash) ?? 0) : this.#toNumber(fromBlock ?? 'latest')
    const to = blockHash ? from : Math.min(this.#toNumber(toBlock ?? 'latest'), this.#chain.height)
    const addresses = [address ?? []].flat().map((each) => each.toLowerCase())
    const isWanted = (log: RpcObject) =>
      (addresses.length === 0 || addresses.includes(String(log.address))) &&
      topics.every(
        (wanted, at) => wanted === null || [wanted].flat().includes((log.topics as string[])[at] ?? ''),
      )
    const numbers = [...this.#transactions.keys()].filter((each) => each >= from && each <= to)
    return numbers.flatMap((each) => this.#listLogs(each)).filter(isWanted)
  }
}

// What og-evm states beside, which its block hash does not cover.
const EMPTY = {
  sha3Uncles: `0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347`,
  miner: `0x${'00'.repeat(20)}`,
  stateRoot: ZERO,
  transactionsRoot: ZERO,
  receiptsRoot: ZERO,
  logsBloom: NO_BLOOM,
  difficulty: '0x0',
  gasLimit: '0x1c9c380',
  gasUsed: '0x0',
  extraData: '0x',
  mixHash: ZERO,
  nonce: '0x0000000000000000',
  baseFeePerGas: '0x0',
  size: '0x0',
  uncles: [],
  transactions: [],
}
