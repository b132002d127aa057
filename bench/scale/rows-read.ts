import type { Pool } from '../../src/platform/database.ts'
import type { Sent } from '../api/servers.ts'

interface Plan {
  readonly 'Node Type': string
  readonly 'Actual Rows'?: number
  readonly 'Actual Loops'?: number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly Plans?: readonly Plan[]
}

/** Rows that Postgres takes out of tables and indexes for a statement, those that a filter drops included. It runs the statement. */
export async function countRowsRead(pool: Pool, { text, values = [] }: Sent): Promise<number> {
  const { rows } = await pool.query(`explain (analyze, timing off, format json) ${text}`, values.map(asSent))
  return readIn(rows[0]['QUERY PLAN'][0].Plan as Plan)
}

// Bytes that came from another process are no Buffer, and pg knows only those.
function asSent(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value) : value
}

function readIn(plan: Plan): number {
  const below = (plan.Plans ?? []).reduce((sum, each) => sum + readIn(each), 0)
  // A bitmap of an index is read again from the table.
  const isScan =
    / Scan$/.test(plan['Node Type']) && !/^(Bitmap Index|Subquery|CTE|Function)/.test(plan['Node Type'])
  if (!isScan) return below
  const each =
    (plan['Actual Rows'] ?? 0) +
    (plan['Rows Removed by Filter'] ?? 0) +
    (plan['Rows Removed by Index Recheck'] ?? 0)
  return below + Math.round(each * (plan['Actual Loops'] ?? 1))
}
