import { type EarningTime, emittedPerDay } from '../emitted.ts'
import { type Exact, fromBaseUnits, toNumber, ZERO } from '../exact.ts'
import type { Window } from '../figure.ts'
import { allKnown, type Known, known, listKnown, mapKnown, missing } from '../known.ts'
import type { Entry } from '../ledger.ts'
import { DAY, dayOf } from '../period.ts'
import { movesOf, type PriceBook, type Token } from '../price.ts'
import { ofKind } from '../value.ts'
import { LEAST_DAYS, type OtherToken } from './assumptions.ts'
import { estimatePrice, NO_TOKEN } from './estimate.ts'
import { correlationOf } from './joint.ts'
import type { PriceModel } from './price-model.ts'

interface Past {
  readonly entries: readonly Entry[]
  readonly prices: PriceBook
  readonly window: Window
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
  return estimatePrice(toNumber(last.value), movesOf(quotesOf(token, past)))
}

interface Quote {
  readonly at: number
  readonly price: Exact
}

/** One a day at most, as each day of the window begins, and on the eve of the first: thirty days have thirty moves. */
function quotesOf(token: Token, { prices, window }: Pick<Past, 'prices' | 'window'>): readonly Quote[] {
  const quotes: Quote[] = []
  for (let day = window.from - DAY; day < window.to; day += DAY) {
    const found = prices.priceAt(token, day)
    if (!found.known) continue
    const { price, defined } = found.value
    // A price that is still that of the day before is no quote that says it did not move.
    const at = defined ? day : found.value.at
    if (at !== quotes.at(-1)?.at) quotes.push({ at, price })
  }
  return quotes
}

/** A further token with what of it the operator has and earns, and how its price moves with those of the tokens before it. */
export function otherToken(
  token: Token,
  before: readonly Token[],
  amounts: { readonly stake: Exact; readonly perDay: Exact },
  past: Pick<Past, 'prices' | 'window'>,
): Known<OtherToken> {
  const parts = allKnown({
    price: priceModel(token, past),
    correlations: listKnown(before.map((other) => correlation(token, other, past))),
  })
  return mapKnown(parts, ({ price, correlations }) => ({
    symbol: token.symbol,
    price,
    correlations,
    stakeTokens: toNumber(amounts.stake),
    emissionTokensPerDay: toNumber(amounts.perDay),
  }))
}

/** Of the moves of two prices, each from one day on which both were quoted to the next, over the root of the time between. */
function correlation(a: Token, b: Token, past: Pick<Past, 'prices' | 'window'>): Known<number> {
  // What stands for the dollar does not walk, so nothing moves with it.
  if ([a, b].some((token) => token.pricedIn?.ground === 'stablecoin')) return known(0)
  const byDay = (token: Token) => new Map(quotesOf(token, past).map((it) => [dayOf(it.at), it.price]))
  const [quotesA, quotesB] = [byDay(a), byDay(b)]
  const days = [...quotesA.keys()].filter((day) => quotesB.has(day))
  const movesIn = (quotes: ReadonlyMap<number, Exact>) =>
    movesOf(days.map((at) => ({ at, price: quotes.get(at) ?? ZERO }))).map(
      ({ log, days }) => log / Math.sqrt(days),
    )
  if (days.length <= LEAST_DAYS)
    return missing(
      'INSUFFICIENT_DATA',
      `${LEAST_DAYS} moves of the prices of ${a.symbol} and ${b.symbol} on the same days; there are ${Math.max(0, days.length - 1)}`,
    )
  return known(correlationOf(movesIn(quotesA), movesIn(quotesB)))
}

/** Whole tokens of emissions per day that the node was there, of a sample of its mean node: as `emittedPerDay` tells them. */
export function tokensPerDay(past: EarningTime & Pick<Past, 'entries'>, token: Token): Exact {
  const { entries, window, sample } = past
  const emitted = ofKind(sample?.emissions ?? entries, 'emission', window).filter(
    (entry) => entry.token === token,
  )
  const found = emittedPerDay(emitted, past, ({ amount }) =>
    known(fromBaseUnits(amount ?? 0n, token.decimals)),
  )
  return found.known ? found.value : ZERO
}
