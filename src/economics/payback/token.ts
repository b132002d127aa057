import { accrualOf } from '../accrual.ts'
import { wholeDays } from '../daily-revenue.ts'
import { divide, type Exact, exact, fromBaseUnits, multiply, sum, toNumber, ZERO } from '../exact.ts'
import type { Window } from '../figure.ts'
import { type Known, known, mapKnown } from '../known.ts'
import type { Entry } from '../ledger.ts'
import { DAY } from '../period.ts'
import { movesOf, type PriceBook, type Token } from '../price.ts'
import type { Sample } from '../sample.ts'
import { ofKind } from '../value.ts'
import { estimatePrice, NO_TOKEN } from './estimate.ts'
import { lengthOf } from './history.ts'
import type { PriceModel } from './price-model.ts'

interface Past {
  readonly entries: readonly Entry[]
  readonly prices: PriceBook
  readonly window: Window
  readonly seen: Window
  readonly sample?: Sample | undefined
}

/** The token's price at the window's end; zero where no token enters. */
export function lastPriceOf(
  token: Token | null,
  { prices, window }: Pick<Past, 'prices' | 'window'>,
): Known<Exact> {
  if (!token) return known(ZERO)
  return mapKnown(prices.priceAt(token, window.to - 1), ({ price }) => price)
}

/** How the token's price moves, from its quotes in the window, one a day at most. */
export function priceModel(token: Token | null, past: Pick<Past, 'prices' | 'window'>): Known<PriceModel> {
  if (!token) return known(NO_TOKEN)
  const last = lastPriceOf(token, past)
  if (!last.known) return last
  // What stands for the dollar returns to it: the noise of its quotes is no walk.
  if (token.pricedIn?.ground === 'stablecoin') return known({ ...NO_TOKEN, startUsd: toNumber(last.value) })
  const quotes: { readonly at: number; readonly price: Exact }[] = []
  for (let day = past.window.from; day < past.window.to; day += DAY) {
    const found = past.prices.priceAt(token, day)
    if (!found.known) continue
    const { price, defined } = found.value
    // A price that is still that of the day before is no quote that says it did not move.
    const at = defined ? day : found.value.at
    if (at !== quotes.at(-1)?.at) quotes.push({ at, price })
  }
  return estimatePrice(toNumber(last.value), movesOf(quotes))
}

/**
 * Whole tokens of emissions per day that the node was there: where the chain says which period each is for, over the whole days
 * whose emissions were paid.
 */
export function emittedPerDay(past: Past, token: Token): Exact {
  const { entries, window, seen, sample } = past
  const emitted = ofKind(entries, 'emission', window).filter((entry) => entry.token === token)
  if (sample) {
    const mean = sample.total(emitted, (entry) => known(tokensOf(entry)))
    return mean.known ? divide(mean.value, lengthOf(past)) : ZERO
  }
  const accrual = accrualOf(emitted, window.to)
  const days = new Set(
    wholeDays(seen).filter((day) => !emitted.some(({ node }) => accrual.isOpen(node, day))),
  )
  if (days.size === 0 || emitted.every(({ since }) => since === undefined || since === null))
    return divide(sum(emitted.map(tokensOf)), lengthOf(past))
  const parts = emitted.flatMap((entry) =>
    accrual
      .partsOf(entry)
      .filter(({ day }) => days.has(day))
      .map(({ seconds, of }) => multiply(tokensOf(entry), exact(seconds, of))),
  )
  return divide(sum(parts), exact(days.size))
}

function tokensOf({ amount, token }: Entry): Exact {
  return fromBaseUnits(amount ?? 0n, token.decimals)
}
