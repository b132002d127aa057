import { join } from 'node:path'
import { CodedError, Misconfigured } from '../../src/claim/errors.ts'
import type { Address, Hash32, Hex } from '../../src/claim/hex.ts'
import { type Anvil, GENESIS_SECONDS, startAnvil } from './anvil.ts'
import { type Call, type Entry, Journal, type Other } from './journal.ts'
import { callRpc } from './rpc.ts'

/** One block stands for so many seconds of the simulated world: twelve blocks are a day. */
export const BLOCK_SECONDS = 7200
const GAS = '0x7a1200'
const GAS_PRICE = '0x3b9aca00'

export interface ChainOptions {
  readonly dataDir: string
  readonly port: number
  readonly seed: number
  /** File of the journal; absent: journal.ndjson. */
  readonly journal?: string
  /** Code that is placed before the first block, by address. */
  readonly code: ReadonlyMap<Address, Hex>
}

/** The simulated time of a block, Unix seconds. */
export function timeOf(block: number): number {
  return GENESIS_SECONDS + block * BLOCK_SECONDS
}

/** The local chain: begins anew in memory and is played from its journal at each start. */
export class Chain {
  readonly accounts: readonly Address[]
  readonly #anvil: Anvil
  readonly #journal: Journal
  #head = 0
  #headHash: Hash32

  private constructor(anvil: Anvil, journal: Journal, accounts: readonly Address[], genesis: Hash32) {
    this.#anvil = anvil
    this.#journal = journal
    this.accounts = accounts
    this.#headHash = genesis
  }

  /**
   * @throws Misconfigured `DEVNET_CHAIN_DIFFERS` when the journal no longer gives the blocks that it once gave
   *   (another version of the chain's program), and what Journal.open and startAnvil throw
   */
  static async open(options: ChainOptions): Promise<Chain> {
    const file = join(options.dataDir, options.journal ?? 'journal.ndjson')
    const { journal, entries } = await Journal.open(file, options.seed)
    const anvil = await startAnvil(options.port, join(options.dataDir, 'anvil'))
    try {
      for (const [address, code] of options.code) await callRpc(anvil.url, 'anvil_setCode', [address, code])
      const accounts = await callRpc<Address[]>(anvil.url, 'eth_accounts', [])
      const genesis = await callRpc<{ hash: Hash32 }>(anvil.url, 'eth_getBlockByNumber', ['0x0', false])
      const chain = new Chain(anvil, journal, accounts, genesis.hash)
      for (const entry of entries) await chain.#play(entry)
      return chain
    } catch (error) {
      await anvil.stop()
      throw error
    }
  }

  get url(): string {
    return this.#anvil.url
  }

  get head(): number {
    return this.#head
  }

  get death(): Promise<never> {
    return this.#anvil.death
  }

  stop(): Promise<void> {
    return this.#anvil.stop()
  }

  /**
   * Mines the next block with these calls, in this order.
   * @throws CodedError `DEVNET_REVERTED` naming the call that failed
   */
  async mine(calls: readonly Call[]): Promise<void> {
    const number = this.#head + 1
    const entry = { number, timestamp: timeOf(number), parentHash: this.#headHash, calls }
    await this.#journal.append(entry)
    const others = await this.#play(entry)
    if (others.length > 0) await this.#journal.amend(number, others)
  }

  /** Returns what others had in the block, which is not known before it is mined. */
  async #play(entry: Entry): Promise<Other[]> {
    const { url } = this.#anvil
    if (entry.number !== this.#head + 1 || entry.parentHash !== this.#headHash)
      throw new Misconfigured(
        'DEVNET_CHAIN_DIFFERS',
        `block ${this.#head} came out as ${this.#headHash}, the journal continues ${entry.parentHash}: start with --fresh`,
      )
    const others = new Map(entry.others?.map(({ at, raw }) => [at, raw]))
    const own = new Map<Hash32, Call>()
    const send = async () => {
      for (let raw = others.get(at); raw !== undefined; raw = others.get(++at))
        await callRpc(url, 'eth_sendRawTransaction', [raw])
    }
    let at = 0
    for (const call of entry.calls) {
      await send()
      own.set(await callRpc<Hash32>(url, 'eth_sendTransaction', [toTransaction(call)]), call)
      at++
    }
    await send()
    await callRpc(url, 'evm_setNextBlockTimestamp', [entry.timestamp])
    await callRpc(url, 'evm_mine', [])
    const block = await callRpc<MinedBlock>(url, 'eth_getBlockByNumber', ['latest', false])
    await this.#assertDone(entry, block.number, own)
    this.#head = Number(block.number)
    this.#headHash = block.hash
    const strange = [...block.transactions.entries()].filter(([, hash]) => !own.has(hash))
    if (strange.length > 0 && entry.others === undefined)
      return Promise.all(
        strange.map(async ([place, hash]) => ({
          at: place,
          raw: await callRpc<Hex>(url, 'eth_getRawTransactionByHash', [hash]),
        })),
      )
    return []
  }

  async #assertDone(entry: Entry, block: Hex, own: ReadonlyMap<Hash32, Call>): Promise<void> {
    const listed = await callRpc<Receipt[]>(this.#anvil.url, 'eth_getBlockReceipts', [block])
    const receipts = listed.filter(({ transactionHash }) => own.has(transactionHash))
    if (receipts.length !== entry.calls.length)
      throw new CodedError(
        'DEVNET_REVERTED',
        `block ${entry.number} took ${receipts.length} of ${entry.calls.length} calls`,
      )
    const failed = receipts.find((each) => each.status !== '0x1')
    if (failed)
      throw new CodedError(
        'DEVNET_REVERTED',
        `block ${entry.number}: ${own.get(failed.transactionHash)?.what} was reverted`,
      )
  }
}

interface MinedBlock {
  readonly number: Hex
  readonly hash: Hash32
  readonly transactions: readonly Hash32[]
}

interface Receipt {
  readonly status: Hex
  readonly transactionHash: Hash32
}

function toTransaction({ from, to, data, value, authorizations }: Call) {
  const called = { from, ...(to === null ? {} : { to }), data, ...(value ? { value } : {}), gas: GAS }
  if (!authorizations) return { ...called, gasPrice: GAS_PRICE }
  const fees = { maxFeePerGas: GAS_PRICE, maxPriorityFeePerGas: GAS_PRICE }
  return { ...called, ...fees, authorizationList: authorizations }
}
