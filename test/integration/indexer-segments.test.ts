import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { toHex } from '../../src/claim/hex.ts'
import { openReader } from '../../src/gateway/open.ts'
import { interfaces } from '../../src/indexer/events/index.ts'
import { createEventTable } from '../../src/indexer/events/table.ts'
import { bootstrap } from '../../src/indexer/operate/bootstrap.ts'
import { findDifference, type Side } from '../../src/indexer/operate/compare.ts'
import { findDigest, findState } from '../../src/indexer/operate/index-state.ts'
import { decodeKeptBy, redecode } from '../../src/indexer/operate/redecode.ts'
import {
  decodeSegment,
  decodeSegmentBlock,
  encodeSegment,
  encodeSegmentBlock,
  type Segment,
} from '../../src/indexer/segments/format.ts'
import { findKept } from '../../src/indexer/segments/reader.ts'
import { openSegments, type SegmentStore } from '../../src/indexer/segments/store.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { CHAIN_ID, makeNetwork, runIndexer } from '../support/indexer.ts'
import { MockChain } from '../support/mockchain/chain.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { registry, relay, transaction, work } from '../support/traffic.ts'
import { readTables } from '../support/truths.ts'

let database: TestDatabase
let pool: Pool
let chain: MockChain
let endpoint: MockEndpoint
let folder: string

const PLACE = { network: 'first', chain: CHAIN_ID }
const table = createEventTable(makeNetwork('first'), CHAIN_ID, interfaces, [])
const signal = new AbortController().signal

beforeEach(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test' })
  folder = await mkdtemp(join(tmpdir(), 'assay-segments-'))
  chain = new MockChain({ blockSeconds: 600 })
  chain.mine([transaction(registry.registered(), work.registered())])
  for (let i = 1; i < 30; i++)
    chain.mine(
      i % 3
        ? [transaction(work.fee(BigInt(i)), relay.batch(3n)), transaction(registry.heartbeat(BigInt(i)))]
        : [],
    )
  endpoint = await serveChain(chain)
})

afterEach(async () => {
  await pool.end()
  await endpoint.close()
  await database.drop()
  await rm(folder, { recursive: true })
})

async function index(network: string, more = 0): Promise<void> {
  const running = await runIndexer(database.url, makeNetwork(network), [endpoint.url], {
    segments: join(folder, network),
  })
  await running.reached(chain)
  for (let i = 0; i < more; i++) {
    grow(1)
    await running.reached(chain)
  }
  await running.stop()
}

test('what was kept raw leads to the stored digest, and decodes to the same facts once more', async () => {
  await index('first')
  const before = await readTables(pool, 'first')
  await pool.query(`update facts.fee set amount = 0`)
  await pool.query(`delete from derived.node_day`)
  const counts = await redecode(
    { pool, place: PLACE, decode: decodeKeptBy(table), store: openSegments(join(folder, 'first'), {}) },
    signal,
  )
  expect(counts).toMatchObject({ fee: 20, settlement: 20, heartbeat: 20, node_registered: 2 })
  expect(await readTables(pool, 'first')).toEqual(before)
})

test('a missing segment changes nothing', async () => {
  await index('first')
  const before = await readTables(pool, 'first')
  await pool.query('delete from ingest.segment')
  const store = openSegments(join(folder, 'first'), {})
  await expect(
    redecode({ pool, place: PLACE, decode: decodeKeptBy(table), store }, signal),
  ).rejects.toMatchObject({
    code: 'RAW_INCOMPLETE',
  })
  expect(await readTables(pool, 'first')).toEqual(before)
})

async function bootstrapFrom(segments: string, network: string): Promise<number> {
  const [settings] = makeNetwork(network).chains
  if (!settings) throw new Error('a network has a chain')
  const reader = openReader(settings, [endpoint.url], signal)
  try {
    return await bootstrap(
      {
        pool,
        place: { network, chain: CHAIN_ID },
        table,
        reader,
        from: openSegments(segments, {}),
        to: openSegments(join(folder, network), {}),
        proveShare: 1,
        onProgress: () => {},
      },
      signal,
    )
  } finally {
    await reader.close()
  }
}

test('an index begun from a stranger’s segments equals one read from the chain', async () => {
  await index('first')
  expect(await bootstrapFrom(join(folder, 'first'), 'second')).toBe(20)
  await index('second')
  expect(await readTables(pool, 'second')).toEqual(await readTables(pool, 'first'))
})

test('a segment with one forged amount is refused, whoever names it', async () => {
  await index('first')
  const store = openSegments(join(folder, 'first'), {})
  const [name = ''] = await store.list()
  const path = join(folder, 'first', name.slice(0, 2), `${name}.seg.zst`)
  const segment = decodeSegment(await store.get(name))
  const forged = segment.blocks.map((block, i) => {
    const records = Buffer.from(block.records)
    if (i === 3) records[records.length - 100] = (records[records.length - 100] ?? 0) ^ 1
    return { ...block, records }
  })

  await writeFile(path, Buffer.concat([await readFile(path), Buffer.of(0)]))
  await expect(bootstrapFrom(join(folder, 'first'), 'second')).rejects.toMatchObject({
    code: 'SEGMENT_INVALID',
  })

  await rm(join(folder, 'first'), { recursive: true })
  await openSegments(join(folder, 'first'), {}).put(encodeSegment({ ...segment, blocks: forged }))
  await expect(bootstrapFrom(join(folder, 'first'), 'second')).rejects.toMatchObject({
    code: 'SEGMENT_DIGEST',
  })

  await rm(join(folder, 'first'), { recursive: true })
  const dated = segment.blocks.map((block) => ({ ...block, timestamp: block.timestamp + 1 }))
  await openSegments(join(folder, 'first'), {}).put(encodeSegment({ ...segment, blocks: dated }))
  await expect(bootstrapFrom(join(folder, 'first'), 'second')).rejects.toMatchObject({
    code: 'SEGMENT_BLOCK',
  })
  expect(await findState(pool, { network: 'second', chain: CHAIN_ID })).toBeUndefined()
})

