import { afterAll, beforeAll, expect, test } from 'vitest'
import { listChecks, PROOF_SYSTEMS } from '../../reference-node/checks/systems.ts'
import { judges } from '../../reference-node/judge/judge.ts'
import { LOG_TABLES } from '../../reference-node/work/log-tables.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const HASH = Buffer.alloc(32, 7)
const ADDRESS = Buffer.alloc(20, 7)
const SIGNATURE = 'tee_signature'
const UNKNOWN = 'a-system-of-tomorrow'
const DELIVERED = 'risc0'
const EVIDENCE = [...PROOF_SYSTEMS, SIGNATURE, DELIVERED, UNKNOWN]

let database: TestDatabase
let pool: Pool

async function insert(table: string, position: number, columns: Record<string, unknown>): Promise<void> {
  const row = {
    network: 'asked',
    chain_id: 1,
    block_number: 1,
    block_hash: HASH,
    block_time: new Date(0),
    tx_hash: HASH,
    position,
    contract: ADDRESS,
    ...columns,
  }
  const places = Object.keys(row).map((_, at) => `$${at + 1}`)
  await pool.query(`create table if not exists ${table}_all partition of ${table} default`)
  await pool.query(`insert into ${table} (${Object.keys(row)}) values (${places})`, Object.values(row))
}

beforeAll(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test' })
  for (const [position, evidence] of EVIDENCE.entries())
    await insert('facts.settled_claim', position, { evidence, input_hash: HASH, output_hash: HASH })
  await insert('facts.node_registered', 50, { node: HASH, role: 'tee-gpu', tee_type: 0 })
  await insert('facts.heartbeat', 51, { node: HASH, signed_at: new Date(0) })
  await insert('facts.settlement', 52, { kind: 'batch', merkle_root: HASH, batch_size: 1 })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

/** The statements that the database asks about, by what backs the claim, or by the kind of subject. */
async function listAsked(): Promise<Map<string, string[]>> {
  const { rows } = await pool.query<{ about: string; statements: string[] }>(
    `select coalesce(evidence, kind) as about, array_agg(statement order by statement) as statements
     from watch.subject group by 1`,
  )
  return new Map(rows.map(({ about, statements }) => [about, statements]))
}

test.each(PROOF_SYSTEMS)('about a claim of %s the database asks what its checks answer', async (system) => {
  const answered = listChecks(system).map(([statement]) => statement)
  expect((await listAsked()).get(system)).toEqual(answered.sort())
})

test('a proof of a system that no check knows is asked about too, so that it is seen as undecided', async () => {
  expect((await listAsked()).get(UNKNOWN)).toEqual(['output_reproduced', 'proof_valid'])
})

test('every statement that is asked has its judge, and every judge is asked', async () => {
  const asked = [...(await listAsked()).values()].flat()
  expect([...new Set(asked)].sort()).toEqual(Object.keys(judges).sort())
})

test('subjects stand in the tables that the node looks through for them', async () => {
  const { rows } = await pool.query<{ name: string }>(
    `with recursive used as (
       select table_schema, table_name from information_schema.view_table_usage
         where view_schema = 'watch' and view_name = 'subject'
       union
       select t.table_schema, t.table_name from information_schema.view_table_usage t
         join used on t.view_schema = used.table_schema and t.view_name = used.table_name)
     select table_schema || '.' || table_name as name from used join pg_class c on c.relname = table_name
       and c.relnamespace = table_schema::regnamespace
     where table_schema = 'facts' and c.relkind = 'p' order by 1`,
  )
  expect(rows.map(({ name }) => name)).toEqual(Object.values(LOG_TABLES).sort())
})
