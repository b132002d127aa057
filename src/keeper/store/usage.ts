import type { Pool } from '../../platform/database.ts'
import { inTransaction } from '../../platform/transaction.ts'

/** One figure of a network's own report. */
export interface ReportedDay {
  /** UTC, as `2026-11-20`. */
  readonly day: string
  readonly metric: 'requests' | 'amount'
  /** A plain decimal number. */
  readonly value: string
  readonly unit: string
}

/** What a network's service said at one time. */
export interface UsageAnswer {
  readonly source: string
  readonly body: unknown
  readonly days: readonly ReportedDay[]
  /** Unix seconds. */
  readonly seenAt: number
}

/** When the service was last heard, Unix seconds. */
export async function findLastAnswer(pool: Pool, network: string): Promise<number | undefined> {
  const { rows } = await pool.query<{ at: number | null }>(
    'select extract(epoch from max(seen_at))::double precision as at from keeper.reported_answer where network = $1',
    [network],
  )
  return rows[0]?.at ?? undefined
}

/** Writes an answer, and each figure of it that is new or restated, in one transaction. Returns how many of those. */
export async function recordAnswer(
  pool: Pool,
  network: string,
  { source, body, days, seenAt }: UsageAnswer,
): Promise<number> {
  return inTransaction(pool, async (client) => {
    // NUL cannot stand in jsonb, and says nothing.
    const text = JSON.stringify(body).replaceAll('\\u0000', '\\ufffd')
    await client.query(
      `insert into keeper.reported_answer (network, seen_at, source, body) values ($1, to_timestamp($2), $3, $4)`,
      [network, seenAt, source, text],
    )
    const { rowCount } = await client.query(
      `insert into keeper.reported_usage (network, day, metric, value, unit, seen_at)
       select $1, d.day, d.metric, d.value, d.unit, to_timestamp($2)
       from jsonb_to_recordset($3::jsonb) as d(day date, metric text, value numeric, unit text)
       where (d.value, d.unit) is distinct from (select (u.value, u.unit) from keeper.reported_usage u
         where u.network = $1 and u.day = d.day and u.metric = d.metric order by u.seen_at desc limit 1)
       on conflict do nothing`,
      [network, seenAt, JSON.stringify(days)],
    )
    return rowCount ?? 0
  })
}
