import { bloomOf } from '../../../src/chain/ethereum/bloom.ts'
import { encodeHeader } from '../../../src/chain/ethereum/header.ts'
import { families } from '../../../src/chain/index.ts'
import { deriveRoot } from '../../../src/chain/trie.ts'
import { type Hex, toHex } from '../../../src/claim/hex.ts'
import { keccakBytes } from '../../../src/claim/keccak.ts'
import { createRandom, randomHex } from './random.ts'

export interface MockLog {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
}

export interface MockTransaction {
  readonly to?: Hex | null
  readonly input?: Hex
  readonly logs: readonly MockLog[]
}

export type Json = Record<string, unknown>

export interface MockBlock {
  readonly number: number
  readonly hash: string
  /** As `eth_getBlockBy…` shows it, without its transactions. */
  readonly header: Json
  readonly transactions: readonly Json[]
  readonly receipts: readonly Json[]
  readonly logs: readonly Json[]
}

export interface MockChainOptions {
  readonly chainId?: number
  readonly seed?: number
  readonly family?: 'ethereum' | 'opstack'
  readonly blockSeconds?: number
  /** Number of the empty block that `blocks` begins with; of those below only block 0 is served. */
  readonly firstNumber?: number
}

const EMPTY_UNCLES = '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347'
const EMPTY_ROOT = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'
const EMPTY_REQUESTS = '0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const GENESIS_TIME = 1_790_000_000

export const quantity = (value: number | bigint): string => `0x${value.toString(16)}`

/**
 * A chain that executes nothing but whose every hash, bloom and root is what the data makes it. It stands in for
 * the world; the codecs it uses are checked against recorded blocks and other implementations elsewhere.
 */
export class MockChain {
  readonly options: Required<MockChainOptions>
  blocks: MockBlock[] = []
  /** Code by address and the block that put it there; undefined: everywhere, ever. */
  code: ReadonlyMap<string, { readonly block: number; readonly code: Hex }> | undefined
  /** Seconds that a block's time is off from where it would be. */
  drift: (number: number) => number = () => 0
  /** Blocks below this many from the head are final. */
  finalityDepth = 10
  readonly #random: () => number
  #genesis: MockBlock
  #byHash = new Map<string, MockBlock>()

  constructor(options: MockChainOptions = {}) {
    this.options = {
      chainId: 31_337,
      seed: 1,
      family: 'ethereum',
      blockSeconds: 2,
      firstNumber: 0,
      ...options,
    }
    this.#random = createRandom(this.options.seed)
    this.#genesis = this.#build([], 0)
    const { firstNumber } = this.options
    if (firstNumber > 0) this.#byHash.set(this.#genesis.hash, this.#genesis)
    this.#add(firstNumber > 0 ? this.#build([], firstNumber) : this.#genesis)
  }

  get head(): MockBlock {
    const head = this.blocks.at(-1)
    if (!head) throw new Error('a chain has a genesis block')
    return head
  }

  get finalized(): MockBlock {
    return this.blocks[Math.max(0, this.blocks.length - 1 - this.finalityDepth)] ?? this.head
  }

  /** Of the blocks that are served by number. */
  at(number: number): MockBlock | undefined {
    return this.blocks[number - this.options.firstNumber] ?? (number === 0 ? this.#genesis : undefined)
  }

  findByHash(hash: string): MockBlock | undefined {
    return this.#byHash.get(hash)
  }

  /** Adds a block with these transactions on top. */
  mine(transactions: readonly MockTransaction[]): MockBlock {
    return this.#add(this.#build(transactions, this.head.number + 1))
  }

  /** Leaves the newest `depth` blocks; nodes go on serving them by hash. The caller mines the new ones. */
  unwind(depth: number): void {
    this.blocks = this.blocks.slice(0, this.blocks.length - depth)
  }

  /** Leaves the newest block alone: who makes a long chain and keeps its text need not keep it twice. */
  forget(): void {
    this.blocks = [this.head]
    this.#byHash = new Map([[this.head.hash, this.head]])
  }

  /** Another chain with the same blocks up to `height`, whose later blocks will differ. */
  fork(height: number, seed: number): MockChain {
    const other = new MockChain({ ...this.options, seed })
    other.#genesis = this.#genesis
    other.blocks = this.blocks.slice(0, height + 1 - this.options.firstNumber)
    other.#byHash = new Map([this.#genesis, ...other.blocks].map((block) => [block.hash, block]))
    other.finalityDepth = this.finalityDepth
    return other
  }

  #add(block: MockBlock): MockBlock {
    this.blocks.push(block)
    this.#byHash.set(block.hash, block)
    return block
  }

