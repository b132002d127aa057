import type { Hex } from 'viem'
import { digestOf, MARKET, type TestRequest } from './requests.ts'

/** What the contract writes into a log; `error` is one of its own errors. */
export type Emitted =
  | {
      event: 'Deposit' | 'Withdrawal' | 'CollateralDeposit' | 'CollateralWithdrawal'
      account: Hex
      value: bigint
    }
  | { event: 'RequestSubmitted'; request: TestRequest }
  | { event: 'RequestLocked'; request: TestRequest; prover: Hex }
  | { event: 'RequestFulfilled' | 'ProofDelivered'; request: TestRequest; prover: Hex }
  | { event: 'PaymentRequirementsFailed'; error: { name: string; args: readonly (bigint | Hex)[] } }
  | { event: 'ProverSlashed'; id: bigint; burned: bigint; transferred: bigint; recipient: Hex }

/** How a transaction reached the market. */
export type Way = 'direct' | 'nested' | 'hidden'

export interface Happened {
  readonly at: bigint
  readonly from: Hex
  /** The requests that the call carries, to price them. */
  readonly priced: readonly TestRequest[]
  readonly way: Way
  readonly value: bigint
  readonly logs: readonly Emitted[]
}

interface LockState {
  digest: Hex
  /** The one who is paid in time; after a late delivery the one who gets half the collateral. */
  prover: Hex
  price: bigint
  collateral: bigint
  lockEnd: bigint
  end: bigint
  paidInTime: boolean
  paidLate: boolean
  slashed: boolean
}

export interface Fill {
  readonly request: TestRequest
  readonly prover: Hex
}

/** Refused as the contract refuses: the transaction never was. */
export class Reverted extends Error {}

/**
 * The market's money as its facts describe it, kept as balances and flags and in no way like the rules under test: the truth that
 * derived money is compared with.
 */
export class TestMarket {
  readonly coin = new Map<Hex, bigint>()
  readonly pledged = new Map<Hex, bigint>()
  readonly happened: Happened[] = []
  burned = 0n
  readonly #locks = new Map<bigint, LockState>()
  readonly #fulfilled = new Set<bigint>()
  readonly #burnBps: bigint

  constructor(burnBps = 5000n) {
    this.#burnBps = burnBps
  }

  deposit(at: bigint, account: Hex, value: bigint, submitted?: TestRequest): void {
    add(this.coin, account, value)
    const logs: Emitted[] = [{ event: 'Deposit', account, value }]
    if (submitted) logs.push({ event: 'RequestSubmitted', request: submitted })
    this.#note({ at, from: account, value, logs })
  }

  submit(at: bigint, from: Hex, request: TestRequest): void {
    this.#note({ at, from, logs: [{ event: 'RequestSubmitted', request }] })
  }

  pledge(at: bigint, account: Hex, value: bigint): void {
    add(this.pledged, account, value)
    this.#note({ at, from: account, logs: [{ event: 'CollateralDeposit', account, value }] })
  }

  withdraw(at: bigint, account: Hex, value: bigint): void {
    if (of(this.coin, account) < value) throw new Reverted('InsufficientBalance')
    add(this.coin, account, -value)
    this.#note({ at, from: account, logs: [{ event: 'Withdrawal', account, value }] })
  }

  unpledge(at: bigint, account: Hex, value: bigint): void {
    if (of(this.pledged, account) < value) throw new Reverted('InsufficientBalance')
    add(this.pledged, account, -value)
    this.#note({ at, from: account, logs: [{ event: 'CollateralWithdrawal', account, value }] })
  }

