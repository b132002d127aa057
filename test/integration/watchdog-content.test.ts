import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BatchSource } from '../../reference-node/evidence/batches.ts'
import { ContentSource } from '../../reference-node/evidence/content.ts'
import { createBlobFinder } from '../../reference-node/work/archived-blob.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import { ContentStore, sha256 } from '../../src/platform/content-store.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import { expectCode } from '../support/codes.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { FakeBlobStore } from '../support/watch/blobs.ts'

const BYTES = Buffer.from('what was settled')
const OTHER = Buffer.from('what a store would rather serve')

let store: FakeBlobStore
let http: GuardedHttp
beforeEach(async () => {
  store = new FakeBlobStore()
  await store.listen()
  http = new GuardedHttp([store.host])
})
afterEach(() => Promise.all([http.close(), store.close()]))

describe('content by its hash', () => {
  test('other bytes than were asked for are nothing that a store has', async () => {
    const source = new ContentSource(http, [store.url])
    store.blobs.set(keccak256(BYTES).slice(2), OTHER)
    await expectCode(() => source.get(keccak256(BYTES)), 'UNAVAILABLE_CONTENT')
    // Nor is a good answer forgotten, or a bad one remembered.
    store.putByHash(BYTES)
    expect(Buffer.from(await source.get(keccak256(BYTES)))).toEqual(BYTES)
  })
})

describe('the bytes of a batch that the archive knows', () => {
  let database: TestDatabase
  let pool: Pool
  let folder: string
  let contents: ContentStore
  let source: BatchSource
  beforeEach(async () => {
    database = await createDatabase()
    pool = createPool(database.url, { application: 'test', max: 1 })
    folder = await mkdtemp(join(tmpdir(), 'assay-contents-'))
    contents = new ContentStore(folder)
    source = new BatchSource(createBlobFinder(pool, 'world'), { blobStores: [store.url] }, contents, http)
    await pool.query(
      `insert into archive.blob (network, blob_id, status, first_seen_at, sha256) values ('world', 'one', 'kept', now(), $1)`,
      [Buffer.from(sha256(BYTES).slice(2), 'hex')],
    )
  })
  afterEach(async () => {
    await pool.end()
    await Promise.all([database.drop(), rm(folder, { recursive: true })])
  })

  test('are those of the folder only while they have their hash', async () => {
    const name = (await contents.keep(BYTES)).slice(2)
    expect(Buffer.from(await source.getBytes('one'))).toEqual(BYTES)
    await writeFile(join(folder, 'sha256', name.slice(0, 2), name), OTHER)
    expect(await contents.find(sha256(BYTES))).toBeUndefined()
    await expectCode(() => source.getBytes('one'), 'UNAVAILABLE_BLOB')
  })

  // Else whoever runs a store could put the blame for other bytes on the relayer.
  test('are those of a store only when they have the archived hash', async () => {
    store.blobs.set('one', OTHER)
    await expectCode(() => source.getBytes('one'), 'UNAVAILABLE_BLOB')
    store.blobs.set('one', BYTES)
    expect(Buffer.from(await source.getBytes('one'))).toEqual(BYTES)
  })
})
