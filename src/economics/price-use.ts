import type { FigureContext, Window } from './figure.ts'
import { type Known, known } from './known.ts'
import { countOf, type Entry, type EntryKind, type Summed } from './ledger.ts'
import { DAY, dayOf, isIn } from './period.ts'
import { PRICE_RULE, type Price, type PriceBook, seriesOf, type Token } from './price.ts'
import { type StakeHistory, stakedBy, type Whose } from './stake.ts'

/** Something that was valued: a token at a moment (Unix seconds). */
export interface Valued {
  readonly token: Token
  readonly at: number
  /** Absent: it was one valuation. */
  readonly sum?: Summed
}

/** Which prices a figure stands on and how good they are. `quality`: that of the worst; null: no price went in. */
export interface PriceUse {
  readonly source: string | null
  readonly quality: 'good' | 'low' | null
  /** What is weak about them, in words. */
  readonly caveats: readonly string[]
}

/** No token was valued. */
export const UNPRICED: PriceUse = { source: null, quality: null, caveats: [] }

interface Tally {
  count: number
  single: number
  old: number
  oldest: number
  defined: number
  low: number
  readonly venues: Set<string>
  readonly alone: Set<string>
}

/** The prices that a list of valuations used. What has no price is left out: the figure itself lists it as missing. */
export function priceUse(valued: Iterable<Valued>, prices: PriceBook): PriceUse {
  const tallies = new Map<Token, Tally>()
  const unpriced = new Map<Token, number>()
  for (const each of valued) {
    const { token, at, sum } = each
    const count = sum?.count ?? 1
    if (token.priceSeries === null) unpriced.set(token, (unpriced.get(token) ?? 0) + count)
    const found = priceOf(each, prices)
    if (!found.known) continue
    const { venues, quality, defined, at: seenAt } = found.value
    const tally = tallies.get(token) ?? emptyTally()
    tallies.set(token, tally)
    tally.count += count
    for (const venue of venues) tally.venues.add(venue)
    if (quality === 'low') tally.low += count
    if (defined) {
      tally.defined += count
      continue
    }
    const [only] = venues
    if (venues.length === 1 && only) {
      tally.single += count
      tally.alone.add(only)
    }
    const age = sum?.oldest ?? at - seenAt
    if (age > PRICE_RULE.freshSeconds) tally.old += count
    tally.oldest = Math.max(tally.oldest, age)
  }
  if (tallies.size === 0) return UNPRICED
  const names = [...tallies].flatMap(([token, tally]) =>
    [...tally.venues].map((venue) => `${token.priceSeries}@${venue}`),
  )
  return {
    source: `median of venues: ${[...new Set(names)].sort().join(', ')}`,
    quality: [...tallies.values()].some((tally) => tally.low > 0) ? 'low' : 'good',
    caveats: [
      ...[...tallies].flatMap(([token, tally]) => caveatsOf(token.symbol, tally)),
      ...[...unpriced].map(
        ([token, count]) =>
          `${token.symbol}: ${count} entries left out, for it has no price ${seriesOf(token)}`,
      ),
    ],
  }
}

/** Whether one of these valuations has no price. */
export function hasGap(valued: readonly Valued[], prices: PriceBook): boolean {
  return valued.some((each) => !priceOf(each, prices).known)
}

/** What a valuation was done with: of a sum one of its prices, which were found when it was made. */
function priceOf({ token, at, sum }: Valued, prices: PriceBook): Known<Price> {
  return sum?.usd && sum.usd.series === token.priceSeries ? known(sum.usd.price) : prices.priceAt(token, at)
}

/** Entries that are valued at receipt, of the kinds given. An unknown amount is valued by nobody. */
export function valuedEntries(entries: readonly Entry[], kinds: readonly EntryKind[]): readonly Valued[] {
  return entries.filter((entry) => kinds.includes(entry.kind) && entry.amount !== null)
}

/** Stake is valued at each UTC day's opening. `whose`: the operator's own, all of it, or what others delegated. */
export function valuedStake({ spans }: StakeHistory, window: Window, whose: Whose): readonly Valued[] {
  return spans
    .filter((span) => stakedBy(span, whose).n !== 0n)
    .flatMap(({ token, from, to }) => {
      const [first, end] = [dayOf(Math.max(from, window.from)), Math.min(to, window.to)]
      const days = Math.max(0, Math.ceil((end - first) / DAY))
      return Array.from({ length: days }, (_, day) => ({ token, at: first + day * DAY }))
    })
}

/** Penalties, fees, refunds and emissions of a window: what a ledger's figures value. */
export function valuedIn(entries: readonly Entry[], window: Window): readonly Valued[] {
  const within = entries.filter((entry) => isIn(entry.at, window))
  return valuedEntries(within, ['fee', 'refund', 'emission', 'penalty'])
}

/** The context of a figure that stands on these prices and no others. */
export function withPrices(context: FigureContext, use: PriceUse): FigureContext {
  return { ...context, priceSource: use.source, priceQuality: use.quality, caveats: use.caveats }
}

/** The context of a figure over these entries, and what else it valued: their number and their prices, and no others. */
export function over(
  context: FigureContext,
  entries: readonly Valued[],
  prices: PriceBook,
  more: readonly Valued[] = [],
): FigureContext {
  const use = priceUse([...entries, ...more], prices)
  return { ...withPrices(context, use), eventsCounted: countOf(entries) }
}

/** The context of a figure that no money is behind: it has no price and no share of income. `events`: what was counted. */
export function withoutMoney(context: FigureContext, events: number): FigureContext {
  const bare = { ...withPrices(context, UNPRICED), emissionShare: null, relatedPartyShare: null }
  return { ...bare, incomeCaveats: [], eventsCounted: events }
}

function emptyTally(): Tally {
  return {
    count: 0,
    single: 0,
    old: 0,
    oldest: 0,
    defined: 0,
    low: 0,
    venues: new Set(),
    alone: new Set(),
  }
}

function caveatsOf(symbol: string, tally: Tally): readonly string[] {
  const part = (count: number) => `${symbol}: ${count} of ${tally.count} valuations`
  const list = (names: ReadonlySet<string>) => [...names].sort().join(', ')
  return [
    ...(tally.single ? [`${part(tally.single)} by the price of one venue only (${list(tally.alone)})`] : []),
    ...(tally.old
      ? [
          `${part(tally.old)} by a price older than ${PRICE_RULE.freshSeconds / 3600} hours, carried forward up to ${(tally.oldest / 3600).toFixed(1)} hours`,
        ]
      : []),
    ...(tally.defined
      ? [`${part(tally.defined)} by a price that is defined and not observed (${list(tally.venues)})`]
      : []),
  ]
}
