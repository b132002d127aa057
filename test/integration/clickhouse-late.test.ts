import { afterAll, beforeAll, expect, test } from 'vitest'
import { rollUpVerification } from '../../reference-node/work/rollup.ts'
import type { Api } from '../../src/api/api.ts'
import { nameLateTable } from '../../src/lake/clickhouse/late-tables.ts'
import { loadLate } from '../../src/lake/clickhouse/load-late.ts'
import { exportLate } from '../../src/lake/late/export.ts'
import { verifyLate } from '../../src/lake/late/verify.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { createClickHouse, INSTALL_MS, startBoth, type TestClickHouse } from '../support/clickhouse.ts'
import { codeOf, expectCode } from '../support/codes.ts'
import { memoryLake } from '../support/lake.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { seed } from '../support/seed.ts'

const NETWORK = 'alpha'
const signal = new AbortController().signal
const { store, objects } = memoryLake()

let database: TestDatabase
let pool: Pool
let clickhouse: TestClickHouse
let plain: Api
let routed: Api

beforeAll(async () => {
  const began = createClickHouse()
  database = await createDatabase()
  await seed(database.url)
  pool = createPool(database.url, { application: 'test', max: 6 })
  await rollUpVerification(pool, NETWORK)
  clickhouse = await began
  ;({ plain, routed } = await startBoth(database.readerUrl, clickhouse.url))
}, INSTALL_MS)

afterAll(async () => {
  await plain?.close()
  await routed?.close()
  await clickhouse?.drop()
  await pool?.end()
  await database?.drop()
})

async function ask(api: Api, query: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: unknown }
  expect(errors, JSON.stringify(errors)).toBeUndefined()
  return data
}

const BY_DAY = `rows: verificationDaysAggregate(where: { network_eq: "${NETWORK}" }, interval: DAY, by: [nodeKey], limit: 1000) { start nodeKey statement outcome count sum { verdicts } }`
const MOST = `most: verificationDays(where: { network_eq: "${NETWORK}" }, orderBy: verdicts_DESC, limit: 20) { id day statement outcome verdicts }`
const META = `_meta(network: "${NETWORK}") { aggregates { engine block before reason } }`

/** Asks both, compares what they say, and returns who answered the one with ClickHouse. */
async function said(): Promise<{ engine: string; reason: string | null }> {
  const [one, other] = await Promise.all([
    ask(plain, `{ ${BY_DAY} ${MOST} }`),
    ask(routed, `{ ${META} ${BY_DAY} ${MOST} }`),
  ])
  const { _meta, ...rows } = other
  expect(rows).toEqual(one)
  const [meta] = _meta as { aggregates: { engine: string; reason: string | null } }[]
  return meta?.aggregates ?? { engine: '', reason: null }
}

async function load() {
  await exportLate({ pool, network: NETWORK, store }, signal)
  return loadLate({ pool, network: NETWORK, store, server: clickhouse.server }, signal)
}

async function say(block: number, outcome: string, time = 'block_time'): Promise<void> {
  await pool.query(
    `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
       outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
     select network, chain_id, 'w9', 'claim', number || '-x', number, b.hash, (select node from derived.node where network = $1 limit 1),
       'hand_off_signed', $3, 'SAID', case when $3 = 'rejected' then 'node' end, '', false, '{}', ${time}, now()
     from ingest.block b where network = $1 and number = $2`,
    [NETWORK, block, outcome],
  )
}

/** As its watchdog takes a verdict back. */
async function correct(block: number, outcome: string): Promise<void> {
  await pool.query(
    `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
       outcome, code, fault, detail, transient, conditions, subject_time, checked_at, corrects, correction_reason)
     select network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement, $2, 'CORRECTED',
       case when $2 = 'rejected' then 'node' end, '', false, '{}', subject_time, now(), number, 'it was wrong'
     from watch.verdict where watchdog = 'w9' and subject_id = $1 and corrects is null`,
    [`${block}-x`, outcome],
  )
}

test('verdicts by day come from ClickHouse once they are loaded, and Postgres has those that it heard since', async () => {
  expect(await said()).toMatchObject({ engine: 'POSTGRES', reason: 'NOTHING_LOADED' })
  expect(await load()).toMatchObject({ entries: 1 })
  expect(await said()).toMatchObject({ engine: 'CLICKHOUSE', reason: null })
  expect(await load()).toEqual({ entries: 0, rows: 0 })
  // Whose rows are read is seen where those of Postgres say something else.
  await pool.query('update watch.verification_day set verdicts = verdicts + 1000')
  const wrong = await ask(plain, `{ ${BY_DAY} }`)
  const right = await ask(routed, `{ ${BY_DAY} }`)
  await pool.query('update watch.verification_day set verdicts = verdicts - 1000')
  expect(right).not.toEqual(wrong)
  expect(right).toEqual(await ask(plain, `{ ${BY_DAY} }`))
})

test('a verdict that is corrected later is right before the next load, and after it', async () => {
  await say(50, 'rejected')
  await rollUpVerification(pool, NETWORK)
  expect(await said()).toMatchObject({ engine: 'CLICKHOUSE' })
  await load()
  expect(await said()).toMatchObject({ engine: 'CLICKHOUSE' })
  await correct(50, 'verified')
  // Heard by the lake before Postgres counts it: it stands when Postgres says so.
  await load()
  expect(await said()).toMatchObject({ engine: 'CLICKHOUSE' })
  await rollUpVerification(pool, NETWORK)
  expect(await said()).toMatchObject({ engine: 'CLICKHOUSE' })
  await load()
  expect(await said()).toMatchObject({ engine: 'CLICKHOUSE' })
})

