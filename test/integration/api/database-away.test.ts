import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Api, startApi } from '../../../src/api/api.ts'
import { serveStatus } from '../../../src/indexer/operate/status-server.ts'
import { openSegments } from '../../../src/indexer/segments/store.ts'
import { createPool, type Pool } from '../../../src/platform/database.ts'
import type { Listening } from '../../../src/platform/serve.ts'
import { testConfig } from '../../support/api/server.ts'
import { createDatabase, type TestDatabase } from '../../support/postgres.ts'
import { openRelay, type Relay } from '../../support/relay.ts'
import { seed } from '../../support/seed.ts'

let database: TestDatabase
let relay: Relay
let api: Api
let indexerPool: Pool
let status: Listening
const logged: string[] = []

const WAIT = { exportMostMs: 1000, poolWaitMs: 300, statementTimeoutMs: 300, poolSize: 2 }
const QUESTION = JSON.stringify({ query: '{ networks { id } }' })
const TWO = JSON.stringify({ query: '{ networks { id } nodes(limit: 1) { id } }' })

beforeAll(async () => {
  database = await createDatabase()
  await seed(database.url)
  relay = await openRelay(database.readerUrl)
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
  api = await startApi(testConfig(relay.url, WAIT), log)
  const owner = new URL(database.url)
  const way = new URL(relay.url)
  owner.hostname = way.hostname
  owner.port = way.port
  indexerPool = createPool(owner.href, { application: 'test', waitMs: 300 })
  const place = { network: 'alpha', chain: 31_337 }
  const options = {
    pool: indexerPool,
    place,
    segments: openSegments('/nowhere', {}),
    registry: new Registry(),
    log,
  }
  status = await serveStatus(options, '127.0.0.1', 0)
})
afterAll(async () => {
  await status.close()
  await api.close()
  await indexerPool.end()
  await relay.close()
  await database.drop()
})

interface Answered {
  readonly status: number
  readonly code: string | undefined
  readonly retry: string | null
  readonly text: string
  readonly ms: number
}

async function ask(url: string, init: RequestInit = {}): Promise<Answered> {
  const began = performance.now()
  const response = await fetch(url, { signal: AbortSignal.timeout(20_000), ...init })
  const text = await response.text()
  const code = /"code":"([A-Z_]+)"/.exec(text)?.[1]
  const ms = performance.now() - began
  return { status: response.status, code, retry: response.headers.get('retry-after'), text, ms }
}

const post = (body: string, more: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...more },
  body,
})

const DOORS: readonly [name: string, path: string, init?: RequestInit][] = [
  ['GraphQL by POST', '/graphql', post(QUESTION)],
  ['GraphQL with two roots', '/graphql', post(TWO)],
  ['GraphQL by GET', '/graphql?query=%7Bnetworks%7Bid%7D%7D'],
  [
    'GraphQL of the new media type',
    '/graphql',
    post(QUESTION, { accept: 'application/graphql-response+json' }),
  ],
  ['REST', '/rest/networks'],
  ['exports', '/export/networks.csv'],
  ['/status', '/status'],
]

describe.each(['cut', 'freeze'] as const)('with a database that is away (%s)', (how) => {
  beforeAll(async () => {
    for (const [, path, init] of DOORS)
      await vi.waitFor(async () => expect((await ask(`${api.url}${path}`, init)).status).toBe(200), {
        timeout: 10_000,
      })
    relay[how]()
    // What operators are told is up to a second old.
    for (const url of [`${api.url}/ready`, `http://127.0.0.1:${status.port}/status`])
      await vi.waitFor(async () => expect((await ask(url)).status).toBe(503), { timeout: 10_000 })
  })
  afterAll(() => relay.restore())

  test.each(DOORS)('%s answers 503 in time, and when to come again', async (name, path, init) => {
    const answer = await ask(`${api.url}${path}`, init)
    // An export waits for its first row, and does not know what keeps it waiting.
    const code = name === 'exports' && how === 'freeze' ? 'STATEMENT_TIMEOUT' : 'UNAVAILABLE'
    expect(answer).toMatchObject({ status: 503, code })
    expect(Number(answer.retry)).toBeGreaterThan(0)
    expect(answer.ms).toBeLessThan(5000)
    expect(answer.text).not.toMatch(/\n\s+at |node_modules|ECONN|\.ts/)
  })

  test('/health, /ready and /metrics answer', async () => {
    expect((await ask(`${api.url}/health`)).status).toBe(200)
    const ready = await ask(`${api.url}/ready`)
    expect([ready.status, JSON.parse(ready.text)]).toEqual([
      503,
      { ready: false, reasons: ['the database does not answer'] },
    ])
    const metrics = await ask(`${api.url}/metrics`)
    expect(metrics.status).toBe(200)
    expect(metrics.text).toContain('assay_database_up 0')
    expect(metrics.text).toMatch(/assay_api_faults_total\{door="\/graphql",code="UNAVAILABLE"\} \d/)
    expect(metrics.text).toMatch(/assay_api_faults_total\{door="\/rest",code="UNAVAILABLE"\} \d/)
    expect(metrics.text).not.toContain('assay_chain_lag_blocks{')
    expect(ready.ms + metrics.ms).toBeLessThan(8000)
  })

  test('the indexer’s own server answers', async () => {
    const at = `http://127.0.0.1:${status.port}`
    expect((await ask(`${at}/health`)).status).toBe(200)
    expect(await ask(`${at}/status`)).toMatchObject({ status: 503, code: 'UNAVAILABLE' })
    const metrics = await ask(`${at}/metrics`)
    expect([metrics.status, metrics.text.includes('assay_database_up 0')]).toEqual([200, true])
  })
})

test('when it is back, everything answers again', async () => {
  for (const [name, path, init] of DOORS)
    await expect
      .poll(async () => [name, (await ask(`${api.url}${path}`, init)).status], { timeout: 10_000 })
      .toEqual([name, 200])
  await expect.poll(async () => (await ask(`${api.url}/metrics`)).text).toContain('assay_database_up 1')
})

describe('with every connection taken', () => {
  const held: { release: () => void }[] = []
  beforeAll(async () => {
    for (const pool of [api.pool, api.plansPool])
      for (let n = 0; n < WAIT.poolSize; n++) held.push(await pool.connect())
  })
  afterAll(() => {
    for (const each of held) each.release()
  })

  test.each(DOORS.filter(([, path]) => /graphql|rest/.test(path)))(
    '%s answers 503 BUSY after the wait',
    async (_, path, init) => {
      const answer = await ask(`${api.url}${path}`, init)
      expect(answer).toMatchObject({ status: 503, code: 'BUSY' })
      expect(Number(answer.retry)).toBeGreaterThan(0)
      expect(answer.ms).toBeLessThan(2000)
    },
  )

  test('operators are answered: they have a connection of their own', async () => {
    for (const path of ['/ready', '/status', '/metrics'])
      expect((await ask(`${api.url}${path}`)).status).toBe(200)
  })
})

test('a crowd that asks for /ready, /status and /metrics shares one answer', async () => {
  const asked = ['/ready', '/status', '/metrics'].flatMap((path) =>
    Array.from({ length: 100 }, () => ask(`${api.url}${path}`)),
  )
  const answers = await Promise.all(asked)
  expect(answers.filter((each) => each.status !== 200)).toEqual([])
  const texts = answers.filter((each) => each.text.startsWith('#')).map((each) => each.text)
  // The same computation, so the same text: memory and CPU differ from one rendering to the next.
  expect(new Set(texts).size).toBeLessThan(10)
})
