import type pg from 'pg'
import { expect } from 'vitest'

/** Statements of the stored world that must each be true, e.g. `select count(*) = 3 from facts.fee`. */
export async function expectTruths(pool: pg.Pool, truths: readonly string[]): Promise<void> {
  const failed: string[] = []
  for (const truth of truths) {
    const { rows } = await pool.query({ text: truth, rowMode: 'array' })
    if (rows[0]?.[0] !== true) failed.push(`${truth} -- gave ${JSON.stringify(rows)}`)
  }
  expect(failed).toEqual([])
}

/** Every table that the indexer writes, as text that is equal when the tables are: by name, without the network's name. */
export async function readTables(pool: pg.Pool, network: string): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('facts', 'derived') and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  )
  const all: Record<string, string> = {}
  for (const { name } of tables) all[name] = await readTable(pool, name, network)
  all['ingest.block'] = await readTable(
    pool,
    'ingest.block',
    network,
    'and holds_data',
    `- 'proof' - 'vouched_by'`,
  )
  all['ingest.status'] = await readTable(
    pool,
    'ingest.status',
    network,
    '',
    `- 'fence' - 'updated_at' - 'head' - 'finalized_height' - 'finalized_hash' - 'trouble' - 'trouble_code' - 'trouble_since'`,
  )
  return all
}

async function readTable(
  pool: pg.Pool,
  name: string,
  network: string,
  where = '',
  without = '',
): Promise<string> {
  const { rows } = await pool.query<{ rows: number; hash: string | null }>(
    `select count(*)::int as rows, md5(string_agg(r::text, E'\\n' order by r::text)) as hash
     from (select to_jsonb(t) - 'network' ${without} as r from ${name} t where network = $1 ${where}) x`,
    [network],
  )
  return `${rows[0]?.rows} ${rows[0]?.hash}`
}
