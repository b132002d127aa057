import { afterAll, beforeAll, expect, test } from 'vitest'
import { noteLakeChange } from '../../src/indexer/store/lake-changes.ts'
import { listFactViews } from '../../src/lake/clickhouse/fact-views.ts'
import { countAndHash, nameFacts } from '../../src/lake/clickhouse/facts.ts'
import { listLateStatements } from '../../src/lake/clickhouse/late-tables.ts'
import { loadFacts, recheckLoad } from '../../src/lake/clickhouse/load.ts'
import { ROLLUPS } from '../../src/lake/clickhouse/rollups.ts'
import { LOADED_KINDS, listStatements, migrateClickHouse } from '../../src/lake/clickhouse/schema.ts'
import { exportFacts } from '../../src/lake/export.ts'
import { LATE_KINDS } from '../../src/lake/late/columns.ts'
import { readManifest } from '../../src/lake/memory.ts'
import { verifyLake } from '../../src/lake/verify.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { createClickHouse, INSTALL_MS, type TestClickHouse } from '../support/clickhouse.ts'
import { expectCode } from '../support/codes.ts'
import { CHAIN_ID, makeNetwork, runIndexer } from '../support/indexer.ts'
import { memoryLake } from '../support/lake.ts'
import { MockChain } from '../support/mockchain/chain.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { registry, relay, transaction, work } from '../support/traffic.ts'

const PLACE = { network: 'laked', chain: CHAIN_ID }
const GRID = [10, 40]
const signal = new AbortController().signal

let database: TestDatabase
let pool: Pool
let endpoint: MockEndpoint
let clickhouse: TestClickHouse

// Sixty blocks of ten minutes, of which fifty are final: seven hours, so that they pass midnight at most once.
beforeAll(async () => {
  const began = createClickHouse()
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 6 })
  const chain = new MockChain({ blockSeconds: 7200 })
  chain.mine([transaction(registry.registered(), work.registered())])
  for (let i = 1; i < 60; i++)
    chain.mine(
      i % 3
        ? [
            transaction(work.fee(2n ** 200n + BigInt(i)), relay.batch(3n)),
            transaction(registry.heartbeat(BigInt(i))),
          ]
        : [],
    )
  endpoint = await serveChain(chain)
  const running = await runIndexer(database.url, makeNetwork('laked'), [endpoint.url])
  await running.reached(chain)
  await running.stop()
  clickhouse = await began
}, INSTALL_MS)

afterAll(async () => {
  await clickhouse?.drop()
  await pool?.end()
  await endpoint?.close()
  await database?.drop()
})

const { store } = memoryLake()
const load = () => loadFacts({ pool, place: PLACE, store, server: clickhouse.server }, signal)

test('what the lake holds is in ClickHouse, counted and hashed there, and a second load adds nothing', async () => {
  await exportFacts({ pool, place: PLACE, store, grid: GRID }, signal)
  expect(await load()).toMatchObject({ entries: 2, covered: 49 })
  const { live } = await readManifest(store, PLACE, pool)
  const { rows: pointers } = await pool.query('select * from api.lake_pointer')
  expect(pointers).toHaveLength(1)
  expect(pointers[0]).toMatchObject({ covered: 49, holds: true })
  for (const kind of LOADED_KINDS) {
    const { rows: here } = await pool.query(
      `select count(*)::text as rows from facts.${kind} where block_number < 50`,
    )
    expect(pointers[0].rows[nameFacts(kind)] ?? 0).toBe(Number(here[0].rows))
  }
  expect(await load()).toMatchObject({ entries: 0, covered: 49 })
  expect(live).toHaveLength(2)
  const { rows } = await clickhouse.server.rows(countAndHash('fact_fee_staging', 'fee'), { load: 'none' })
  expect(rows).toEqual([['0', '0'.repeat(64)]])
})

