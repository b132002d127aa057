import type { Pool } from '../../src/platform/database.ts'

/** What a check took on average, by all days of a watchdog's workers. */
export interface CheckCost {
  readonly calls: number
  readonly cpuSeconds: number
  /** Over how many checks. */
  readonly checks: number
}

// Days from before time on processors was counted tell no cost.
const PER_CHECK = `select sum(checks)::float8 as checks, sum(calls)::float8 as calls, sum(cpu_ms)::float8 / 1000 as seconds
  from watch.spent where network = $1 and watchdog = $2 and cpu_ms is not null`

/** What a watchdog's checks took so far; null: none was made. */
export async function findCheckCost(
  pool: Pool,
  network: string,
  watchdog: string,
): Promise<CheckCost | null> {
  const { rows } = await pool.query<{ checks: number | null; calls: number; seconds: number }>(PER_CHECK, [
    network,
    watchdog,
  ])
  const [row] = rows
  if (!row?.checks) return null
  return { calls: row.calls / row.checks, cpuSeconds: row.seconds / row.checks, checks: row.checks }
}
