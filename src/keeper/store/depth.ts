import type { DepthPoint } from '../../economics/depth.ts'
import { toDecimal } from '../../economics/exact.ts'
import type { Pool } from '../../platform/database.ts'

const PLACES = 30

/** Writes readings once: one that is there already stays as it was first seen. Returns how many were new. */
export async function recordDepth(
  pool: Pool,
  points: readonly (DepthPoint & { readonly source: string })[],
): Promise<number> {
  const { rowCount } = await pool.query(
    `insert into keeper.depth (series, venue, at, amount, usd, source)
     select series, venue, to_timestamp(at), amount, usd, source
     from unnest($1::text[], $2::text[], $3::double precision[], $4::numeric[], $5::numeric[], $6::text[])
       as t(series, venue, at, amount, usd, source)
     on conflict do nothing`,
    [
      points.map((point) => point.series),
      points.map((point) => point.venue),
      points.map((point) => point.at),
      points.map((point) => toDecimal(point.amount, PLACES)),
      points.map((point) => toDecimal(point.usd, PLACES)),
      points.map((point) => point.source),
    ],
  )
  return rowCount ?? 0
}

/** Unix seconds of the newest reading of a venue; undefined: none is kept. */
export async function findNewestDepth(
  pool: Pool,
  series: string,
  venue: string,
): Promise<number | undefined> {
  const { rows } = await pool.query<{ at: number | null }>(
    'select extract(epoch from max(at))::double precision as at from keeper.depth where series = $1 and venue = $2',
    [series, venue],
  )
  return rows[0]?.at ?? undefined
}
