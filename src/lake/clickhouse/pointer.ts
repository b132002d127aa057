import type { Hash32 } from '../../claim/hex.ts'
import { toBytes } from '../../claim/hex.ts'
import type { Place } from '../../indexer/place.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'
import type { LoadRows } from './load-entries.ts'

/** What readers of ClickHouse may use of a chain: it is in Postgres, so that a reader sees it as of the same moment as all else. */
export interface Pointer {
  readonly loads: readonly string[]
  /** How many rows the tables hold of these loads in all. */
  readonly rows: LoadRows
  /**
   * The views that may be asked, by name: where their rows are stored, their columns, and those that have one value in all rows. Columns of
   * `sums` may be added up over the stored rows as they are.
   */
  readonly views: Readonly<
    Record<
      string,
      {
        readonly table: string
        readonly columns: readonly string[]
        readonly fixed: Readonly<Record<string, string>>
        readonly sums: readonly string[]
      }
    >
  >
  /** The last block, and the state digest there. */
  readonly covered: number
  readonly digest: Hash32
  /** `YYYY-MM-DD`: all facts of earlier days are loaded. */
  readonly before: string
  /** The newest entry of the manifest. */
  readonly sequence: number
}

/** Which loads are done, with the rows of each. */
export async function listLoads(db: Pool | PoolClient, place: Place): Promise<Map<string, LoadRows | null>> {
  const { rows } = await db.query<{ load: string; rows: LoadRows | null }>(
    'select load, rows from lake.load where network = $1 and chain_id = $2',
    [place.network, place.chain],
  )
  return new Map(rows.map((row) => [row.load, row.rows]))
}

/** `rows` null: it is begun, and something of it may be there. */
export async function recordLoad(
  db: Pool | PoolClient,
  { network, chain }: Place,
  load: string,
  rows: LoadRows | null,
): Promise<void> {
  await db.query(
    `insert into lake.load (network, chain_id, load, rows) values ($1, $2, $3, $4)
     on conflict (network, chain_id, load) do update set rows = excluded.rows`,
    [network, chain, load, rows],
  )
}

export async function forgetLoads(
  db: Pool | PoolClient,
  { network, chain }: Place,
  loads: readonly string[],
): Promise<void> {
  await db.query('delete from lake.load where network = $1 and chain_id = $2 and load = any($3)', [
    network,
    chain,
    loads,
  ])
}

/** The loads that the pointer names, and named before it. */
export async function listNamed(
  db: Pool | PoolClient,
  { network, chain }: Place,
): Promise<{ readonly now: readonly string[]; readonly before: readonly string[] }> {
  const { rows } = await db.query<{ loads: string[]; loads_before: string[] }>(
    'select loads, loads_before from lake.pointer where network = $1 and chain_id = $2',
    [network, chain],
  )
  return { now: rows[0]?.loads ?? [], before: rows[0]?.loads_before ?? [] }
}

/** Switches to what this pointer says: the last step of a load. The loads that were named until now are kept in mind. */
export async function recordPointer(
  db: Pool | PoolClient,
  { network, chain }: Place,
  pointer: Pointer,
): Promise<void> {
  const { loads, rows, views, covered, digest, before, sequence } = pointer
  await db.query(
    `insert into lake.pointer as p
       (network, chain_id, loads, rows, views, covered, digest, before, sequence)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (network, chain_id) do update set loads = excluded.loads, rows = excluded.rows, views = excluded.views,
       covered = excluded.covered, digest = excluded.digest, before = excluded.before, sequence = excluded.sequence,
       loads_before = case when p.loads = excluded.loads then p.loads_before else p.loads end, updated_at = now()`,
    [network, chain, loads, rows, views, covered, toBytes(digest), before, sequence],
  )
}

/** Lets nobody read from ClickHouse until the next switch. */
export async function withdrawPointer(db: Pool | PoolClient, { network, chain }: Place): Promise<void> {
  await db.query('delete from lake.pointer where network = $1 and chain_id = $2', [network, chain])
}

/** From which block on the index has had other facts since, and the newest entry of the manifest at that time. */
export async function listChanges(
  db: Pool | PoolClient,
  { network, chain }: Place,
): Promise<{ readonly sequence: number; readonly fromBlock: number }[]> {
  const { rows } = await db.query<{ sequence: number; from_block: number }>(
    'select sequence, from_block from lake.changed where network = $1 and chain_id = $2',
    [network, chain],
  )
  return rows.map((row) => ({ sequence: row.sequence, fromBlock: row.from_block }))
}
