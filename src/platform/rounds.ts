import type { Logger } from 'pino'
import type { Pool } from './database.ts'
import type { Pulse } from './pulse.ts'

export interface Rounds<T> {
  readonly pulse: Pulse
  readonly log: Logger
  /** Looks once at everything that is due. */
  readonly round: () => Promise<T>
  /** Waits for the next round, given what this one returned; undefined: it failed. */
  readonly wait: (done: T | undefined) => Promise<void>
}

/**
 * Works in rounds until the signal. A round that fails is logged and counted against the pulse, and the next one meets the same
 * work again: nothing that a round meets stops a service.
 */
export async function runRounds<T>(
  { pulse, log, round, wait }: Rounds<T>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    let done: T | undefined
    try {
      done = await round()
      pulse.done()
    } catch (error) {
      pulse.failed(error)
      if (!signal.aborted) log.error({ err: error }, 'a round was cut short; it is tried again')
    }
    await wait(done)
  }
}

export interface NextTry {
  /** Gives one row with `at`, the time of the earliest retry, or null. */
  readonly query: string
  readonly values: readonly unknown[]
  readonly leastMs: number
  readonly mostMs: number
}

/** Milliseconds until the earliest retry, within bounds. A query that fails counts as none: the next round reports the fault. */
export async function untilNextTry(pool: Pool, { query, values, leastMs, mostMs }: NextTry): Promise<number> {
  const { rows } = await pool
    .query<{ ms: number | null }>(
      `select (extract(epoch from at - now()) * 1000)::double precision as ms from (${query}) next`,
      [...values],
    )
    .catch(() => ({ rows: [] }))
  return Math.max(leastMs, Math.min(rows[0]?.ms ?? Number.POSITIVE_INFINITY, mostMs))
}