  #build(transactions: readonly MockTransaction[], number: number): MockBlock {
    const { encodeReceipt, encodeTransaction } = provenFamily(this.options.family)
    const parent = this.blocks.at(-1)
    const deposit = this.options.family === 'opstack' && number > 0
    const all = deposit ? [{ logs: [] }, ...transactions] : transactions
    const txs = all.map((each, i) => this.#transaction(each, deposit && i === 0, encodeTransaction))
    const receipts = all.map((each, i) => receiptOf(each, i, deposit && i === 0))
    const where = (hash: unknown, i: number) => ({
      transactionHash: txs[i]?.hash,
      transactionIndex: quantity(i),
      blockHash: hash,
      blockNumber: quantity(number),
    })
    const values = all.flatMap(({ logs }) => logs.flatMap((log) => [log.address, ...log.topics]))
    const header = {
      parentHash: parent?.hash ?? `0x${'00'.repeat(32)}`,
      sha3Uncles: EMPTY_UNCLES,
      miner: `0x${'00'.repeat(20)}`,
      // Executes nothing; random, so that two chains with equal data differ in their hashes.
      stateRoot: randomHex(this.#random, 32),
      transactionsRoot: toHex(deriveRoot(txs.map(encodeTransaction))),
      receiptsRoot: toHex(deriveRoot(receipts.map(encodeReceipt))),
      logsBloom: toHex(bloomOf(values)),
      difficulty: '0x0',
      number: quantity(number),
      gasLimit: '0x1c9c380',
      gasUsed: quantity(21_000 * all.length),
      timestamp: quantity(GENESIS_TIME + number * this.options.blockSeconds + this.drift(number)),
      extraData: '0x',
      mixHash: `0x${'00'.repeat(32)}`,
      nonce: '0x0000000000000000',
      baseFeePerGas: '0x7',
      withdrawalsRoot: EMPTY_ROOT,
      blobGasUsed: '0x0',
      excessBlobGas: '0x0',
      parentBeaconBlockRoot: `0x${'00'.repeat(32)}`,
      requestsHash: EMPTY_REQUESTS,
    }
    const hash = toHex(keccakBytes(encodeHeader(header)))
    let logIndex = 0
    const logs = all.flatMap((each, i) =>
      each.logs.map((log) => ({
        ...log,
        ...where(hash, i),
        logIndex: quantity(logIndex++),
        blockTimestamp: header.timestamp,
        removed: false,
      })),
    )
    return {
      number,
      hash,
      header: { ...header, hash, size: '0x220', uncles: [], withdrawals: [] },
      transactions: txs.map((tx, i) => ({ ...tx, ...where(hash, i) })),
      receipts: receipts.map((receipt, i) => ({
        ...receipt,
        ...where(hash, i),
        logs: logs.filter((log) => log.transactionIndex === quantity(i)),
      })),
      logs,
    }
  }

  #transaction(each: MockTransaction, deposit: boolean, encode: (tx: Json) => Uint8Array): Json {
    const base = {
      type: deposit ? '0x7e' : '0x2',
      from: `0x${'ab'.repeat(20)}`,
      to: each.to === undefined ? (each.logs[0]?.address ?? `0x${'cd'.repeat(20)}`) : each.to,
      input: each.input ?? '0x',
      value: '0x0',
      gas: '0x5208',
    }
    const tx = deposit
      ? { ...base, sourceHash: randomHex(this.#random, 32), isSystemTx: false }
      : {
          ...base,
          chainId: quantity(this.options.chainId),
          nonce: quantity(Math.floor(this.#random() * 1e9)),
          maxFeePerGas: '0x77359400',
          maxPriorityFeePerGas: '0x1',
          accessList: [],
          // Random: nobody checks a signature here, and its hash is what names the transaction.
          r: quantity(BigInt(randomHex(this.#random, 32))),
          s: quantity(BigInt(randomHex(this.#random, 31))),
          yParity: '0x1',
          v: '0x1',
        }
    return { ...tx, hash: toHex(keccakBytes(encode(tx))) }
  }
}

function receiptOf({ logs }: MockTransaction, index: number, deposit: boolean): Json {
  return {
    type: deposit ? '0x7e' : '0x2',
    status: '0x1',
    cumulativeGasUsed: quantity(21_000 * (index + 1)),
    gasUsed: '0x5208',
    logsBloom: toHex(bloomOf(logs.flatMap((log) => [log.address, ...log.topics]))),
    logs,
    ...(deposit ? { depositNonce: quantity(index + 7), depositReceiptVersion: '0x1' } : {}),
  }
}

function provenFamily(name: 'ethereum' | 'opstack') {
  const family = families[name]
  if (family.kind !== 'roots') throw new Error(`${name} has no roots`)
  return family
}
