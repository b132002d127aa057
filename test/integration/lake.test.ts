import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { interfaces } from '../../src/indexer/events/index.ts'
import { createEventTable } from '../../src/indexer/events/table.ts'
import { decodeKeptBy } from '../../src/indexer/operate/redecode.ts'
import { openSegments } from '../../src/indexer/segments/store.ts'
import { FACT_KINDS } from '../../src/lake/columns.ts'
import { type ExportOptions, exportFacts } from '../../src/lake/export.ts'
import { nameManifest } from '../../src/lake/manifest.ts'
import { readManifest } from '../../src/lake/memory.ts'
import { restoreFacts } from '../../src/lake/restore.ts'
import { LakeStore, openLake } from '../../src/lake/store.ts'
import { verifyLake } from '../../src/lake/verify.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { startBucket } from '../support/bucket-server.ts'
import { expectCode } from '../support/codes.ts'
import { CHAIN_ID, makeNetwork, runIndexer } from '../support/indexer.ts'
import { MemoryObjects, memoryLake } from '../support/lake.ts'
import { MockChain } from '../support/mockchain/chain.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { registry, relay, transaction, work } from '../support/traffic.ts'
import { readTables } from '../support/truths.ts'

/** Interrupted exports of one run, spread over all their steps; more: ASSAY_LAKE_KILLS. */
const KILLS = Number(process.env.ASSAY_LAKE_KILLS ?? 12)
const PLACE = { network: 'laked', chain: CHAIN_ID }
const GRID = [5, 20]
const signal = new AbortController().signal

let database: TestDatabase
let pool: Pool
let endpoint: MockEndpoint
let folder: string

// Sixty blocks, of which fifty are final.
beforeAll(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 6 })
  folder = await mkdtemp(join(tmpdir(), 'assay-lake-'))
  const chain = new MockChain({ blockSeconds: 600 })
  chain.mine([transaction(registry.registered(), work.registered())])
  for (let i = 1; i < 60; i++)
    chain.mine(
      i % 3
        ? [
            transaction(work.fee(2n ** 255n + BigInt(i)), relay.batch(3n)),
            transaction(registry.heartbeat(BigInt(i))),
          ]
        : [],
    )
  endpoint = await serveChain(chain)
  const running = await runIndexer(database.url, makeNetwork('laked'), [endpoint.url], {
    segments: join(folder, 'segments'),
  })
  await running.reached(chain)
  await running.stop()
})

afterAll(async () => {
  await pool?.end()
  await endpoint?.close()
  await database?.drop()
  await rm(folder, { recursive: true })
})

beforeEach(async () => {
  await pool.query('delete from lake.head')
})

const run = (store: LakeStore, more: Partial<ExportOptions> = {}) =>
  exportFacts({ pool, place: PLACE, store, grid: GRID, ...more }, signal)
const verify = (store: LakeStore) => verifyLake({ store, place: PLACE, pool, rows: true }, signal)

test('final blocks are in the lake row by row, and a second export adds nothing', async () => {
  const { store, objects } = memoryLake()
  const done = await run(store)
  expect(done).toMatchObject({ covered: 49, final: 50, cells: 4 })
  const counts = await Promise.all(
    FACT_KINDS.map(async (kind) => {
      const { rows } = await pool.query(
        `select count(*)::int as rows from facts.${kind} where block_number < 50`,
      )
      return rows[0].rows as number
    }),
  )
  expect(done.rows).toBe(counts.reduce((sum, each) => sum + each, 0))
  expect(counts.filter((each) => each > 0).length).toBeGreaterThan(3)
  expect(await verify(store)).toMatchObject({
    covered: 49,
    rows: done.rows,
    comparedDigests: 4,
    comparedRows: 4,
  })
  const before = new Map(objects.files)
  expect(await run(store)).toMatchObject({ cells: 0, rows: 0, covered: 49 })
  expect(objects.files).toEqual(before)
})

test('two operators have the same hashes of rows', async () => {
  const [one, other] = [memoryLake(), memoryLake()]
  await run(one.store)
  await pool.query('delete from lake.head')
  // Blocks became final at other times.
  for (const final of [7, 23, 24, 50]) {
    await pool.query('update ingest.status set finalized_height = $1', [final])
    await run(other.store)
  }
  const [a, b] = await Promise.all([one, other].map(({ store }) => readManifest(store, PLACE, undefined)))
  const said = (manifest: typeof a) =>
    manifest?.live.map(({ entry: { from, to, digestAfter, kinds, parts } }) => ({
      from,
      to,
      digestAfter,
      kinds,
      parts,
    }))
  expect(said(b)).toEqual(said(a))
  expect(b?.entries.length).toBeGreaterThan(a?.entries.length ?? 0)
})

test('an export that ends at any step is finished by the next one, with the same lake', async () => {
  const whole = memoryLake()
  let steps = 0
  whole.objects.onPut = () => steps++
  await run(whole.store)
  const wanted = whole.objects.files.get(`heads/${nameManifest(PLACE)}.json`)
  const count = Math.min(KILLS, steps)
  for (let kill = 0; kill < count; kill++) {
    await pool.query('delete from lake.head')
    const at = Math.floor((kill * steps) / count)
    const { store, objects } = memoryLake()
    let step = 0
    objects.onPut = () => {
      if (step++ === at) throw new Error('killed')
    }
    await expect(run(store)).rejects.toThrow('killed')
    objects.onPut = () => {}
    await run(store)
    expect(objects.files.get(`heads/${nameManifest(PLACE)}.json`), `step ${at} of ${steps}`).toEqual(wanted)
  }
})

