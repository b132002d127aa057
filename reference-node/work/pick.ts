import { hashOf, toHex } from '../../src/claim/hex.ts'
import type { Statement, SubjectKind } from '../../src/claim/verdict.ts'
import type { Pool, PoolClient } from '../../src/platform/database.ts'
import type { Stated } from '../evidence/stated.ts'
import type { DueSubject } from '../judge/subject.ts'
import { LOG_TABLES } from './log-tables.ts'

export interface PickOptions {
  readonly network: string
  readonly watchdog: string
  readonly repeatGraceSeconds: number
}

/** Blocks of one chain, by number. */
export interface Blocks {
  readonly chainId: number
  readonly numbers: readonly number[]
}

/** A row of `watch.subject`. */
export interface SubjectRow {
  chain_id: number
  kind: SubjectKind
  id: string
  block_number: number
  block_hash: Buffer
  block_time: Date
  position: number
  leaf_index: number | null
  node: Buffer | null
  statement: Statement
  stated: Stated
}

interface Row extends SubjectRow {
  tries: number
  held: boolean
}

// Whether a hand-off is a repeat can be told only when the batches before it can be read. One that is being looked for
// holds the answer up, but not for longer than the grace: a batch that nobody can get must not stop the rest.
const HELD = `select min(e.block_number * 4294967296 + e.position) as place
  from archive.blob b join facts.settlement e on e.network = b.network and e.blob_id = b.blob_id
  where b.network = $1 and b.status = 'pending' and b.first_seen_at > now() - make_interval(secs => $5)
    and e.chain_id = $3 and e.kind = 'batch'`

// A question that nobody could answer waits, unless what it waited for has come: the archive changed the blob's state.
const DUE = `with held as materialized (${HELD})
  select s.*, coalesce(r.tries, 0) as tries,
    s.statement = 'hand_off_signed' and s.block_number * 4294967296 + s.position > held.place is true as held
  from watch.subject s cross join held
  join ingest.status i on i.network = s.network and i.chain_id = s.chain_id and s.block_number <= i.finalized_height
  left join watch.retry r on r.network = s.network and r.watchdog = $2 and r.subject_kind = s.kind
    and r.subject_id = s.id and r.block_hash = s.block_hash and r.statement = s.statement
  left join archive.blob b on b.network = s.network and b.blob_id = s.blob_id
  where s.network = $1 and s.chain_id = $3 and s.block_number = any($4)
    and (r.next_try_at is null or r.next_try_at <= now() or b.changed_at > r.tried_at)
    and not exists (select from watch.verdict v where v.network = s.network and v.watchdog = $2
      and v.subject_kind = s.kind and v.subject_id = s.id and v.block_hash = s.block_hash
      and v.statement = s.statement and not v.transient)
  order by s.block_number, s.position, s.leaf_index nulls first`

/** Subjects in final blocks with statements that still need a verdict of ours and are due, in chain order. */
export async function listDueSubjects(
  pool: Pool,
  { network, watchdog, repeatGraceSeconds }: PickOptions,
  { chainId, numbers }: Blocks,
): Promise<DueSubject[]> {
  const { rows } = await pool.query<Row>(DUE, [network, watchdog, chainId, numbers, repeatGraceSeconds])
  const subjects = new Map<string, DueSubject>()
  for (const row of rows) {
    const key = `${row.kind} ${row.id} ${row.block_hash.toString('hex')}`
    const known = subjects.get(key)
    const { statement, tries, held } = row
    subjects.set(key, {
      ...(known ?? toSubject(row)),
      due: [...(known?.due ?? []), { statement, tries, held }],
    })
  }
  return [...subjects.values()]
}

/** The next final blocks after one that hold subjects, ascending, at most `limit`. */
export async function listBlocks(
  client: Pick<PoolClient, 'query'>,
  network: string,
  chainId: number,
  after: number,
  limit: number,
): Promise<number[]> {
  const each = Object.values(LOG_TABLES).map(
    (table) => `(select distinct block_number from ${table} where network = $1 and chain_id = $2
      and block_number > $3 and block_number <= (select finalized_height from ingest.status
        where network = $1 and chain_id = $2) order by block_number limit $4)`,
  )
  const { rows } = await client.query<{ block_number: number }>(
    `${each.join(' union ')} order by block_number limit $4`,
    [network, chainId, after, limit],
  )
  return rows.map((row) => row.block_number)
}

// A question that stands by now in no block is forgotten: nothing would ever come of it. `offset 0` here and below has the
// view asked along its indexes for each such row: joined, all subjects are read for it.
const FORGET_LOST = `delete from watch.retry r using ingest.status i
  where r.network = $1 and r.watchdog = $2 and r.next_try_at <= now() and i.network = r.network and i.chain_id = r.chain_id
    and r.block_number <= i.finalized_height and not exists (select from watch.subject s where s.network = r.network
      and s.chain_id = r.chain_id and s.block_number = r.block_number and s.kind = r.subject_kind and s.id = r.subject_id
      and s.block_hash = r.block_hash and s.statement = r.statement offset 0)`

// Leaves that came with a blob stand in its settlement's block: it is asked at once when that blob's state has changed.
const RETRIES = `select chain_id, array_agg(block_number) as blocks from (
    select r.chain_id, r.block_number from watch.retry r
    join ingest.status i on i.network = r.network and i.chain_id = r.chain_id and r.block_number <= i.finalized_height
    where r.network = $1 and r.watchdog = $2 and r.next_try_at <= now()
    union
    select r.chain_id, r.block_number from watch.retry r
    join facts.settlement f on f.network = r.network and f.chain_id = r.chain_id and f.block_number = r.block_number
    join archive.blob b on b.network = f.network and b.blob_id = f.blob_id and b.changed_at > r.tried_at
    where r.network = $1 and r.watchdog = $2 and exists (select from watch.subject s where s.network = r.network
      and s.chain_id = r.chain_id and s.block_number = r.block_number and s.kind = r.subject_kind and s.id = r.subject_id
      and s.block_hash = r.block_hash and s.statement = r.statement and s.blob_id = b.blob_id offset 0)
    order by 1, 2 limit $3) due group by chain_id`

/** Blocks with a question whose time has come again. */
export async function listRetryBlocks(
  pool: Pool,
  { network, watchdog }: PickOptions,
  limit: number,
): Promise<Blocks[]> {
  await pool.query(FORGET_LOST, [network, watchdog])
  const { rows } = await pool.query<{ chain_id: number; blocks: number[] }>(RETRIES, [
    network,
    watchdog,
    limit,
  ])
  return rows.map((row) => ({ chainId: row.chain_id, numbers: row.blocks }))
}

/** The subject that a row is about, with nothing asked of it. */
export function toSubject(row: SubjectRow): DueSubject {
  return {
    kind: row.kind,
    id: row.id,
    chainId: row.chain_id,
    block: row.block_number,
    blockHash: hashOf(row.block_hash),
    blockTime: row.block_time,
    position: row.position,
    leafIndex: row.leaf_index,
    node: row.node && toHex(row.node),
    stated: row.stated,
    due: [],
  }
}
