import type { Pool, PoolClient } from '../../src/platform/database.ts'
import { inTransaction } from '../../src/platform/transaction.ts'

/** Who writes verdicts holds it shared: numbers may be given in one order and committed in another. */
export const WRITING = `select pg_advisory_xact_lock_shared(hashtextextended('assay-verdicts', 0))`
const NOBODY_WRITES = `select pg_advisory_xact_lock(hashtextextended('assay-verdicts', 0))`
const ONE_ROLLUP = `select pg_advisory_xact_lock(hashtextextended('assay-verification', 0))`

/** Complete up to `verdict`, about blocks up to `block`. */
interface Mark {
  readonly chain_id: number
  readonly verdict: number
  readonly block: number
}

// `verdict` and `block` of the last rollup; of nothing where final blocks that it counted were taken back since.
const MARKS = `
  select s.chain_id, case when holds then m.verdict else 0 end as verdict, case when holds then m.block else -1 end as block,
    s.finalized_height, j.number as journal_number, j.hash as journal_hash, m.network is not null and not holds as taken_back
  from ingest.status s
  left join watch.verification_mark m on m.network = s.network and m.chain_id = s.chain_id
  left join lateral (select b.number, b.hash from ingest.block b where b.network = s.network and b.chain_id = s.chain_id
    and b.number <= s.finalized_height order by b.number desc limit 1) j on true
  cross join lateral (select m.network is not null and m.block <= s.finalized_height and (m.journal_number is null or exists (
    select from ingest.block b where b.network = m.network and b.chain_id = m.chain_id and b.number = m.journal_number
      and b.hash = m.journal_hash)) as holds) h
  where s.network = $1 order by s.chain_id`

// Of each subject and statement that a watchdog spoke of since: what stands now, less what stood then. Only of blocks that
// the journal still has. $3, $4: verdicts counted before and now; $5, $6: the heights.
const TUPLE = `v.network = $1 and v.watchdog = h.watchdog and v.subject_kind = h.subject_kind and v.subject_id = h.subject_id
  and v.statement = h.statement and v.block_hash = h.block_hash`
const stands = (upTo: string) =>
  `cross join lateral (select v.node, v.subject_time, v.outcome from watch.verdict v where ${TUPLE} and v.number <= ${upTo}
    order by v.number desc limit 1) v`
const ADD = `
  with heard as (
    select distinct watchdog, subject_kind, subject_id, statement, block_hash, block_number from (
      select * from watch.verdict where network = $1 and chain_id = $2 and number > $3 and number <= $4 and block_number <= $6
      union all
      select * from watch.verdict where network = $1 and chain_id = $2 and block_number > $5 and block_number <= $6
        and number <= $4) v
    where exists (select from ingest.block b where b.network = $1 and b.chain_id = $2 and b.number = v.block_number
      and b.hash = v.block_hash)),
    changed as (
      select h.statement, v.*, 1 as n from heard h ${stands('$4')}
      union all select h.statement, v.*, -1 from heard h ${stands('$3')} where h.block_number <= $5)
  insert into watch.verification_day as d
  select $1, $2, node, (subject_time at time zone 'UTC')::date, statement, outcome, sum(n) from changed
    where node is not null group by 3, 4, 5, 6 having sum(n) <> 0 order by 3, 4, 5, 6
  on conflict (network, chain_id, node, day, statement, outcome) do update set verdicts = d.verdicts + excluded.verdicts`

// Two watchdogs that decided the same otherwise, or blame others for it. Neither verdict was corrected by its own watchdog.
const standing = (verdict: string) =>
  `not exists (select from watch.verdict c where c.corrects = ${verdict}.number)`
const DISAGREE = `
  insert into watch.disagreement (verdict, other, network, node)
  select v.number, o.number, $1, coalesce(v.node, o.node)
  from watch.verdict v join watch.verdict o on o.network = v.network and o.subject_kind = v.subject_kind
    and o.subject_id = v.subject_id and o.statement = v.statement and o.block_hash = v.block_hash
    and o.watchdog <> v.watchdog and o.number < v.number
  where v.network = $1 and v.chain_id = $2 and v.number > $3 and v.number <= $4
    and v.outcome in ('verified', 'rejected') and o.outcome in ('verified', 'rejected')
    and (o.outcome, o.fault) is distinct from (v.outcome, v.fault) and ${standing('v')} and ${standing('o')}
  order by v.number, o.number on conflict do nothing`

/**
 * Brings the rollup of standing verdicts by node and day up to what is recorded and final, and notes where watchdogs disagree. What was counted of blocks that
 * no longer hold is counted again from nothing.
 */
export async function rollUpVerification(pool: Pool, network: string): Promise<void> {
  const newest = await inTransaction(pool, newestVerdict)
  await inTransaction(pool, async (client) => {
    await client.query(ONE_ROLLUP)
    const { rows } = await client.query(MARKS, [network])
    for (const row of rows) await rollUpChain(client, network, newest, row)
  })
}

// Every verdict up to this number is there to be read, or never will be.
async function newestVerdict(client: PoolClient): Promise<number> {
  await client.query(NOBODY_WRITES)
  const { rows } = await client.query<{ number: number }>(
    'select coalesce(max(number), 0) as number from watch.verdict',
  )
  return rows[0]?.number ?? 0
}

async function rollUpChain(
  client: PoolClient,
  network: string,
  newest: number,
  row: Mark & {
    finalized_height: number
    journal_number: number | null
    journal_hash: Buffer | null
    taken_back: boolean
  },
): Promise<void> {
  const { chain_id: chain, finalized_height: final } = row
  const here = [network, chain]
  // Another watchdog may have counted further while this one waited.
  const upTo = Math.max(newest, row.verdict)
  if (row.taken_back)
    await client.query('delete from watch.verification_day where network = $1 and chain_id = $2', here)
  if (upTo === row.verdict && final === row.block) return
  await client.query(DISAGREE, [...here, row.verdict, upTo])
  await client.query(ADD, [...here, row.verdict, upTo, row.block, final])
  await client.query(
    'delete from watch.verification_day where network = $1 and chain_id = $2 and verdicts = 0',
    here,
  )
  await client.query(
    `insert into watch.verification_mark values ($1, $2, $3, $4, $5, $6) on conflict (network, chain_id) do update set
      verdict = excluded.verdict, block = excluded.block, journal_number = excluded.journal_number,
      journal_hash = excluded.journal_hash`,
    [...here, upTo, final, row.journal_number, row.journal_hash],
  )
}
