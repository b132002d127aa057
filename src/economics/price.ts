import { firstWhere } from '../claim/search.ts'
import { type Exact, toNumber } from './exact.ts'
import type { MoneyClass } from './figure.ts'
import { type Known, known, missing } from './known.ts'
import { median } from './median.ts'
import { DAY, JUST_AFTER } from './period.ts'

/** Why what is paid in a token is so many dollars, and not so many tokens. */
interface UsdPricing {
  readonly currency: 'USD'
  /** `stablecoin`: it stands for the dollar. `usd-quote`: work is quoted in USD and paid at the rate of the moment. */
  readonly ground: 'stablecoin' | 'usd-quote'
  readonly source: string
}

/** A token on one chain: `chain:address`, the address lower-case; the zero address is the chain's own coin. */
export interface Token {
  readonly chain: number
  readonly address: string
  readonly symbol: string
  readonly decimals: number
  readonly class: MoneyClass
  /** Name of its price series, or null when it has none. */
  readonly priceSeries: string | null
  /** True: it has a series, but no price of it is of the time that is asked about, and so it is taken as having none. */
  readonly silent?: boolean
  /** Absent: nothing shows that prices of work are in USD. */
  readonly pricedIn?: UsdPricing | undefined
}

/** One venue's price of one whole token in USD, as seen at `at` (Unix seconds). */
export interface PricePoint {
  readonly series: string
  readonly venue: string
  readonly at: number
  readonly price: Exact
  /** Up to when a price that is *defined* and not observed holds, such as that of a demo's currency. */
  readonly until?: number
  /** Where it was read: a file, or a server. */
  readonly source?: string
}

export interface Price {
  readonly price: Exact
  readonly venues: readonly string[]
  /** `low`: one venue only, or the freshest point is older than the fresh age. */
  readonly quality: 'good' | 'low'
  /** Of the freshest venue. */
  readonly at: number
  /** What each venue says, in the order of `venues`. */
  readonly points: readonly PricePoint[]
  /** All of its points are defined and not observed. */
  readonly defined: boolean
}

export interface PriceRule {
  /** A point older than this at the receipt is not used at all. Default 36 hours: a daily series with a late point. */
  readonly maxAgeSeconds: number
  /** Up to this age a price may be called good. */
  readonly freshSeconds: number
}

export const PRICE_RULE: PriceRule = { maxAgeSeconds: 129_600, freshSeconds: 86_400 }

/**
 * Prices as they were: for a moment, the median over venues of each venue's last point at or before it. A later point
 * never changes what an earlier receipt was worth.
 */
export class PriceBook {
  readonly #series = new Map<string, Map<string, PricePoint[]>>()
  readonly #rule: PriceRule
  /** By series: what was looked up last. */
  readonly #last = new Map<string, PriceSpan>()
  readonly source: string

