import type { Address, Hash32, Hex } from './hex.ts'

/**
 * The raw data of one block as far as it is ours: what the state digest hashes, what segments keep and what
 * decoders read. Every field is one that a header of an `ethereum` or `opstack` chain commits to.
 */
export interface RawBlock {
  readonly header: RawHeader
  /** Our logs in the order of their log index. */
  readonly logs: readonly RawLog[]
  /** The transactions that emitted these logs, in block order, each once. */
  readonly transactions: readonly RawTransaction[]
}

export interface RawHeader {
  readonly number: number
  readonly hash: Hash32
  readonly parentHash: Hash32
  /** Unix seconds. */
  readonly timestamp: number
  /**
   * The header's RLP, whose keccak-256 is `hash`. Null on a chain whose block hash is not that of an Ethereum
   * header (a Cosmos chain with an EVM) or when the endpoint was trusted and not asked for it.
   */
  readonly encoded: Hex | null
}

export interface RawLog {
  readonly address: Address
  /** None to four. */
  readonly topics: readonly Hash32[]
  readonly data: Hex
  readonly transactionIndex: number
  /** Counted over the whole block, from 0. */
  readonly logIndex: number
}

export interface RawTransaction {
  readonly index: number
  readonly hash: Hash32
  /** What was called with what. Null when the source set asks for this transaction's hash alone. */
  readonly call: RawCall | null
}

export interface RawCall {
  /** Null for the creation of a contract. */
  readonly to: Address | null
  readonly input: Hex
}
