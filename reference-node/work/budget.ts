import type { Pool } from '../../src/platform/database.ts'
import type { Speaker } from './record.ts'

/** What all workers of a watchdog together may use in one day of UTC; 0: as much as there is. */
export interface DailyLimits {
  /** Questions that are judged, answered or not. */
  readonly checks: number
  /** Calls to endpoints of chains. */
  readonly calls: number
}

const TODAY = `(now() at time zone 'UTC')::date`
const ADD = `insert into watch.spent as s (network, watchdog, day, checks, calls, cpu_ms) values ($1, $2, ${TODAY}, $3, $4, $5)
  on conflict (network, watchdog, day) do update set checks = s.checks + excluded.checks, calls = s.calls + excluded.calls,
    cpu_ms = coalesce(s.cpu_ms, 0) + excluded.cpu_ms`

/** A watchdog's day, kept in the database: a worker that starts again, or beside another, does not begin a new one. */
export class Budget {
  readonly #pool: Pool
  readonly #speaker: Speaker
  readonly #limits: DailyLimits
  readonly #countCalls: () => number
  #counted = 0
  #cpu = process.cpuUsage()

  /** `countCalls`: calls that this process has made since it started. */
  constructor(pool: Pool, speaker: Speaker, limits: DailyLimits, countCalls: () => number) {
    this.#pool = pool
    this.#speaker = speaker
    this.#limits = limits
    this.#countCalls = countCalls
  }

  /** Adds questions that were judged, and the calls and this process's time on processors since the last time, to the day. */
  async spend(checks: number): Promise<void> {
    const calls = this.#countCalls()
    const { user, system } = process.cpuUsage(this.#cpu)
    const { network, watchdog } = this.#speaker
    const milliseconds = Math.round((user + system) / 1000)
    await this.#pool.query(ADD, [network, watchdog, checks, calls - this.#counted, milliseconds])
    this.#counted = calls
    this.#cpu = process.cpuUsage()
  }

  /** Which limit the day has reached; null: none. It is passed by what the last leased blocks hold, at most. */
  async spent(): Promise<keyof DailyLimits | null> {
    const { network, watchdog } = this.#speaker
    const { rows } = await this.#pool.query<{ checks: number; calls: number }>(
      `select checks, calls from watch.spent where network = $1 and watchdog = $2 and day = ${TODAY}`,
      [network, watchdog],
    )
    const used = rows[0] ?? { checks: 0, calls: 0 }
    if (this.#limits.checks > 0 && used.checks >= this.#limits.checks) return 'checks'
    if (this.#limits.calls > 0 && used.calls >= this.#limits.calls) return 'calls'
    return null
  }
}
