import { fromDecimal } from '../../../economics/exact.ts'
import type { Window } from '../../../economics/figure.ts'
import { PRICE_RULE, PriceBook, type PricePoint, type Token } from '../../../economics/price.ts'
import { refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

/** Most prices that one request reads. */
const MOST = 500_000

const PRICES = `select series, venue, extract(epoch from at)::double precision, price::text,
    extract(epoch from valid_until)::double precision, source
  from api.price where series = any($1) and at <= to_timestamp($3)
    and (at >= to_timestamp($2) or valid_until >= to_timestamp($2))
  order by at limit ${MOST + 1}`

/**
 * The prices that receipts of a window may be valued with.
 * @throws `TOO_MANY_ROWS`
 */
export async function getPriceBook(
  snapshot: Snapshot,
  tokens: readonly Token[],
  window: Window,
): Promise<PriceBook> {
  const series = [...new Set(tokens.flatMap((token) => token.priceSeries ?? []))]
  const rows = await snapshot.rows(PRICES, [
    series,
    window.from - PRICE_RULE.maxAgeSeconds - 86_400,
    window.to,
  ])
  // A list that was cut short would value the newest receipts at old prices.
  if (rows.length > MOST)
    throw refused('TOO_MANY_ROWS', `more than ${MOST} prices in the window: ask for fewer days`)
  const points = rows.map(([name, venue, at, price, until, source]): PricePoint => {
    const point = {
      series: String(name),
      venue: String(venue),
      at: Number(at),
      price: fromDecimal(String(price)),
      source: String(source),
    }
    return until === null ? point : { ...point, until: Number(until) }
  })
  const venues = [...new Set(points.map((point) => `${point.series}@${point.venue}`))].sort()
  return new PriceBook(points, venues.length ? `median of venues: ${venues.join(', ')}` : 'none')
}
