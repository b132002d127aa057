import type { Pool, PoolClient } from '../../platform/database.ts'
import type { LateKind } from '../late/columns.ts'

/** Rows that hold, by kind. */
export type Holding = Readonly<Record<LateKind, number>>

/** An entry of late data that was loaded, and what held behind it. */
export interface LateLoad {
  readonly sequence: number
  readonly load: string
  readonly holding: Holding
}

/** The entries of a network that are loaded, in their order. */
export async function listLateLoads(db: Pool, network: string): Promise<LateLoad[]> {
  const { rows } = await db.query<LateLoad>(
    'select sequence, load, holding from lake.late_load where network = $1 order by sequence',
    [network],
  )
  return rows
}

export async function recordLateLoad(
  db: Pool,
  network: string,
  { sequence, load, holding }: LateLoad,
): Promise<void> {
  await db.query('insert into lake.late_load (network, sequence, load, holding) values ($1, $2, $3, $4)', [
    network,
    sequence,
    load,
    holding,
  ])
}

/** Forgets what was loaded of a network, and lets nobody read of it in ClickHouse until the next switch. */
export async function withdrawLate(db: Pool, network: string): Promise<void> {
  await db.query(
    'with gone as (delete from lake.late_pointer where network = $1) delete from lake.late_load where network = $1',
    [network],
  )
}

/** How far verdicts about a chain are counted in Postgres, of those that the lake holds. */
export interface VerdictMark {
  readonly chain: number
  /** Every verdict up to this number, about blocks up to this height. */
  readonly verdict: number
  readonly block: number
  /** The state digest there. */
  readonly digest: Buffer
  /** `YYYY-MM-DD`: days that are read from Postgres, because some of their verdicts are about blocks that the chain took back. */
  readonly except: readonly string[]
  /** What was switched to before, where it goes on from there. */
  readonly load: string | null
}

/** Of a day's verdicts not all are counted where a block was taken back; which ones is known in Postgres alone. */
const GONE = `not exists (select from ingest.block b where b.network = v.network and b.chain_id = v.chain_id
  and b.number = v.block_number and b.hash = v.block_hash)`
const DAY = `(v.subject_time at time zone 'UTC')::date`

/**
 * The marks of a network's chains, of verdicts up to this number. What was counted before is not looked at again, unless the chain was
 * indexed otherwise since.
 */
export async function listMarks(
  db: Pool | PoolClient,
  network: string,
  upTo: number,
): Promise<VerdictMark[]> {
  const { rows } = await db.query<VerdictMark>(
    `select m.chain_id as chain, m.verdict, m.block, j.digest, p.load, coalesce(p.except_days, '{}') || coalesce(g.days, '{}') as except
     from (select network, chain_id, least(verdict, $2) as verdict, block from watch.verification_mark where network = $1) m
     cross join lateral (select b.digest from ingest.block b where b.network = m.network and b.chain_id = m.chain_id
       and b.number <= m.block order by b.number desc limit 1) j
     left join lateral (select p.* from api.late_pointer h join lake.late_pointer p using (network, chain_id)
       where h.network = m.network and h.chain_id = m.chain_id and h.holds) p on true
     cross join lateral (select array_agg(distinct to_char(d, 'YYYY-MM-DD')) as days from (
       select ${DAY} as d from watch.verdict v where v.network = m.network and v.chain_id = m.chain_id
         and v.number > coalesce(p.verdict, 0) and v.number <= m.verdict and v.block_number <= m.block and (${GONE} or ${DAY} < date '1970-01-01')
       union
       select ${DAY} from watch.verdict v where v.network = m.network and v.chain_id = m.chain_id
         and v.block_number > coalesce(p.block, -1) and v.block_number <= m.block and v.number <= m.verdict and (${GONE} or ${DAY} < date '1970-01-01')) x) g
     order by 1`,
    [network, upTo],
  )
  return rows
}

/** What readers may use of the verdicts about a chain. */
export interface LatePointer extends Omit<VerdictMark, 'load'> {
  readonly load: string
  /** How many rows the tables hold of the load. */
  readonly rows: Readonly<Record<string, number>>
  readonly views: object
  /** `YYYY-MM-DD`: all earlier days are there, but for those that are excepted. */
  readonly before: string
}

/** Switches to what this pointer says. The load that was named until now is kept in mind. */
export async function recordLatePointer(
  db: Pool,
  network: string,
  { chain, load, rows, views, verdict, block, digest, before, except }: LatePointer,
): Promise<void> {
  await db.query(
    `insert into lake.late_pointer as p (network, chain_id, load, rows, views, verdict, block, digest, before, except_days)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (network, chain_id) do update set load = excluded.load, rows = excluded.rows, views = excluded.views,
       verdict = excluded.verdict, block = excluded.block, digest = excluded.digest, before = excluded.before,
       except_days = excluded.except_days, updated_at = now(),
       load_before = case when p.load = excluded.load then p.load_before else p.load end`,
    [network, chain, load, rows, views, verdict, block, digest, before, except],
  )
}

/** The loads that pointers of a network name, and named before. */
export async function listLateNamed(db: Pool, network: string): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ load: string }>(
    `select unnest(array[load, load_before]) as load from lake.late_pointer where network = $1`,
    [network],
  )
  return new Set(rows.map(({ load }) => load))
}

/** What readers are told of a network's chains. */
export async function listLatePointers(
  db: Pool,
  network: string,
): Promise<Pick<LatePointer, 'chain' | 'load' | 'verdict' | 'block'>[]> {
  const { rows } = await db.query<Pick<LatePointer, 'chain' | 'load' | 'verdict' | 'block'>>(
    'select chain_id as chain, load, verdict, block from lake.late_pointer where network = $1 order by 1',
    [network],
  )
  return rows
}
