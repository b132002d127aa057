import { toDecimal } from '../../economics/exact.ts'
import type { PricePoint } from '../../economics/price.ts'
import type { Pool } from '../../platform/database.ts'

// Digits after the point that a price is kept with: more than any venue gives.
const PLACES = 30

/** Writes points once: one that is there already stays as it was first seen. Returns how many were new. */
export async function recordPrices(
  pool: Pool,
  origin: string,
  points: readonly PricePoint[],
): Promise<number> {
  if (points.length === 0) return 0
  await pool.query(
    `insert into keeper.venue (series, venue) select distinct series, venue
     from unnest($1::text[], $2::text[]) as t(series, venue) on conflict do nothing`,
    [points.map((point) => point.series), points.map((point) => point.venue)],
  )
  const { rowCount } = await pool.query(
    `insert into keeper.price (series, venue, at, price, valid_until, source)
     select series, venue, to_timestamp(at), price, to_timestamp(until), $6
     from unnest($1::text[], $2::text[], $3::double precision[], $4::numeric[], $5::double precision[])
       as t(series, venue, at, price, until)
     on conflict do nothing`,
    [
      points.map((point) => point.series),
      points.map((point) => point.venue),
      points.map((point) => point.at),
      points.map((point) => toDecimal(point.price, PLACES)),
      points.map((point) => point.until ?? null),
      origin,
    ],
  )
  return rowCount ?? 0
}

/** Unix seconds of the newest point of a series from one origin, or undefined when there is none. */
export async function findNewestPrice(
  pool: Pool,
  series: string,
  origin: string,
): Promise<number | undefined> {
  const { rows } = await pool.query<{ at: number | null }>(
    `select extract(epoch from max(at))::double precision as at from keeper.price where series = $1 and source = $2`,
    [series, origin],
  )
  return rows[0]?.at ?? undefined
}
