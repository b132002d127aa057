import { deadlineOf, lockDeadlineOf, type Offer, priceAt } from './offer.ts'
import {
  type Asset,
  clientOf,
  type DeliveryStep,
  type LockStep,
  type MarketStep,
  type SlashStep,
} from './step.ts'

/** Money that came to be somebody's, or ceased to be: never the same twice. */
export interface Posting {
  readonly account: string
  readonly asset: Asset
  /** `burned` is a part of `slashed`, not more than it. */
  readonly as: 'accrued' | 'spent' | 'deposited' | 'withdrawn' | 'slashed' | 'received' | 'burned'
  /** Base units. */
  readonly amount: bigint
}

/** A request that a prover has locked: both sides' money left their balances until it is paid or slashed. */
export interface Lock {
  readonly requestId: bigint
  readonly request: string
  readonly client: string
  readonly prover: string
  readonly lockedAt: bigint
  /** Of the moment of the lock. */
  readonly price: bigint
  readonly collateral: bigint
  readonly lockDeadline: bigint
  readonly deadline: bigint
  paid: 'no' | 'in_time' | 'late'
  slashed: boolean
  /** Why it is not known whether the collateral went back; null: it is known. */
  doubt: string | null
}

/** Where the amount of a payment comes from. */
export type PaidBy = 'lock' | 'offer' | 'partial_payment' | 'refused'

/** What one delivery earned. */
export interface Payment {
  /** Null: nothing tells, and `reason` says what is missing. */
  readonly amount: bigint | null
  readonly by: PaidBy | null
  readonly reason: string | null
  /** As the delivery found its request. */
  readonly state: 'locked' | 'late' | 'never_locked' | 'lock_unseen'
  readonly lock: Lock | null
}

/** What a step meant. */
export interface Meaning {
  readonly postings: readonly Posting[]
  readonly payment?: Payment
  /** The lock that a slash ended; null: it was never seen, so nobody knows who lost. */
  readonly slashed?: Lock | null
}

/**
 * The money rules of a market in which provers lock requests: price, payment, refund and return of collateral have no log of their
 * own and follow from the others in their order, the time of their blocks and the offers. A lock is taken from its log, so what was
 * locked before the first step is unseen. Source: docs/methodology/market.md.
 */
export class Market {
  /** By request id: of the requests that share one, a single one can be locked. */
  readonly locks = new Map<bigint, Lock>()
  /** Requests of which something says that they were locked before the first step. */
  readonly #unseen = new Set<bigint>()
  readonly #offerOf: (request: string) => Offer | undefined

  /** @param offerOf the offer of a request wherever it was seen: in a log, or in the call of the transaction */
  constructor(offerOf: (request: string) => Offer | undefined) {
    this.#offerOf = offerOf
  }

  /** Takes the next step, and says what it meant. */
  apply(step: MarketStep): Meaning {
    switch (step.step) {
      case 'deposited':
      case 'withdrawn': {
        const { account, asset, amount } = step
        return { postings: [{ account, asset, as: step.step, amount }] }
      }
      case 'locked':
        return this.#lock(step)
      case 'delivered':
        return this.#deliver(step)
      case 'slashed':
        return this.#slash(step)
    }
  }