test('verdicts about blocks that the chain took back, of times that no calendar of ClickHouse has, and not final yet', async () => {
  await say(60, 'verified', `'9999-12-31T23:00:00Z'`)
  await say(61, 'verified', `'1901-01-01T00:00:00Z'`)
  await say(62, 'verified')
  await say(199, 'verified')
  await pool.query(`update watch.verdict set block_hash = '\\x00' where subject_id = '62-x'`)
  await rollUpVerification(pool, NETWORK)
  await load()
  expect(await said()).toMatchObject({ engine: 'CLICKHOUSE' })
  await pool.query(`update ingest.status set finalized_height = 200 where network = $1`, [NETWORK])
  await rollUpVerification(pool, NETWORK)
  expect(await said()).toMatchObject({ engine: 'CLICKHOUSE' })
  await load()
  expect(await said()).toMatchObject({ engine: 'CLICKHOUSE' })
})

test('what a server lost is seen, and loaded anew; a load that was interrupted goes on', async () => {
  const { server } = clickhouse
  await server.run(`delete from ${nameLateTable('verdict')} where number % 2 = 0`)
  expect(await said()).toMatchObject({ engine: 'POSTGRES', reason: 'INCOMPLETE' })
  expect((await load()).entries).toBeGreaterThan(1)
  expect(await said()).toMatchObject({ engine: 'CLICKHOUSE' })
  // As a kill between the last insert and its remembrance leaves it.
  await pool.query('delete from lake.late_load where sequence = (select max(sequence) from lake.late_load)')
  expect(await load()).toMatchObject({ entries: 1 })
  expect(await said()).toMatchObject({ engine: 'CLICKHOUSE' })
})

test('a part that was altered on its way is refused, and nobody is led to it', async () => {
  await say(70, 'verified')
  await rollUpVerification(pool, NETWORK)
  const known = new Set(objects.files.keys())
  await exportLate({ pool, network: NETWORK, store }, signal)
  const added = [...objects.files.keys()].find((key) => key.startsWith('parts/') && !known.has(key)) ?? ''
  const bytes = objects.files.get(added) as Uint8Array
  objects.files.set(added, bytes.with(100, (bytes[100] ?? 0) ^ 1))
  expect(await codeOf(load)).toBe('LAKE_HASH')
  expect(await said()).toMatchObject({ engine: 'CLICKHOUSE' })
  objects.files.set(added, bytes)
  expect(await load()).toMatchObject({ entries: 1 })
})

test('leaves whose blob is gone are gone there, and stand again when it comes back', async () => {
  const held = async () => {
    const { rows } = await clickhouse.server.rows(
      `select blob_id, toString(count()) from ${nameLateTable('leaf')} final where network = {network:String} group by 1 order by 1`,
      { network: NETWORK },
    )
    const { rows: kept } = await pool.query({
      text: `select l.blob_id, count(*)::text from archive.leaf l join archive.blob b using (network, blob_id) where network = $1 and b.status = 'kept' group by 1 order by 1`,
      values: [NETWORK],
      rowMode: 'array',
    })
    expect(rows).toEqual(kept)
    return rows.length
  }
  const before = await held()
  expect(before).toBeGreaterThan(0)
  const { rows: leaves } = await pool.query(
    `select blob_id from archive.leaf l join archive.blob b using (network, blob_id) where network = $1 and b.status = 'kept' limit 1`,
    [NETWORK],
  )
  await pool.query('create table kept as select * from archive.leaf where blob_id = $1', [leaves[0].blob_id])
  await pool.query('delete from archive.leaf where blob_id = $1', [leaves[0].blob_id])
  await load()
  expect(await held()).toBe(before - 1)
  await pool.query('insert into archive.leaf select * from kept')
  await load()
  expect(await held()).toBe(before)
})

test('verdicts and leaves that a server changed in place, lost or made up are found', async () => {
  const { server } = clickhouse
  await load()
  const verify = () => verifyLate({ pool, network: NETWORK, store, server }, signal)
  const { entries } = await verify()
  expect(entries).toBeGreaterThan(2)
  expect(await verify()).toMatchObject({ comparedLoads: entries })
  const [verdict, leaf] = [nameLateTable('verdict'), nameLateTable('leaf')]
  const { rows: pointers } = await pool.query(
    'select load from lake.late_pointer where network = $1 limit 1',
    [NETWORK],
  )
  const { rows: verdicts } = await server.rows(
    `select toString(min(number)) from ${verdict} where network = {network:String}`,
    { network: NETWORK },
  )
  const one = `number = ${verdicts[0]?.[0]}`
  const now = 'settings mutations_sync = 1'
  const [mark] = pointers
  for (const [change, back] of [
    // As many rows as before.
    [
      `alter table ${verdict} update detail = concat(assumeNotNull(detail), '.') where ${one} ${now}`,
      `alter table ${verdict} update detail = substring(assumeNotNull(detail), 1, -1) where ${one} ${now}`,
    ],
    // A tombstone, and rows of a version that the lake does not have.
    [
      `insert into ${verdict} select * replace (1 as deleted, toUInt64(version + 1) as version) from ${verdict} where ${one}`,
      `delete from ${verdict} where ${one} and deleted = 1`,
    ],
    [
      `insert into ${leaf} select * replace (toUInt64(1000000) as version) from ${leaf} limit 1`,
      `delete from ${leaf} where version = 1000000`,
    ],
    [
      `alter table verdict_mark update verdict = verdict + 1 where load = '${mark.load}' ${now}`,
      `alter table verdict_mark update verdict = verdict - 1 where load = '${mark.load}' ${now}`,
    ],
  ] as const) {
    await server.run(change)
    await expectCode(verify, 'CLICKHOUSE_ROWS')
    await server.run(back)
  }
  expect(await verify()).toMatchObject({ comparedLoads: entries })
})