test('the first block at which two instances differ is found, with the records of both', async () => {
  await index('first')
  const other = await mkdtemp(join(tmpdir(), 'assay-segments-'))
  await cp(join(folder, 'first'), other, { recursive: true })
  expect(await readdir(other)).not.toEqual([])
  const side = (name: string, lie: boolean): Side => ({
    name,
    height: async () => 30,
    async digestAt(block) {
      const found = await findDigest(pool, PLACE, block)
      return found && lie && found.number >= 17 ? { ...found, digest: found.hash } : found
    },
    async recordsOf(block) {
      const kept = await findKept(pool, PLACE, openSegments(other, {}), block)
      return kept && toHex(kept.records)
    },
  })
  expect(await findDifference(side('one', false), side('same', false))).toBeUndefined()
  const difference = await findDifference(side('one', false), side('other', true))
  expect(difference?.block).toBe(17)
  expect(difference?.sides[0]?.records).toMatchObject({ transactions: [{ index: 0 }, { index: 1 }] })
  await rm(other, { recursive: true })
})

/** As an operator whose indexer follows the head for some blocks, is down for longer than finality, and goes on. */
async function indexWithStop(): Promise<void> {
  await index('first', 5)
  grow(40)
  await index('first')
}

function grow(blocks: number): void {
  for (let i = 0; i < blocks; i++) {
    const n = BigInt(chain.blocks.length)
    chain.mine(i % 3 ? [transaction(work.fee(n), relay.batch(3n)), transaction(registry.heartbeat(n))] : [])
  }
}

async function assertInOrder(): Promise<void> {
  const { rows } = await pool.query<{ from_block: number; to_block: number }>(
    `select from_block, to_block from ingest.segment where network = 'first' order by from_block`,
  )
  expect(rows.length).toBeGreaterThan(2)
  for (const [i, row] of rows.slice(1).entries())
    expect(row.from_block).toBeGreaterThan(rows[i]?.to_block ?? Number.NaN)
  const { rows: raw } = await pool.query<{ first: number }>(
    `select min(number) as first from ingest.raw where network = 'first'`,
  )
  expect(raw[0]?.first).toBeGreaterThan(rows.at(-1)?.to_block ?? Number.NaN)
  const before = await readTables(pool, 'first')
  await redecode(
    { pool, place: PLACE, decode: decodeKeptBy(table), store: openSegments(join(folder, 'first'), {}) },
    signal,
  )
  expect(await readTables(pool, 'first')).toEqual(before)
}

async function assertStrangerEqual(): Promise<void> {
  await bootstrapFrom(join(folder, 'first'), 'second')
  await index('second')
  expect(await readTables(pool, 'second')).toEqual(await readTables(pool, 'first'))
}

test('after a stop longer than finality, raw data is in order and a stranger can begin from it', async () => {
  await indexWithStop()
  await assertInOrder()
  await assertStrangerEqual()
})

/** Takes the segment that lies between two others out again, as older versions left it. */
async function takeOut(): Promise<{ segment: Segment; store: SegmentStore }> {
  const store = openSegments(join(folder, 'first'), {})
  const { rows } = await pool.query<{ name: string }>(
    `delete from ingest.segment where network = 'first' and from_block = (
       select from_block from ingest.segment where network = 'first' order by from_block offset 1 limit 1) returning name`,
  )
  return { segment: decodeSegment(await store.get(rows[0]?.name ?? '')), store }
}

async function keepRaw({ blocks }: Segment): Promise<void> {
  for (const block of blocks)
    await pool.query(
      `insert into ingest.raw (network, chain_id, number, block) values ('first', ${CHAIN_ID}, $1, $2)`,
      [block.number, encodeSegmentBlock(block)],
    )
}

test('an index whose older blocks were left behind a segment is put in order at the next commit', async () => {
  await indexWithStop()
  await keepRaw((await takeOut()).segment)
  grow(1)
  await index('first')
  await assertInOrder()
  await assertStrangerEqual()
})

test('a segment around another one is cut in two, and decoding again needs no indexer for it', async () => {
  await indexWithStop()
  const { segment, store } = await takeOut()
  const { rows } = await pool.query<{ number: number; block: Buffer }>(
    `delete from ingest.raw where network = 'first' returning number, block`,
  )
  const late = rows.map(({ block }) => decodeSegmentBlock(block)).sort((a, b) => a.number - b.number)
  const toBlock = late.at(-1)?.number ?? 0
  const { name, size } = await store.put(
    encodeSegment({ ...segment, toBlock, blocks: [...segment.blocks, ...late] }),
  )
  await pool.query(
    `insert into ingest.segment (network, chain_id, from_block, to_block, name, size, blocks, digest_before, digest_after)
     values ('first', ${CHAIN_ID}, $1, $2, $3, $4, 0, '', '')`,
    [segment.fromBlock, toBlock, name, size],
  )
  const before = await readTables(pool, 'first')
  await redecode({ pool, place: PLACE, decode: decodeKeptBy(table), store }, signal)
  expect(await readTables(pool, 'first')).toEqual(before)
  await assertStrangerEqual()
})
