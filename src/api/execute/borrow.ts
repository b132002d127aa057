import type { Pool, PoolClient } from '../../platform/database.ts'

export interface Borrowed {
  readonly client: PoolClient
  /** Gives the connection back. Not `whole`: it may be in the middle of something and is closed. Once more does nothing. */
  giveBack(whole: boolean): void
}

/**
 * A connection that is closed, whatever it is doing or waiting for, when `signal` aborts: its question fails then, and the
 * database ends what it did for it.
 */
export async function borrow(pool: Pool, signal: AbortSignal): Promise<Borrowed> {
  const client = await pool.connect()
  let held = true
  const giveBack = (whole: boolean) => {
    if (!held) return
    held = false
    signal.removeEventListener('abort', drop)
    client.release(!whole)
  }
  const drop = () => giveBack(false)
  signal.addEventListener('abort', drop)
  if (!signal.aborted) return { client, giveBack }
  drop()
  throw signal.reason
}