test('a lake in a bucket is the one in a folder', async () => {
  const bucket = await startBucket()
  try {
    const there = openLake('s3://kept/lake', bucket.keys)
    await run(there)
    await pool.query('delete from lake.head')
    const here = openLake(join(folder, 'lake'), bucket.keys)
    await run(here)
    expect((await verify(here)).entry).toBe((await verifyLake({ store: there, place: PLACE }, signal)).entry)
    bucket.fails = 503
    await expectCode(() => run(there), 'UNAVAILABLE_LAKE')
  } finally {
    await bucket.close()
  }
})

test('a head that was put back is refused by the database that saw a later one, and not written over', async () => {
  const { store, objects } = memoryLake()
  await run(store)
  const [first] = (await readManifest(store, PLACE, pool)).entries
  const head = `heads/${nameManifest(PLACE)}.json`
  const newest = objects.files.get(head)
  await store.putHead(nameManifest(PLACE), { entry: first?.name ?? '', sequence: 0 })
  await expectCode(() => verify(store), 'LAKE_ROLLED_BACK')
  // The entries are still there: the next export puts the head right.
  await run(store)
  expect(objects.files.get(head)).toEqual(newest)
  // Another history of the same length is no continuation.
  const other = memoryLake()
  await pool.query('delete from lake.head')
  await pool.query('update ingest.status set finalized_height = 30')
  await run(other.store)
  await pool.query('update ingest.status set finalized_height = 50')
  await expectCode(() => run(store), 'LAKE_ROLLED_BACK')
})

test('a chain that was indexed again is refused until it is asked for, and rows that changed are found', async () => {
  const { store } = memoryLake()
  await run(store)
  await pool.query('update facts.fee set cap = 1 where block_number = 23')
  await expectCode(() => verify(store), 'LAKE_ROWS')
  expect(await run(store)).toMatchObject({ cells: 0 })
  expect(await run(store, { again: 23 })).toMatchObject({ cells: 3, covered: 49 })
  expect(await verify(store)).toMatchObject({ comparedRows: 4 })
  await pool.query('update facts.fee set cap = null where block_number = 23')
  const changed = `update ingest.block set digest = sha256(digest) where number between 40 and 44`
  const saved = await pool.query('select number, digest from ingest.block where number between 40 and 44')
  await pool.query(changed)
  await expectCode(() => run(store), 'LAKE_FOREIGN')
  expect(await run(store, { again: true })).toMatchObject({ cells: 2, covered: 49 })
  for (const { number, digest } of saved.rows)
    await pool.query('update ingest.block set digest = $2 where number = $1', [number, digest])
})

test('two exports of one chain do not run at once', async () => {
  const holder = await pool.connect()
  try {
    await holder.query('select pg_advisory_lock(hashtextextended($1, 0))', [
      `assay-lake:${nameManifest(PLACE)}`,
    ])
    await expectCode(() => run(memoryLake().store), 'LAKE_BUSY')
  } finally {
    holder.release(true)
  }
})

test('an index whose backup had no facts gets them from the lake and from raw data', async () => {
  const { store, objects } = memoryLake()
  await run(store)
  const before = await readTables(pool, 'laked')
  const empty = async (where = 'true') => {
    for (const kind of FACT_KINDS) await pool.query(`delete from facts.${kind} where ${where}`)
  }
  const table = createEventTable(makeNetwork('laked'), CHAIN_ID, interfaces, [])
  const options = {
    pool,
    place: PLACE,
    store,
    segments: openSegments(join(folder, 'segments'), {}),
    decode: decodeKeptBy(table),
  }
  await empty()
  // A part that is gone is found before anything of its cell is kept.
  const [part = ''] = [...objects.files.keys()].filter((key) => key.startsWith('parts/'))
  const bytes = objects.files.get(part) as Uint8Array
  objects.files.delete(part)
  await expectCode(() => restoreFacts(options, signal), 'LAKE_MISSING')
  objects.files.set(part, bytes)
  const done = await restoreFacts(options, signal)
  expect(await readTables(pool, 'laked')).toEqual(before)
  const { rows } = await pool.query<{ digest: string }>(
    `select '0x' || encode(digest, 'hex') as digest from ingest.status`,
  )
  expect(done).toMatchObject({ thereAlready: 0, covered: 49, digest: rows[0]?.digest })
  expect(done.fromSegments).toBeGreaterThan(0)
  // Again after a kill: what is there is compared, the rest is put back.
  await empty('block_number >= 40')
  const again = await restoreFacts(options, signal)
  expect(again.thereAlready + again.fromLake).toBe(done.fromLake)
  expect(await readTables(pool, 'laked')).toEqual(before)
  await empty('block_number = 42')
  await expectCode(() => restoreFacts(options, signal), 'LAKE_ROWS')
})

test('whoever reads a whole lake needs nothing but its files', async () => {
  const objects = new MemoryObjects()
  await run(new LakeStore(objects))
  const found = await verifyLake({ store: new LakeStore(objects), place: PLACE }, signal)
  expect(found).toMatchObject({ covered: 49, comparedDigests: null })
})