  // What a lock says of its request counts, whatever was said before: both sides' money left their balances with it.
  #lock({ requestId, request, prover, offer, at }: LockStep): Meaning {
    this.#unseen.delete(requestId)
    this.locks.set(requestId, {
      requestId,
      request,
      client: clientOf(requestId),
      prover,
      lockedAt: at,
      price: priceAt(offer, at),
      collateral: offer.lockCollateral,
      lockDeadline: lockDeadlineOf(offer),
      deadline: deadlineOf(offer),
      paid: 'no',
      slashed: false,
      doubt: null,
    })
    return { postings: [] }
  }

  #deliver(step: DeliveryStep): Meaning {
    const lock = this.locks.get(step.requestId) ?? null
    if (lock === null && tellsOfLock(step)) this.#unseen.add(step.requestId)
    const state = this.#stateOf(step, lock)
    const [amount, by, reason] = this.#price(step, lock)
    const payment: Payment = { amount, by, reason, state, lock }
    if (lock && state === 'locked' && amount === null) lock.doubt = reason
    // A delivery by the rules of the lock says that until then nobody was paid; so does a slash.
    if (lock && by === 'lock') lock.doubt = null
    // A word that nobody knows says nothing of the lock either.
    if (by === 'refused' || step.refusal?.name === 'unknown') return { postings: [], payment }
    // A payment frees the lock's price, and in time the collateral as well, whether or not its amount is known.
    if (lock) lock.paid = state === 'locked' ? 'in_time' : 'late'
    if (amount === null) return { postings: [], payment }
    return {
      postings: [
        { account: step.prover, asset: 'coin', as: 'accrued', amount },
        { account: clientOf(step.requestId), asset: 'coin', as: 'spent', amount },
      ],
      payment,
    }
  }

  #stateOf({ requestId, at }: DeliveryStep, lock: Lock | null): Payment['state'] {
    if (lock) return at <= lock.lockDeadline ? 'locked' : 'late'
    return this.#unseen.has(requestId) ? 'lock_unseen' : 'never_locked'
  }

  /** What a delivery is paid; a null amount with the reason, where that does not follow. */
  #price(step: DeliveryStep, lock: Lock | null): [bigint | null, PaidBy | null, string | null] {
    const { refusal, request, at } = step
    if (refusal?.name === 'PartialPayment') return [refusal.paid, 'partial_payment', null]
    if (refusal?.name === 'unknown') return [null, null, 'UNKNOWN_REFUSAL']
    if (refusal) return [0n, 'refused', refusal.name]
    if (this.#unseen.has(step.requestId)) return [null, null, 'LOCK_UNSEEN']
    if (lock && at <= lock.lockDeadline)
      return lock.paid === 'no' && lock.request === request && lock.prover === step.prover
        ? [lock.price, 'lock', null]
        : [null, null, 'CONTRADICTS_LOCK']
    // Of the locked request itself nothing is paid any more; of another one that shares its id, its own price.
    if (lock && lock.paid !== 'no') return [null, null, 'CONTRADICTS_LOCK']
    if (lock?.request === request) return [0n, 'lock', null]
    const offer = this.#offerOf(request)
    if (offer) return [priceAt(offer, at), 'offer', null]
    return [null, null, 'OFFER_UNSEEN']
  }

  #slash({ requestId, burned, transferred, recipient }: SlashStep): Meaning {
    const received: Posting = { account: recipient, asset: 'collateral', as: 'received', amount: transferred }
    const lock = this.locks.get(requestId)
    if (!lock) {
      this.#unseen.add(requestId)
      return { postings: [received], slashed: null }
    }
    lock.slashed = true
    lock.doubt = null
    const own = { account: lock.prover, asset: 'collateral' } as const
    return {
      postings: [
        { ...own, as: 'slashed', amount: burned + transferred },
        { ...own, as: 'burned', amount: burned },
        received,
      ],
      slashed: lock,
    }
  }
}

/**
 * What is delivered unrefused without its request in the call was locked, and so was what is refused for its lock, or paid what its
 * client had left.
 */
function tellsOfLock({ refusal, isPriced }: DeliveryStep): boolean {
  if (refusal === null) return isPriced === false
  return refusal.name === 'RequestIsLocked' || refusal.name === 'PartialPayment'
}

/** Money in a lock that is nobody's balance at a moment. */
export interface Held {
  readonly account: string
  readonly asset: Asset
  /** `slashable`: the locker failed and nobody has called for the slash; `refundable`: its client's price until somebody does. */
  readonly as: 'locked' | 'slashable' | 'refundable'
  readonly amount: bigint
  /** Unix seconds from when on it is so. */
  readonly since: bigint
}

/** What a lock holds at a moment: nothing once it was paid in time or slashed. */
export function heldBy(lock: Lock, now: bigint): Held[] {
  if (lock.paid === 'in_time' || lock.slashed) return []
  const isOver = now > lock.deadline
  const since = isOver ? lock.deadline + 1n : lock.lockedAt
  const pledge: Held = {
    account: lock.prover,
    asset: 'collateral',
    as: isOver ? 'slashable' : 'locked',
    amount: lock.collateral,
    since,
  }
  // A late delivery has given the client its price back, or used it up.
  if (lock.paid === 'late') return [pledge]
  const as = isOver ? 'refundable' : 'locked'
  return [pledge, { account: lock.client, asset: 'coin', as, amount: lock.price, since }]
}
