import type { Address, Hash32, Hex } from '../claim/hex.ts'
import type { RawBlock, RawHeader } from '../claim/raw.ts'

/**
 * How far a block's data was checked.
 *  - `full`: header hashed, linked and vouched for; receipts and transactions rebuilt to the header's roots
 *  - `audited`: two endpoints gave the same data; a recorded random share of blocks was proved in full
 *  - `trusted`: one endpoint of the operator's own was believed
 *  - `unproved`: nothing of the above: a single endpoint, or a chain family without a proof
 */
export type Proof = 'full' | 'audited' | 'trusted' | 'unproved'

/**
 * Which logs are ours. Fields are joined by "and"; the entries of one field by "or". An empty list of addresses,
 * or null at a topic's position, lets anything pass.
 */
export interface LogFilter {
  readonly addresses: readonly Address[]
  readonly topics: readonly (readonly Hash32[] | null)[]
  /** First topics whose transaction's call (to, input) is to be delivered as well; of others the hash alone. */
  readonly callsOf: 'all' | readonly Hash32[]
  /**
   * Set: only logs whose transaction holds a log that this accepts, and that another filter without it asks for: the
   * transfers that a payment made, for example, among all of a token. It asks for no calls.
   */
  readonly beside?: Pick<LogFilter, 'addresses' | 'topics'>
}

/** Block numbers, both ends included. */
export interface BlockRange {
  readonly from: number
  readonly to: number
}

export interface ProvenBlock extends RawBlock {
  readonly proof: Proof
  /** Who vouches for the header, in words an operator reads: `2 of 3 endpoints`, `endpoint local`, … */
  readonly vouchedBy: string
}

export interface ProvenRange {
  readonly range: BlockRange
  /** The blocks that hold a log of ours, ascending. */
  readonly blocks: readonly ProvenBlock[]
  /** The header of `range.to`. */
  readonly last: RawHeader
  /** The parent hash of `range.from`'s header: must be the hash of the block before the range. */
  readonly parentHash: Hash32
  /** The weakest proof in the range; what "no log of ours in this block" rests on. */
  readonly proof: Proof
  readonly vouchedBy: string
}

/** A lie, told by an endpoint and found out. */
export interface ProviderFault {
  /** The endpoint's name, never its URL: URLs hold keys. */
  readonly endpoint: string
  readonly kind: FaultKind
  readonly block: number | null
  readonly said: string
  /** What was proved instead, and how. */
  readonly proved: string
}

export type FaultKind =
  | 'header_hash'
  | 'parent_link'
  | 'header_refused'
  | 'receipts_root'
  | 'transactions_root'
  | 'logs_differ'
  | 'logs_omitted'
  | 'block_contents'
  | 'results_hash'
  | 'validators_hash'
  | 'commit_signatures'
  | 'events_differ'
  | 'malformed'
  | 'wrong_chain'

/** What is read from one chain. Everything it returns was checked as far as the chain's policy says. */
export interface ChainReader {
  chainId(): Promise<number>
  genesisHash(): Promise<Hash32>
  /** The newest block a majority of the endpoints in service knows, or the one endpoint's newest. */
  head(): Promise<RawHeader>
  /** The newest block that will not be undone, by the chain's finality setting (tag or depth). */
  finalized(): Promise<RawHeader>
  /**
   * @throws Unavailable `UNAVAILABLE_BLOCK` when no endpoint has it (not mined yet, or a fork that was left),
   * `UNAVAILABLE_ENDPOINTS` when nobody answers, `UNAVAILABLE_QUORUM` when too few vouch for the header
   */
  header(block: number | Hash32): Promise<RawHeader>
  /** Logs of the canonical chain, for ranges up to the finalized block. Errors as for {@link header}. */
  logs(range: BlockRange, filters: readonly LogFilter[]): Promise<ProvenRange>
  /** Ranges that may be asked for at once, as far as is known of what the endpoints bear; at least one. */
  rangesAtOnce(): number
  /** One block by its hash, for the unfinalized part of the chain. Errors as for {@link header}. */
  block(hash: Hash32, filters: readonly LogFilter[]): Promise<ProvenBlock>
  /** Several headers by number, checked to be linked, ascending. Errors as for {@link header}. */
  headers(range: BlockRange): Promise<RawHeader[]>
  /** `eth_call`; what a chain answers to it is not provable from a header and is believed as far as endpoints agree. */
  call(to: Address, data: Hex, block: number | Hash32): Promise<Hex>
  code(address: Address, block: number | Hash32): Promise<Hex>
  /** Resolves when a head other than `known` may exist: pushed by a websocket, else after the polling interval. */
  nextHead(known: Hash32, signal: AbortSignal): Promise<void>
  onFault(listener: (fault: ProviderFault) => void): void
  close(): Promise<void>
}
