import { hostname } from 'node:os'
import { Unavailable } from '../../claim/errors.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'

/** The one connection that writes the facts of a chain. */
export interface WriterConnection {
  readonly client: PoolClient
  /** Higher than that of every writer before: stands in the WHERE clause of every commit. */
  readonly fence: number
  release(): void
}

/** Whoever holds the writer lock of a chain; null what the server does not tell this user. */
export interface Holder {
  readonly application: string | null
  readonly address: string | null
  readonly since: string | null
}

/** `assay-indexer 4711@host, connected from 10.0.0.3 since 2026-01-02T03:04:05Z` */
export function describeHolder({ application, address, since }: Holder): string {
  const from = address === null ? '' : ` from ${address}`
  const when = since === null ? '' : ` since ${since}`
  return `${application || 'another program'}${from || when ? `, connected${from}${when}` : ''}`
}

/**
 * Waits until no other indexer of this network and chain holds the lock, then takes a new fencing token. The lock
 * alone would not do: a server that lost sight of a stalled indexer gives its lock away, and that indexer may wake up.
 * `onWait` is told, once, for whom it waits.
 * @throws Unavailable `UNAVAILABLE_DATABASE` when the signal ends the wait
 */
export async function acquireWriter(
  pool: Pool,
  network: string,
  chain: number,
  signal: AbortSignal,
  onWait?: (holder: Holder) => void,
): Promise<WriterConnection> {
  const client = await pool.connect()
  const onAbort = () => client.release(true)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    const name = `assay-indexer:${network}:${chain}`
    if (!(await tryLock(client, name))) {
      onWait?.(await findHolder(client, name))
      await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name])
    }
    // For whoever waits next: the application's name alone does not say which process on which machine.
    await client.query(
      `select set_config('application_name', left(current_setting('application_name') || $1, 63), false)`,
      [` ${process.pid}@${hostname()}`],
    )
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

async function tryLock(client: PoolClient, name: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
    [name],
  )
  return rows[0]?.held === true
}

async function findHolder(client: PoolClient, name: string): Promise<Holder> {
  const { rows } = await client.query<Holder>(
    `select a.application_name as application, host(a.client_addr) as address,
       to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
     from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.objsubid = 1
       and l.database = (select oid from pg_database where datname = current_database())
       and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended($1, 0)`,
    [name],
  )
  // It let go of the lock just now.
  return rows[0] ?? { application: null, address: null, since: null }
}