  constructor(points: Iterable<PricePoint>, source: string, rule: PriceRule = PRICE_RULE) {
    this.source = source
    this.#rule = rule
    for (const point of points) {
      if (point.price.n <= 0n) continue // a venue's zero is an outage, not a price
      const venues = this.#series.get(point.series) ?? new Map<string, PricePoint[]>()
      this.#series.set(point.series, venues)
      const points = venues.get(point.venue) ?? []
      venues.set(point.venue, points)
      points.push(point)
    }
    for (const venues of this.#series.values())
      for (const points of venues.values()) points.sort((a, b) => a.at - b.at)
  }

  /** Whether a series has any price that is of a moment of the window. */
  isQuoted(series: string, window: { readonly from: number; readonly to: number }): boolean {
    const all = [...(this.#series.get(series)?.values() ?? [])].flat()
    return all.some(
      ({ at, until }) => at < window.to && (until ?? at + this.#rule.maxAgeSeconds) >= window.from,
    )
  }

  /**
   * The stretches of a window in which a series has one price of one quality: each with its first moment, up to the next. For sums of
   * what was received in one: also how old the price is, is told of the whole by its oldest.
   */
  stretches(
    series: string,
    { from, to }: { readonly from: number; readonly to: number },
  ): readonly Stretch[] {
    const { maxAgeSeconds, freshSeconds } = this.#rule
    const all = [...(this.#series.get(series)?.values() ?? [])].flat()
    const moments = all.flatMap(({ at, until }) => [
      at,
      (until ?? at + maxAgeSeconds) + JUST_AFTER,
      at + freshSeconds + JUST_AFTER,
    ])
    const within = moments.filter((at) => at > from && at < to)
    const found: Stretch[] = []
    for (const at of [from, ...within.sort((a, b) => a - b)]) {
      const price = this.#lookUp(series, at)
      const isOld = price !== undefined && at - price.at > freshSeconds
      const last = found.at(-1)
      if (!last || last.isOld !== isOld || !hasSamePoints(last.price, price))
        found.push({ from: at, price, isOld })
    }
    return found
  }

  /** The price of a token at a moment, or why there is none. */
  priceAt(token: Token, at: number): Known<Price> {
    if (token.class === 'testnet' || token.class === 'devnet')
      return missing('NETWORK_CLASS', `${token.symbol} on chain ${token.chain} is ${token.class} money`)
    if (token.priceSeries === null)
      return missing(
        'NO_PRICE',
        `${token.symbol} has no price ${seriesOf(token)}${token.silent ? '' : ': network.json names one as its priceSeries'}`,
      )
    const found = this.#lookUp(token.priceSeries, at)
    return found
      ? known(found)
      : missing(
          'NO_PRICE',
          `price of ${token.symbol} at ${new Date(at * 1000).toISOString()}: no venue of the series ${token.priceSeries} gave one in the ${this.#rule.maxAgeSeconds / 3600} hours before; the keeper's ASSAY_PRICE_VENUES or a file ${token.priceSeries}.csv gives them`,
        )
  }

  #lookUp(series: string, at: number): Price | undefined {
    const last = this.#last.get(series)
    if (last && at >= last.from && at < last.to) return last.price
    const span = this.#spanAt(series, at)
    this.#last.set(series, span)
    return span.price
  }

  // The price with the stretch of time around the moment in which it is the same: a ledger is read in order.
  #spanAt(series: string, at: number): PriceSpan {
    const seen: PricePoint[] = []
    let [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (const points of this.#series.get(series)?.values() ?? []) {
      const next = countUpTo(points, at)
      to = Math.min(to, points[next]?.at ?? to)
      const last = points[next - 1]
      if (!last) continue
      const ends = (last.until ?? last.at + this.#rule.maxAgeSeconds) + JUST_AFTER
      from = Math.max(from, last.at)
      if (at >= ends) {
        from = Math.max(from, ends)
        continue
      }
      to = Math.min(to, ends)
      seen.push(last)
    }
    if (seen.length === 0) return { from, to, price: undefined }
    const freshest = Math.max(...seen.map((point) => point.at))
    const defined = seen.every((point) => point.until !== undefined)
    const quality = defined ? 'good' : this.#quality(seen, at - freshest)
    // Quality falls when the freshest point ages.
    const ages = freshest + this.#rule.freshSeconds + JUST_AFTER
    if (at < ages) to = Math.min(to, ages)
    else from = Math.max(from, ages)
    seen.sort((a, b) => (a.venue < b.venue ? -1 : 1))
    const venues = seen.map((point) => point.venue)
    return {
      from,
      to,
      price: {
        price: median(seen.map((point) => point.price)),
        venues,
        quality,
        at: freshest,
        points: seen,
        defined,
      },
    }
  }

  #quality(seen: readonly PricePoint[], age: number): Price['quality'] {
    return seen.length >= 2 && age <= this.#rule.freshSeconds ? 'good' : 'low'
  }
}

/** See `PriceBook.stretches`. */
export interface Stretch {
  /** Unix seconds. */
  readonly from: number
  readonly price: Price | undefined
  /** Whether the price is older than a fresh one. */
  readonly isOld: boolean
}

/** Whether two prices that follow each other are of the same points: a new one is the freshest, and one that ends is missing. */
function hasSamePoints(a: Price | undefined, b: Price | undefined): boolean {
  return a?.at === b?.at && a?.points.length === b?.points.length
}

/** Of what a token has no price, in words. */
export function seriesOf({ silent }: Token): string {
  return silent ? 'in the window' : 'series'
}

/** A move of a price from one quote to the next. */
export interface PriceMove {
  /** Of the natural logarithm. */
  readonly log: number
  /** Between the two quotes, above 0. */
  readonly days: number
}

/** The moves between quotes in order of time; `at` in Unix seconds. */
export function movesOf(
  quotes: readonly { readonly at: number; readonly price: Exact }[],
): readonly PriceMove[] {
  const logs = quotes.map(({ price }) => Math.log(toNumber(price)))
  return logs.slice(1).map((log, index) => ({
    log: log - (logs[index] ?? log),
    days: ((quotes[index + 1]?.at ?? 0) - (quotes[index]?.at ?? 0)) / DAY,
  }))
}

/** How many of the points, in order of time, are not later than a moment. */
function countUpTo(points: readonly PricePoint[], at: number): number {
  return firstWhere(0, points.length, (index) => (points[index]?.at ?? Number.POSITIVE_INFINITY) > at)
}

interface PriceSpan {
  readonly from: number
  readonly to: number
  readonly price: Price | undefined
}