test('rows that a server changed in place, in facts or in a rollup, are found, kept from readers, and put back', async () => {
  const { server } = clickhouse
  const options = { pool, place: PLACE, store, server }
  expect(await verifyLake(options, signal)).toMatchObject({ cells: 2, comparedLoads: 2 })
  const holds = async () => (await pool.query('select 1 from api.lake_pointer where holds')).rows.length === 1
  const [first] = (await pool.query('select loads[1] as load from lake.pointer')).rows
  for (const [table, change] of [
    ['fact_fee', 'amount = assumeNotNull(amount) + 1'],
    ['payer_day_part', 'paid = paid + 1'],
  ]) {
    // As many rows as before.
    await server.run(
      `alter table ${table} update ${change} where load = '${first.load}' settings mutations_sync = 1`,
    )
    await expectCode(() => verifyLake(options, signal), 'CLICKHOUSE_ROWS')
    expect(await recheckLoad(options, 2, signal)).toMatchObject({ code: 'CLICKHOUSE_ROWS' })
    expect(await holds()).toBe(false)
    expect(await load()).toMatchObject({ entries: 1, covered: 49 })
    expect(await holds()).toBe(true)
  }
  expect(await verifyLake(options, signal)).toMatchObject({ comparedLoads: 2 })
})

test('a rollup over the loads has the rows of the view of the same name', async () => {
  const { rows: pointers } = await pool.query('select * from lake.pointer')
  const { rows } = await clickhouse.server.rows(
    `select network, chain_id, lower(hex(payer)), toString(day), lower(hex(token)), payments, toString(paid), refunds,
      toString(refunded) from payer_day(loads = {loads:Array(String)}) where day < {before:Date} order by all`,
    { loads: pointers[0].loads, before: '2100-01-01' },
  )
  const { rows: there } = await pool.query({
    text: `select network, chain_id::text, encode(payer, 'hex'), to_char((block_time at time zone 'UTC')::date, 'YYYY-MM-DD'), encode(token, 'hex'),
      count(*)::text, sum(amount)::text, '0', '0' from facts.fee where block_number < 50 group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
    rowMode: 'array',
  })
  expect(there.length).toBeGreaterThan(3)
  expect(rows).toEqual(there)
})

test('facts that were taken back or decoded again are not read by way of the lake until it has them', async () => {
  const client = await pool.connect()
  await noteLakeChange(client, PLACE, 45)
  client.release()
  const { rows } = await pool.query('select * from api.lake_pointer')
  expect(rows).toEqual([])
  expect(await load()).toEqual({ entries: 0, facts: 0, covered: -1 })
  // Only the cell that reaches the block is outdated, and only it is loaded again.
  await exportFacts({ pool, place: PLACE, store, again: 45 }, signal)
  expect(await load()).toMatchObject({ entries: 1, covered: 49 })
})

test('a table of a form before this one gets the column that it lacks, and the view has the same rows', async () => {
  const { server } = clickhouse
  const [{ loads }] = (await pool.query('select loads from lake.pointer')).rows
  const rows = async () =>
    (await server.rows('select * from payer_day(loads = {loads:Array(String)}) order by all', { loads })).rows
  const before = await rows()
  for (const table of ['payer_day_part', 'payer_day_part_staging'])
    await server.run(`alter table ${table} drop column on_border settings mutations_sync = 1`)
  await server.run('truncate table assay_form')
  await migrateClickHouse(server)
  expect(before.length).toBeGreaterThan(3)
  expect(await rows()).toEqual(before)
})

test('the statements for a cluster are ones that ClickHouse parses', async () => {
  const cluster = { cluster: 'assay' }
  const statements = [...listStatements(cluster), ...listFactViews(cluster), ...listLateStatements(cluster)]
  // Each with the one beside it that a load is first written to; marks of verdicts have none.
  expect(statements.filter((each) => each.includes('Replicated')).length).toBe(
    2 * (LOADED_KINDS.length + ROLLUPS.length + LATE_KINDS.length) + 1,
  )
  expect(statements.filter((each) => each.includes('ReplicatedReplacingMergeTree('))).toHaveLength(
    LATE_KINDS.length,
  )
  for (const statement of statements) {
    const { rows } = await clickhouse.server.rows('select formatQuery({statement:String})', { statement })
    expect(String(rows[0]?.[0])).toContain('ON CLUSTER assay')
  }
})
