import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Api, startApi } from '../../../src/api/api.ts'
import { readConfig } from '../../../src/api/config.ts'
import { keepConversations } from '../../simulation/hostile/scene.ts'
import { createDatabase, type TestDatabase } from '../../support/postgres.ts'
import { seed } from '../../support/seed.ts'

let database: TestDatabase
let folder: string
let api: Api
let conversations: readonly string[]

beforeAll(async () => {
  database = await createDatabase()
  folder = await mkdtemp(join(tmpdir(), 'assay-hostile-'))
  const archive = join(folder, 'archive')
  await seed(database.url)
  conversations = await keepConversations(database.url, archive)
  const config = readConfig({
    DATABASE_URL: database.readerUrl,
    ASSAY_NETWORKS: 'test/fixtures/api/networks',
    ASSAY_ARCHIVE: archive,
    ASSAY_API_PORT: '0',
    ASSAY_API_SHOW_CONTENT: 'yes',
    ASSAY_API_TRUST_PROXY: 'yes',
  })
  api = await startApi(config, pino({ level: 'silent' }))
})

afterAll(async () => {
  await api.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

test('a caller whose questions wait for the database leaves connections to others', async () => {
  const ask = async (query: string, caller: string) => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': caller },
      body: JSON.stringify({ query }),
    })
    await response.text()
    return response.status
  }
  const [lock, watch] = [1, 2].map(() => new pg.Client({ connectionString: database.url })) as [
    pg.Client,
    pg.Client,
  ]
  await Promise.all([lock.connect(), watch.connect()])
  const held = async () => {
    const { rows } = await watch.query(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows[0]?.n
  }
  await lock.query('begin; lock table facts.settled_claim in access exclusive mode')
  const waiting = Array.from({ length: 20 }, () => ask('{ claims(limit: 1) { id } }', '192.0.2.201'))
  // A quarter of the eight connections.
  await vi.waitFor(async () => expect(await held()).toBe(2), { timeout: 10_000 })
  const others = Array.from({ length: 10 }, (_, at) => ask('{ networks { id } }', `192.0.2.${210 + at}`))
  expect(new Set(await Promise.all(others))).toEqual(new Set([200]))
  expect(await held()).toBe(2)
  await lock.query('rollback')
  await Promise.all([lock.end(), watch.end()])
  expect(new Set(await Promise.all(waiting))).toEqual(new Set([200]))
})

test('conversations are read by the megabyte: who has read many waits, and others do not', async () => {
  const read = async (caller: string) => {
    const response = await fetch(`${api.url}${conversations[0]}`, { headers: { 'x-forwarded-for': caller } })
    await response.body?.cancel()
    return { status: response.status, wait: response.headers.get('retry-after') }
  }
  const answers = await Promise.all(Array.from({ length: 20 }, () => read('192.0.2.220')))
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(8)
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect(Number(refused[0]?.wait)).toBeGreaterThan(0)
  expect((await read('192.0.2.221')).status).toBe(200)
})
