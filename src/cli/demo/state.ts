import type { Pool } from '../../platform/database.ts'

/** What the demo shows while it runs, and what it prints at the end. */
export interface DemoState {
  readonly head: number
  readonly indexed: number
  readonly finalized: number
  /** How far the chain of validators is indexed, by each who reads it. */
  readonly others: readonly number[]
  readonly facts: Record<string, number>
  readonly nodes: number
  readonly claims: number
  readonly verdicts: Record<string, { total: number; codes: Record<string, number> }>
  readonly firstVerdictAt: Date | null
  readonly digest: string | null
}

/** What is still to be done about the blocks that are indexed. */
export interface OpenWork {
  /** Statements about finalized subjects that still await a verdict which stands. */
  readonly pending: number
  /** Settlements whose blob the archiver has neither kept nor given up on. */
  readonly unarchived: number
  /** Registrations through other contracts that the keeper has not asked the endpoints about. */
  readonly unasked: number
}

/** Reads the demo's state for one network. Every count is of rows as they are now. */
export async function getState(pool: Pool, network: string): Promise<DemoState> {
  const status = await pool.query<{ head: number; height: number; finalized_height: number; digest: Buffer }>(
    'select head, height, finalized_height, digest from ingest.status where network = $1 order by chain_id',
    [network],
  )
  const totals = await pool.query<{ nodes: number; claims: number; first: Date | null }>(
    `select (select count(*) from derived.node where network = $1) as nodes,
       (select count(*) from facts.claim where network = $1) as claims,
       (select min(checked_at) from watch.verdict where network = $1) as first`,
    [network],
  )
  const [row, ...others] = status.rows
  const total = totals.rows[0]
  return {
    head: row?.head ?? 0,
    indexed: row?.height ?? -1,
    finalized: row?.finalized_height ?? -1,
    others: others.map(({ height }) => height),
    facts: await countFacts(pool, network),
    nodes: total?.nodes ?? 0,
    claims: total?.claims ?? 0,
    verdicts: await countVerdicts(pool, network),
    firstVerdictAt: total?.first ?? null,
    digest: row ? `0x${row.digest.toString('hex')}` : null,
  }
}

/** Counts what is open. It looks at every subject, so ask it only where an end is waited for. */
export async function countOpen(pool: Pool, network: string): Promise<OpenWork> {
  const { rows } = await pool.query<OpenWork>(
    `select (select count(*) from watch.pending where network = $1) as pending,
       (select count(*) from facts.settlement s left join archive.blob b on b.network = s.network and b.blob_id = s.blob_id
        where s.network = $1 and s.blob_id <> '' and coalesce(b.status, 'pending') = 'pending') as unarchived,
       (select count(*) from facts.node_registered r
        where r.network = $1 and r.payment_address is null and r.tee_type is not null
          and not exists (select from keeper.registration_word w where w.network = r.network and w.chain_id = r.chain_id
            and w.block_number = r.block_number and w.position = r.position and w.block_hash = r.block_hash)) as unasked`,
    [network],
  )
  return rows[0] ?? { pending: 0, unarchived: 0, unasked: 0 }
}

async function countFacts(pool: Pool, network: string): Promise<Record<string, number>> {
  const kinds = await pool.query<{ kind: string }>(
    `select relname as kind from pg_class where relnamespace = 'facts'::regnamespace and relkind = 'p' order by 1`,
  )
  const counts = kinds.rows.map(
    ({ kind }) => `select '${kind}' as kind, count(*) as n from facts.${kind} where network = $1`,
  )
  const { rows } = await pool.query<{ kind: string; n: number }>(counts.join(' union all '), [network])
  return Object.fromEntries(rows.filter(({ n }) => n > 0).map(({ kind, n }) => [kind, n]))
}

async function countVerdicts(pool: Pool, network: string): Promise<DemoState['verdicts']> {
  const { rows } = await pool.query<{ outcome: string; code: string; n: number }>(
    'select outcome, code, count(*) as n from watch.latest_verdict where network = $1 group by 1, 2 order by 1, 2',
    [network],
  )
  const verdicts: DemoState['verdicts'] = {}
  for (const outcome of ['verified', 'rejected', 'undecided']) verdicts[outcome] = { total: 0, codes: {} }
  for (const { outcome, code, n } of rows) {
    const entry = verdicts[outcome]
    if (!entry) continue
    entry.total += n
    entry.codes[code] = n
  }
  return verdicts
}
