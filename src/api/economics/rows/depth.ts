import { DepthBook, type DepthPoint } from '../../../economics/depth.ts'
import { fromDecimal } from '../../../economics/exact.ts'
import { PRICE_RULE, type Token } from '../../../economics/price.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

const DEPTH = `select series, venue, extract(epoch from at)::double precision, amount::text, usd::text from api.depth
  where series = any($1) and at >= to_timestamp($2) and at <= to_timestamp($3)`

/** What venues would have taken of a network's tokens as of a moment, Unix seconds. */
export async function getDepthBook(
  snapshot: Snapshot,
  tokens: readonly Token[],
  at: number,
): Promise<DepthBook> {
  const series = [...new Set(tokens.flatMap((token) => token.priceSeries ?? []))]
  const rows = await snapshot.rows(DEPTH, [series, at - PRICE_RULE.maxAgeSeconds, at])
  return new DepthBook(
    rows.map(
      ([name, venue, moment, amount, usd]): DepthPoint => ({
        series: String(name),
        venue: String(venue),
        at: Number(moment),
        amount: fromDecimal(String(amount)),
        usd: fromDecimal(String(usd)),
      }),
    ),
  )
}
