import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealBundle } from '../../../reference-node/log/bundle.ts'
import { createKeys } from '../../../reference-node/log/keys.ts'
import { publishLog } from '../../../reference-node/log/publish.ts'
import { LogStore } from '../../../reference-node/log/store.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { hashOf } from '../../../src/claim/hex.ts'
import { bundlePath, evidencePath } from '../../../src/claim/log/files.ts'
import { sha256Bytes } from '../../../src/claim/sha256.ts'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

const ORIGIN = 'watchdog.example/a'
const EVIDENCE = Buffer.from('<script>alert(1)</script>')
const PIECE = evidencePath(hashOf(sha256Bytes(EVIDENCE)))
let api: TestApi
let pool: pg.Pool
let folder: string
let first: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-files-'))
  api = await startTestApi({ ratePerSecond: 1, rateBurst: 2 })
  pool = new pg.Pool({ connectionString: api.database.url, max: 1 })
  const store = new LogStore(pool, ORIGIN)
  const keys = await createKeys(join(folder, 'keys.json'), ORIGIN)
  await store.create('alpha', 'w', keys)
  const bundle = await sealBundle({ kind: 'watchdog', origin: ORIGIN, time: 1, body: {} }, keys.watchdogKey)
  first = bundlePath(bundle.hash)
  // Any 32 bytes are an entry: what stands in the bundles does not matter to the tree.
  const entries = Array.from({ length: 299 }, (_, at) => keccak256(Buffer.from(String(at))))
  const logged = entries.map((hash) => ({ bundle: { ...bundle, hash }, verdict: null }))
  await store.append(await store.head(), [{ bundle, verdict: null }, ...logged])
  const note = await store.checkpoint(keys, async () => [])
  await store.evidence.keep(new Map([[hashOf(sha256Bytes(EVIDENCE)), EVIDENCE]]))
  await publishLog(store, note, folder)
})
afterAll(async () => {
  await pool.end()
  await api.close()
  await rm(folder, { recursive: true, force: true })
})

const get = (path: string, origin = ORIGIN, headers = {}) =>
  fetch(`${api.url}/logs/${encodeURIComponent(origin)}/${path}`, { headers })

// Many more requests than a caller has questions: files are counted by their bytes.
test('the files of a log are those that it publishes, byte for byte', async () => {
  const paths = [
    'checkpoint',
    'tile/entries/000',
    'tile/entries/001.p/44',
    'tile/0/000',
    'tile/0/001.p/44',
    'tile/1/000.p/1',
  ]
  for (const path of [...paths, first, PIECE]) {
    const answer = await get(path)
    expect([path, answer.status]).toEqual([path, 200])
    expect(Buffer.from(await answer.arrayBuffer()).equals(await readFile(join(folder, path)))).toBe(true)
    const isNewest = path === 'checkpoint'
    expect(answer.headers.get('cache-control')).toMatch(isNewest ? /^no-cache$/ : /immutable/)
    // Strangers wrote these bytes.
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  }
  const { headers } = await get('checkpoint')
  const known = await get('checkpoint', ORIGIN, { 'if-none-match': headers.get('etag') ?? '' })
  expect(known.status).toBe(304)
})

test('what is no file of the log is not found', async () => {
  for (const [path, origin] of [
    ['', ORIGIN],
    ['tile/entries/001', ORIGIN],
    ['tile/2/000.p/1', ORIGIN],
    ['evidence/checkpoint', ORIGIN],
    [PIECE, 'watchdog.example/other'],
    ['checkpoint', 'nobody'],
  ] as const) {
    const answer = await get(path, origin)
    expect([path, answer.status]).toEqual([path, 404])
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  }
  expect((await fetch(`${api.url}/logs/%ff/checkpoint`)).status).toBe(400)
})
