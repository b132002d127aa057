import { add, divide, type Exact, exact, fromBaseUnits, multiply, subtract, ZERO } from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, known, missing } from './known.ts'
import type { Entry } from './ledger.ts'
import { inTokens } from './payback/fee-currency.ts'
import { DAY, daysIn, isIn } from './period.ts'
import type { PriceBook, Token } from './price.ts'
import { type StakeHistory, stakeGap } from './stake.ts'
import { SHORTEST_DAYS, type StakeDay } from './yields.ts'

/** A token's total supply after a block, as the chain says. Base units. */
export interface SupplyReading {
  readonly token: Token
  /** Unix seconds of the block. */
  readonly at: number
  readonly amount: bigint
  readonly vouchedBy: string
}

/** What the yield by share of supply is worked from, and between which readings. */
export interface SupplyDays {
  readonly days: readonly StakeDay[]
  readonly before: Exact
  readonly first: SupplyReading
  readonly last: SupplyReading
}

/** A reading is daily: one older than this says nothing of a moment. */
export const MAX_READING_AGE = 129_600

/**
 * A stake's days of 24 hours from the window's start: income (a slash is a negative one; what came in other tokens is what
 * it bought at receipt), time-weighted stake, supply at the last reading. Deposits and withdrawals are no income. Between the
 * two outer readings supplies cancel, so that a day without a reading takes the one before.
 */
export function supplyDays(
  entries: readonly Entry[],
  history: StakeHistory,
  window: Window,
  readings: readonly SupplyReading[],
  prices: PriceBook,
): Known<SupplyDays> {
  const gap = stakeGap(history, window.to)
  if (gap) return gap
  const staked = history.spans.filter((span) => span.to > window.from && span.total.n > 0n)
  const [token, ...others] = new Set(staked.map((span) => span.token))
  if (!token) return missing('NO_DENOMINATOR', 'stake in the window')
  if (others.length > 0) return missing('NOT_APPLICABLE', 'stake of several tokens is no share of one supply')
  const series = readings.filter((each) => each.token === token).sort((a, b) => a.at - b.at)
  const lastBy = (at: number) => series.findLast((each) => each.at <= at && at - each.at <= MAX_READING_AGE)
  const [first, last] = [lastBy(window.from), lastBy(window.to)]
  if (!first || !last) return notRead(token, first ? window.to : window.from)
  const days: StakeDay[] = []
  let supply = first
  for (let from = window.from; from < window.to; from += DAY) {
    const day = { from, to: Math.min(from + DAY, window.to) }
    supply = series.findLast((each) => each.at <= day.to) ?? supply
    const income = incomeOf(entries, day, token, prices)
    if (!income.known) return income
    days.push({ income: income.value, stake: stakeOver(staked, day), supply: whole(supply) })
  }
  return daysIn(window) < SHORTEST_DAYS
    ? missing('WINDOW_TOO_SHORT', `${SHORTEST_DAYS} days to annualise`)
    : known({ days, before: whole(first), first, last })
}

function incomeOf(entries: readonly Entry[], day: Window, token: Token, prices: PriceBook): Known<Exact> {
  let total = ZERO
  for (const entry of entries) {
    if (!isIn(entry.at, day) || !['fee', 'refund', 'emission', 'penalty'].includes(entry.kind)) continue
    // A jail takes nothing, and is of no token.
    if (entry.kind === 'penalty' && entry.amount === 0n) continue
    const value = inTokens(entry, token, prices)
    if (!value.known) return value
    const gain = entry.kind === 'fee' || entry.kind === 'emission'
    total = gain ? add(total, value.value) : subtract(total, value.value)
  }
  return known(total)
}

/** Tokens, weighted by how long they were there. */
function stakeOver(spans: StakeHistory['spans'], day: Window): Exact {
  let total = ZERO
  for (const span of spans) {
    const length = Math.min(span.to, day.to) - Math.max(span.from, day.from)
    const tokens = multiply(span.total, fromBaseUnits(1n, span.token.decimals))
    total = add(total, multiply(tokens, exact(Math.max(0, length))))
  }
  return divide(total, exact(day.to - day.from))
}

function whole({ amount, token }: SupplyReading): Exact {
  return fromBaseUnits(amount, token.decimals)
}

function notRead(token: Token, at: number): Known<never> {
  const coin = /^0x0{40}$/.test(token.address)
  const why = coin
    ? 'no contract of a chain’s own coin states it, and a Cosmos chain’s bank module is not read'
    : `no reading of totalSupply() in the 36 hours before ${new Date(at * 1000).toISOString()}`
  return missing('NOT_OBSERVED', `supply of ${token.symbol}: ${why}`)
}
