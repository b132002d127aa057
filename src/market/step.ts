import type { Offer } from './offer.ts'

/** What accounts of a market hold: the chain's coin, that work is paid in, and the token that lockers pledge. */
export type Asset = 'coin' | 'collateral'

/** Why a delivery was not, or not wholly, paid, as the market itself said beside it. */
export type Refusal =
  | { readonly name: 'RequestIsLocked' | 'RequestIsFulfilled' | 'InsufficientBalance' }
  /** The client could pay no more than `paid` of the price. */
  | { readonly name: 'PartialPayment'; readonly paid: bigint }
  /** A word that nobody here knows. */
  | { readonly name: 'unknown'; readonly selector: string }

/** Accounts and hashes are lower-case hexadecimal, `at` is the block's time in Unix seconds. */
interface Told {
  readonly at: bigint
}

interface BalanceStep extends Told {
  readonly step: 'deposited' | 'withdrawn'
  readonly asset: Asset
  readonly account: string
  readonly amount: bigint
}

export interface LockStep extends Told {
  readonly step: 'locked'
  /** The number that a client chose. It may name several requests, of which one can be locked. */
  readonly requestId: bigint
  /** The request's digest: what was signed. */
  readonly request: string
  readonly prover: string
  readonly offer: Offer
}

export interface DeliveryStep extends Told {
  readonly step: 'delivered'
  readonly requestId: bigint
  readonly request: string
  readonly prover: string
  readonly refusal: Refusal | null
  /**
   * Whether the call carries the request. Without it a market takes a delivery of a locked request alone. Null: the call cannot be
   * read.
   */
  readonly isPriced: boolean | null
}

export interface SlashStep extends Told {
  readonly step: 'slashed'
  readonly requestId: bigint
  readonly burned: bigint
  readonly transferred: bigint
  readonly recipient: string
}

/** What a market's logs say, one after another. Other logs move no money. */
export type MarketStep = BalanceStep | LockStep | DeliveryStep | SlashStep

/** The client of a request: bits 32 to 191 of its id. */
export function clientOf(requestId: bigint): string {
  return `0x${((requestId >> 32n) & ((1n << 160n) - 1n)).toString(16).padStart(40, '0')}`
}
