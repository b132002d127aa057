import type { Logger } from 'pino'
import type { Pool } from '../platform/database.ts'
import { awaitTables, type WaitFault } from '../platform/tables.ts'

export interface TablesWatch {
  /** What is waited for; null: nothing. */
  readonly wait: WaitFault | null
  /** What the tables lack; null while nothing is known of it: a database that is away says so at each question. */
  readonly lack: string | null
  /** Settles when the tables are there, or at the stop. */
  readonly begun: Promise<void>
  stop(): Promise<void>
}

/** Serving begins before the tables are there: looks for them meanwhile, as the API's own role sees them. */
export function watchTables(pool: Pool, log: Logger): TablesWatch {
  const stop = new AbortController()
  let wait: WaitFault | null = null
  const onWait = (fault: WaitFault | null) => {
    // Until the first look, questions find out for themselves.
    wait = fault?.code === 'STARTING' ? null : fault
  }
  const begun = awaitTables({ pool, log, onWait, list: 'api.migration' }, stop.signal)
  return {
    get wait() {
      return wait
    },
    get lack() {
      return wait?.code.startsWith('TABLES_') ? wait.message : null
    },
    begun,
    async stop() {
      stop.abort()
      await begun
    },
  }
}
