import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hashOf, toHex } from '../../src/claim/hex.ts'
import { batchLeafHash, fillTree } from '../../src/claim/merkle.ts'
import { nameLate } from '../../src/lake/late/entry.ts'
import { exportLate } from '../../src/lake/late/export.ts'
import { restoreLeaves } from '../../src/lake/late/restore.ts'
import { verifyLate } from '../../src/lake/late/verify.ts'
import type { LakeStore } from '../../src/lake/store.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { codeOf, expectCode, flip } from '../support/codes.ts'
import { openDuck } from '../support/duckdb.ts'
import { memoryLake } from '../support/lake.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const NETWORK = 'late'
const signal = new AbortController().signal
const hash = (text: string) => createHash('sha256').update(text).digest()

let database: TestDatabase
let pool: Pool

beforeAll(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 6 })
})

afterAll(async () => {
  await pool?.end()
  await database?.drop()
})

beforeEach(async () => {
  for (const table of ['lake.head', 'lake.blob', 'archive.leaf', 'archive.blob', 'watch.verdict'])
    await pool.query(`delete from ${table}`)
})

/** A kept blob whose leaves rebuild its root. The last leaf's time is no moment that a calendar has. */
async function keep(blob: string, count: number): Promise<void> {
  const leaves = Array.from({ length: count }, (_, at) => {
    const seconds = at === count - 1 ? 2n ** 60n : 1_700_000_000n + BigInt(at)
    const [node, input, output] = ['node', 'in', 'out'].map((each) => hash(`${each}${blob}${at}`)) as [
      Buffer,
      Buffer,
      Buffer,
    ]
    const signature = Buffer.alloc(256, at)
    const leaf = {
      teeId: hashOf(node),
      inputHash: hashOf(input),
      outputHash: hashOf(output),
      signature: toHex(signature),
      timestamp: seconds,
    }
    return { node, input, output, signature, seconds, hash: Buffer.from(batchLeafHash(leaf)) }
  })
  const sorted = leaves.map((leaf) => leaf.hash).sort(Buffer.compare)
  const root = fillTree([...Array<undefined>(count - 1), ...sorted.reverse()])[0] as Uint8Array
  await pool.query(
    `insert into archive.blob (network, blob_id, status, merkle_root, leaf_count, first_seen_at, kept_at)
     values ($1, $2, 'kept', $3, $4, now(), now())`,
    [NETWORK, blob, root, count],
  )
  for (const [at, { node, input, output, signature, seconds, hash: leafHash }] of leaves.entries()) {
    const isMoment = seconds < 2n ** 40n
    await pool.query(
      `insert into archive.leaf (network, blob_id, leaf_index, node, input_hash, output_hash, signature, claimed_at, claimed_at_seconds, leaf_hash)
       values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8), $9, $10)`,
      [
        NETWORK,
        blob,
        at,
        node,
        input,
        output,
        signature,
        isMoment ? Number(seconds) : null,
        isMoment ? null : String(seconds),
        leafHash,
      ],
    )
  }
}

async function say(subject: string, network = NETWORK): Promise<void> {
  await pool.query(
    `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, statement, outcome, code,
       detail, transient, conditions, subject_time, checked_at)
     values ($1, 1, 'w', 'claim', $2, 5, '\\x01', 'hand_off_signed', 'verified', 'OK', '', false, '{"b": 1}', now(), now())`,
    [network, subject],
  )
}

const run = (store: LakeStore, most?: number) =>
  exportLate({ pool, network: NETWORK, store, ...(most === undefined ? {} : { most }) }, signal)
const readLeaves = async () =>
  (await pool.query('select l.*, claimed_at::text as time from archive.leaf l order by blob_id, leaf_index'))
    .rows

test('leaves and verdicts are written once, in entries of bounded size', async () => {
  const { store, objects } = memoryLake()
  await keep('a', 3)
  await keep('b', 5)
  await say('1')
  await say('2')
  await say('3', 'another')
  expect(await run(store, 3)).toEqual({ entries: 2, rows: 10 })
  expect(await run(store)).toEqual({ entries: 0, rows: 0 })
  await say('4')
  await keep('c', 2)
  expect(await run(store)).toEqual({ entries: 1, rows: 3 })
  const found = await verifyLate({ store, network: NETWORK, pool }, signal)
  expect(found).toMatchObject({ entries: 3, rows: 13 })
  // As an analyst reads them.
  const duck = await openDuck()
  try {
    for (const [key, bytes] of objects.files)
      if (key.startsWith('parts/')) await duck.put(key.split('/').at(-1) ?? '', bytes)
    const [part] = [...objects.files.keys()].flatMap((key) => /parts\/..\/(.*)$/.exec(key)?.[1] ?? [])
    expect(
      await duck.rows(`select count(*) > 0 as some from read_parquet('$${part}') where not deleted`),
    ).toEqual([{ some: true }])
  } finally {
    await duck.close()
  }
})