  lock(at: bigint, prover: Hex, request: TestRequest): void {
    const { offer, id } = request
    if (this.#locks.has(id) || this.#fulfilled.has(id)) throw new Reverted('RequestIsLocked')
    if (at > offer.rampUpStart + BigInt(offer.lockTimeout)) throw new Reverted('RequestLockIsExpired')
    const client = clientIn(id)
    const price = priceOf(request, at)
    if (of(this.coin, client) < price || of(this.pledged, prover) < offer.lockCollateral)
      throw new Reverted('InsufficientBalance')
    add(this.coin, client, -price)
    add(this.pledged, prover, -offer.lockCollateral)
    this.#locks.set(id, {
      digest: digestOf(request),
      prover,
      price,
      collateral: offer.lockCollateral,
      lockEnd: offer.rampUpStart + BigInt(offer.lockTimeout),
      end: offer.rampUpStart + BigInt(offer.timeout),
      paidInTime: false,
      paidLate: false,
      slashed: false,
    })
    this.#note({ at, from: prover, logs: [{ event: 'RequestLocked', request, prover }] })
  }

  /** Delivers in one transaction; `priced` are the requests that its call carries. */
  deliver(
    at: bigint,
    fills: readonly Fill[],
    {
      priced = [],
      way = 'direct',
      withdraw = false,
    }: { priced?: readonly TestRequest[]; way?: Way; withdraw?: boolean } = {},
  ): void {
    const logs: Emitted[] = []
    const prices = new Map(priced.map((each) => [digestOf(each), each]))
    for (const { request } of fills) {
      const lock = this.#locks.get(request.id)
      if (!prices.has(digestOf(request)) && lock?.digest !== digestOf(request))
        throw new Reverted('RequestIsNotLockedOrPriced')
    }
    for (const { request, prover } of fills)
      logs.push(...this.#fill(at, request, prover, prices.has(digestOf(request))))
    const from = fills[0]?.prover as Hex
    if (withdraw) {
      const value = of(this.coin, from)
      if (value) {
        this.coin.set(from, 0n)
        logs.push({ event: 'Withdrawal', account: from, value })
      }
    }
    this.#note({ at, from, priced, way, logs })
  }

  #fill(at: bigint, request: TestRequest, prover: Hex, isPriced: boolean): Emitted[] {
    const { id, offer } = request
    const digest = digestOf(request)
    const lock = this.#locks.get(id)
    const failed = (name: string, ...args: (bigint | Hex)[]): Emitted => ({
      event: 'PaymentRequirementsFailed',
      error: { name, args },
    })
    const delivered: Emitted = { event: 'ProofDelivered', request, prover }
    if (at > offer.rampUpStart + BigInt(offer.timeout)) return [failed('RequestIsExpired', id)]
    if (lock && (lock.paidInTime || lock.paidLate)) return [failed('RequestIsFulfilled', id), delivered]
    if (!lock && this.#fulfilled.has(id)) return [failed('RequestIsFulfilled', id), delivered]
    const logs: Emitted[] = []
    if (!this.#fulfilled.has(id)) logs.push({ event: 'RequestFulfilled', request, prover })
    this.#fulfilled.add(id)
    const client = clientIn(id)
    if (lock && at <= lock.lockEnd) {
      if (lock.prover !== prover || lock.digest !== digest) logs.push(failed('RequestIsLocked', id))
      else {
        lock.paidInTime = true
        add(this.coin, prover, lock.price)
        add(this.pledged, prover, lock.collateral)
      }
    } else if (lock) {
      let price = isPriced ? priceOf(request, at) : 0n
      lock.paidLate = true
      lock.prover = prover
      const purse = lock.price + of(this.coin, client)
      if (price > purse) {
        logs.push(failed('PartialPayment', price, purse))
        price = purse
      }
      this.coin.set(client, purse - price)
      add(this.coin, prover, price)
    } else {
      const price = priceOf(request, at)
      if (of(this.coin, client) < price) logs.push(failed('InsufficientBalance', client))
      else {
        add(this.coin, client, -price)
        add(this.coin, prover, price)
      }
    }
    return [...logs, delivered]
  }

  slash(at: bigint, from: Hex, id: bigint): void {
    const lock = this.#locks.get(id)
    if (!lock || lock.slashed || lock.paidInTime || at <= lock.end) throw new Reverted('RequestIsNotExpired')
    lock.slashed = true
    const burned = (lock.collateral * this.#burnBps) / 10_000n
    const transferred = lock.collateral - burned
    this.burned += burned
    const recipient = lock.paidLate ? lock.prover : MARKET
    add(this.pledged, recipient, transferred)
    if (!lock.paidLate) add(this.coin, clientIn(id), lock.price)
    // Given back once: another request of the same id may still be delivered, and is paid by its client anew.
    lock.price = 0n
    this.#note({ at, from, logs: [{ event: 'ProverSlashed', id, burned, transferred, recipient }] })
  }

  #note(happened: Pick<Happened, 'at' | 'from' | 'logs'> & Partial<Happened>): void {
    this.happened.push({ priced: [], way: 'direct', value: 0n, ...happened })
  }
}

export function clientIn(id: bigint): Hex {
  return `0x${id.toString(16).padStart(64, '0').slice(16, 56)}`
}

/** facts.md 2.3, by cases. */
function priceOf({ offer }: TestRequest, at: bigint): bigint {
  const { minPrice, maxPrice, rampUpStart, rampUpPeriod, lockTimeout } = offer
  const since = at - rampUpStart
  if (since > BigInt(lockTimeout)) return 0n
  if (since <= 0n) return minPrice
  if (since <= BigInt(rampUpPeriod)) return minPrice + (since * (maxPrice - minPrice)) / BigInt(rampUpPeriod)
  return maxPrice
}

function of(balances: Map<Hex, bigint>, account: Hex): bigint {
  return balances.get(account) ?? 0n
}

function add(balances: Map<Hex, bigint>, account: Hex, amount: bigint): void {
  balances.set(account, of(balances, account) + amount)
}
