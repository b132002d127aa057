import { divide, type Exact, fromBaseUnits, toNumber, ZERO } from '../exact.ts'
import type { Window } from '../figure.ts'
import { type Known, known, mapKnown } from '../known.ts'
import type { Entry } from '../ledger.ts'
import { DAY } from '../period.ts'
import { logReturns, type PriceBook, type Token } from '../price.ts'
import type { Sample } from '../sample.ts'
import { ofKind } from '../value.ts'
import type { PriceModel } from './assumptions.ts'
import { estimatePrice, NO_TOKEN } from './estimate.ts'
import { lengthOf } from './history.ts'

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

/** How the token's price moves, from its daily prices in the window. */
export function priceModel(token: Token | null, past: Pick<Past, 'prices' | 'window'>): Known<PriceModel> {
  if (!token) return known(NO_TOKEN)
  const last = lastPriceOf(token, past)
  if (!last.known) return last
  const daily: Exact[] = []
  for (let at = past.window.from; at < past.window.to; at += DAY) {
    const price = past.prices.priceAt(token, at)
    if (price.known) daily.push(price.value.price)
  }
  return estimatePrice(toNumber(last.value), logReturns(daily))
}

/** Whole tokens of emissions per day that the node was there. */
export function emittedPerDay(past: Past, token: Token): Exact {
  return divide(emittedOf(past, token), lengthOf(past))
}

function emittedOf({ entries, window, sample }: Past, token: Token): Exact {
  const emitted = ofKind(entries, 'emission', window).filter((entry) => entry.token === token)
  if (!sample)
    return fromBaseUnits(
      emitted.reduce((total, entry) => total + (entry.amount ?? 0n), 0n),
      token.decimals,
    )
  const mean = sample.total(emitted, ({ amount }) => known(fromBaseUnits(amount ?? 0n, token.decimals)))
  return mean.known ? mean.value : ZERO
}
