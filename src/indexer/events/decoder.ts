import type { Address, Hash32, Hex } from '../../claim/hex.ts'
import type { LogForm } from '../../claim/source-set.ts'
import type { Network, NetworkContract } from '../../platform/network.ts'
import type { Fact } from './facts.ts'

/** A log as the chain holds it. Everything in `topics`, `data` and `transaction.input` is a stranger's. */
export interface ChainLog {
  readonly address: Address
  readonly topics: readonly Hash32[]
  readonly data: Hex
  readonly logIndex: number
  readonly block: {
    readonly number: number
    readonly hash: Hash32 /** Unix seconds. */
    readonly timestamp: bigint
  }
  readonly transaction: ChainTransaction
}

export interface ChainTransaction {
  readonly hash: Hash32
  /** Null where the raw data does not hold who sent it: no header commits to a sender as such. */
  readonly from: Address | null
  /** Null when the transaction creates a contract. */
  readonly to: Address | null
  /** Empty when every decoder of its logs is `logOnly`: it was not fetched then. */
  readonly input: Hex
  /** The logs of this transaction that were read, in order: a cause may stand beside its effect. */
  readonly logs: readonly ChainLog[]
}

/** What the network's data says about the contract that emitted a log. */
export interface EventContext {
  readonly network: Network
  readonly contract: NetworkContract
  /** Whom attestations of the network must chain to, DER: what stands in a call proves itself by them. */
  readonly roots: readonly Uint8Array[]
}

/**
 * One event: its topic, and how a log of it becomes facts. Decoding is pure: same log, same facts.
 * A decoder that throws has not understood the log: it is then kept raw as `unknown_log`.
 */
export interface EventDecoder {
  readonly name: string
  readonly topic: Hash32
  /** The log says everything: the transaction's call is neither fetched nor hashed for it. Most events are so. */
  readonly logOnly?: true
  /**
   * What the topics after the first must be for the log to be ours (null: anything); absent: any. For events of which
   * strangers emit most, e.g. a token's transfers.
   */
  narrow?(context: EventContext): readonly (readonly Hash32[] | null)[]
  /**
   * Set beside `narrow`: of all others, too, those that stand in one transaction with a log that this describes; null: none.
   * A transfer is read where a payment was settled, whoever it paid.
   */
  beside?(context: EventContext): LogForm | null
  /** Most events give one fact, at most one of each kind; none when another event of the same transaction says more. */
  toFacts(log: ChainLog, context: EventContext): readonly Fact[]
}