test('an export that ends at any step is finished by the next one, with nothing lost and nothing twice', async () => {
  await keep('a', 3)
  await keep('b', 5)
  await say('1')
  let steps = 0
  const whole = memoryLake()
  whole.objects.onPut = () => steps++
  await run(whole.store, 3)
  const head = `heads/${nameLate(NETWORK)}.json`
  for (let at = 0; at < steps; at++) {
    await pool.query('delete from lake.head')
    await pool.query('delete from lake.blob')
    const { store, objects } = memoryLake()
    let step = 0
    objects.onPut = () => {
      if (step++ === at) throw new Error('killed')
    }
    await expect(run(store, 3)).rejects.toThrow('killed')
    objects.onPut = () => {}
    await run(store, 3)
    expect(objects.files.get(head), `step ${at} of ${steps}`).toEqual(whole.objects.files.get(head))
  }
})

test('a verdict whose number was given out before a greater one was committed is not left behind', async () => {
  const { store } = memoryLake()
  const slow = await pool.connect()
  try {
    await slow.query('begin')
    await slow.query(
      `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, statement, outcome,
         code, detail, transient, conditions, subject_time, checked_at)
       values ('late', 1, 'w', 'claim', 'slow', 5, '\\x01', 'hand_off_signed', 'verified', 'OK', '', false, '{}', now(), now())`,
    )
    await say('quick')
    const running = run(store)
    // It waits for the slow one: until then nothing is written.
    await slow.query(
      `do $$ begin while not exists (select from pg_locks where relation = 'watch.verdict'::regclass and not granted)
         loop perform pg_sleep(0.01); end loop; end $$`,
    )
    await slow.query('commit')
    expect(await running).toEqual({ entries: 1, rows: 2 })
  } finally {
    slow.release()
  }
})

test('leaves that a backup left out come back, each blob by its root; those that are gone have tombstones', async () => {
  const { store, objects } = memoryLake()
  await keep('a', 3)
  await keep('b', 5)
  await keep('c', 1)
  await run(store)
  await pool.query(`delete from archive.leaf where blob_id = 'c'`)
  expect(await run(store)).toEqual({ entries: 1, rows: 1 })
  const before = await readLeaves()
  await pool.query('delete from archive.leaf')
  expect(await restoreLeaves({ pool, network: NETWORK, store }, signal).catch((error) => error.code)).toBe(
    'LAKE_ROWS',
  )
  await pool.query(`delete from archive.blob where blob_id = 'c'`)
  expect(await restoreLeaves({ pool, network: NETWORK, store }, signal)).toEqual({ blobs: 2, leaves: 8 })
  expect(await readLeaves()).toEqual(before)
  expect(await restoreLeaves({ pool, network: NETWORK, store }, signal)).toEqual({ blobs: 0, leaves: 0 })
  // Leaves that do not rebuild what was archived are not those.
  await pool.query(`delete from archive.leaf where blob_id = 'a'`)
  await pool.query(`update archive.blob set merkle_root = sha256(merkle_root) where blob_id = 'a'`)
  await expectCode(() => restoreLeaves({ pool, network: NETWORK, store }, signal), 'LAKE_ROWS')
  for (const [key, bytes] of [...objects.files]) {
    objects.files.set(key, flip(bytes, bytes.length >> 1))
    expect(await codeOf(() => verifyLate({ store, network: NETWORK }, signal)), key).toMatch(/^LAKE_/)
    objects.files.set(key, bytes)
  }
})

test('a lake that another database wrote to is not gone on with, and one that was put back is found', async () => {
  const { store, objects } = memoryLake()
  await keep('a', 2)
  await run(store)
  const head = objects.files.get(`heads/${nameLate(NETWORK)}.json`) as Uint8Array
  await keep('b', 2)
  await run(store)
  objects.files.set(`heads/${nameLate(NETWORK)}.json`, head)
  await expectCode(() => verifyLate({ store, network: NETWORK, pool }, signal), 'LAKE_ROLLED_BACK')
  await run(store)
  expect(await verifyLate({ store, network: NETWORK, pool }, signal)).toMatchObject({ entries: 2 })
  await pool.query('delete from lake.head')
  await expectCode(() => run(store), 'LAKE_FOREIGN')
})
