import { Unavailable } from '../../claim/errors.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'

/** The one connection that writes the facts of a chain. */
export interface Writer {
  readonly client: PoolClient
  /** Higher than that of every writer before: stands in the WHERE clause of every commit. */
  readonly fence: number
  release(): void
}

/**
 * Waits until no other indexer of this network and chain holds the lock, then takes a new fencing token. The lock
 * alone would not do: a server that lost sight of a stalled indexer gives its lock away, and that indexer may wake up.
 * @throws Unavailable `UNAVAILABLE_DATABASE` when the signal ends the wait
 */
export async function acquireWriter(
  pool: Pool,
  network: string,
  chain: number,
  signal: AbortSignal,
): Promise<Writer> {
  const client = await pool.connect()
  const onAbort = () => client.release(true)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    await client.query(`select pg_advisory_lock(hashtextextended($1, 0))`, [
      `assay-indexer:${network}:${chain}`,
    ])
    const { rows } = await client.query<{ fence: number }>(
      `insert into ingest.fence as f (network, chain_id, fence) values ($1, $2, 1)
       on conflict (network, chain_id) do update set fence = f.fence + 1 returning fence`,
      [network, chain],
    )
    signal.removeEventListener('abort', onAbort)
    const fence = rows[0]?.fence ?? 0
    return { client, fence, release: () => client.release(true) }
  } catch (cause) {
    signal.removeEventListener('abort', onAbort)
    if (signal.aborted)
      throw new Unavailable('UNAVAILABLE_DATABASE', 'stopped while waiting for the writer lock')
    client.release(true)
    throw cause
  }
}
