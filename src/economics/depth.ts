import { add, compare, divide, type Exact, maximum, multiply, subtract, sum, ZERO } from './exact.ts'
import { type Known, known, listKnown, mapKnown, missing } from './known.ts'
import type { Entry } from './ledger.ts'
import { PRICE_RULE, type PriceBook, type Token } from './price.ts'
import { ofKind, withoutUnpriced } from './value.ts'

/** What selling so many whole tokens at once would have fetched at a venue, fees and slippage taken off. */
export interface DepthPoint {
  readonly series: string
  readonly venue: string
  /** Unix seconds. */
  readonly at: number
  readonly amount: Exact
  readonly usd: Exact
}

/** Sales as venues would have taken them: of each venue its newest reading at or before a moment, as long as a price holds. */
export class DepthBook {
  readonly #series: ReadonlyMap<string, readonly DepthPoint[]>

  constructor(points: readonly DepthPoint[]) {
    this.#series = Map.groupBy(points, ({ series }) => series)
  }

  /**
   * What selling so many whole tokens at one venue would have fetched, USD: at that which gives most. Between amounts that were read on a
   * straight line, which is never more than it would be, for each further token fetches less. `NOT_OBSERVED` beyond the largest.
   */
  fetched(token: Token, amount: Exact, at: number): Known<Exact> {
    if (amount.n === 0n) return known(ZERO)
    const readings = Map.groupBy(this.#series.get(token.priceSeries ?? '') ?? [], ({ venue }) => venue)
    const offers = [...readings.values()].flatMap((points) => {
      const newest = points
        .filter((point) => point.at <= at && at - point.at <= PRICE_RULE.maxAgeSeconds)
        .reduce((latest, point) => Math.max(latest, point.at), Number.NEGATIVE_INFINITY)
      const curve = points.filter((point) => point.at === newest).sort((a, b) => compare(a.amount, b.amount))
      return onCurve(curve, amount) ?? []
    })
    const [first, ...others] = offers
    return first
      ? known(others.reduce(maximum, first))
      : missing(
          'NOT_OBSERVED',
          `what selling so much ${token.symbol} would fetch at ${new Date(at * 1000).toISOString()}: no venue's depth of the ${PRICE_RULE.maxAgeSeconds / 3600} hours before reaches that far; the keeper's ASSAY_DEPTH_VENUES or a file ${token.priceSeries}.depth.csv gives it`,
        )
  }
}

function onCurve(curve: readonly DepthPoint[], amount: Exact): Exact | undefined {
  let before: Pick<DepthPoint, 'amount' | 'usd'> = { amount: ZERO, usd: ZERO }
  for (const point of curve) {
    if (compare(amount, point.amount) <= 0) {
      const part = divide(subtract(amount, before.amount), subtract(point.amount, before.amount))
      return add(before.usd, multiply(part, subtract(point.usd, before.usd)))
    }
    before = point
  }
  return undefined
}

/** An amount of tokens at the quote of a moment, and at what selling all of it at once then would fetch. USD. */
export interface IfSold {
  readonly atQuote: Known<Exact>
  readonly sold: Known<Exact>
}

/** Amounts in whole tokens, each token sold by itself. */
export function ifSold(
  amounts: ReadonlyMap<Token, Exact>,
  { prices, depth, at }: { readonly prices: PriceBook; readonly depth: DepthBook; readonly at: number },
): IfSold {
  const of = (worth: (token: Token, amount: Exact) => Known<Exact>) =>
    mapKnown(listKnown([...amounts].map(([token, amount]) => worth(token, amount))), sum)
  const quoted = (token: Token, amount: Exact) =>
    mapKnown(prices.priceAt(token, at), ({ price }) => multiply(amount, price))
  return {
    atQuote: of(quoted),
    // Without a quote there is no money, whatever a file says of it.
    sold: of((token, amount) => {
      const quote = quoted(token, amount)
      return quote.known ? depth.fetched(token, amount, at) : quote
    }),
  }
}

/** Emissions among entries in whole tokens by token; those in a token that nobody prices are left out, as in a statement. */
export function emittedAmounts(entries: readonly Entry[]): ReadonlyMap<Token, Exact> {
  const groups = Map.groupBy(withoutUnpriced(ofKind(entries, 'emission')), ({ token }) => token)
  return new Map(
    [...groups].map(([token, group]) => {
      const total = group.reduce((all, { amount }) => all + (amount ?? 0n), 0n)
      return [token, { n: total, d: 10n ** BigInt(token.decimals) }]
    }),
  )
}
