import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../../src/platform/embedded.ts'
import { createLog } from '../../src/platform/log.ts'
import { awaitTables, findTablesFault, type WaitFault } from '../../src/platform/tables.ts'
import { runAssay } from '../support/assay-cli.ts'
import { CHAIN_ID, makeNetwork } from '../support/indexer.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { growChain } from '../support/mockchain/world.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { type AssayProcess, spawnProcess } from '../support/processes.ts'

// One story: every process is started with an empty database, then three migrations at once, then all go on.
const NAMES = ['indexer', 'archiver', 'reference-node', 'keeper', 'api'] as const
type Name = (typeof NAMES)[number]

let folder: string
let database: TestDatabase
let endpoint: MockEndpoint
const processes = new Map<Name, { port: number; process: AssayProcess }>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-tables-'))
  database = await createDatabase('empty')
  endpoint = await serveChain(growChain(20))
  const { folder: _, ...file } = makeNetwork('empty')
  await mkdir(join(folder, 'networks/empty'), { recursive: true })
  await writeFile(join(folder, 'networks/empty/network.json'), JSON.stringify(file))
  for (const name of NAMES) {
    const port = await findFreePort()
    const process = spawnProcess(name, {
      DATABASE_URL: database.url,
      ASSAY_NETWORKS: join(folder, 'networks'),
      ASSAY_NETWORK: 'empty',
      ASSAY_SEGMENTS: join(folder, 'segments'),
      ASSAY_ARCHIVE: join(folder, 'archive'),
      ASSAY_METRICS_PORT: String(port),
      ASSAY_API_PORT: String(port),
      ASSAY_PRICES: folder,
      [`RPC_${CHAIN_ID}`]: endpoint.url,
    })
    processes.set(name, { port, process })
  }
}, 60_000)

afterAll(async () => {
  await Promise.all([...processes.values()].map(({ process }) => process.kill()))
  await endpoint?.close()
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

function at(name: Name): { port: number; process: AssayProcess } {
  const found = processes.get(name)
  if (!found) throw new Error(`${name} was not started`)
  return found
}

async function ask(name: Name, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${at(name).port}${path}`)
  return { status: response.status, text: await response.text() }
}

const lines = (name: Name) =>
  at(name)
    .process.log()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { level: number; code?: string; msg: string; err?: object })

describe('without tables', () => {
  test.each(NAMES)('%s is well, is not ready, and says once and in one line what to run', async (name) => {
    await expect
      .poll(() => ask(name, '/ready').catch(() => undefined), { timeout: 40_000 })
      .toMatchObject({ status: 503, text: expect.stringContaining('run assay migrate') })
    expect((await ask(name, '/health')).status).toBe(200)
    // The look is repeated each second: two more of them say nothing.
    await expect
      .poll(() => lines(name).filter((line) => line.code === 'TABLES_MISSING'))
      .toMatchObject([{ level: 40, msg: expect.stringContaining('run assay migrate') }])
    if (name === 'indexer') {
      for (const path of ['/status', '/digest', '/raw?block=1'])
        expect(await ask(name, path)).toMatchObject({
          status: 503,
          text: expect.stringContaining('assay migrate'),
        })
    }
    expect((await ask(name, '/metrics')).status).toBe(200)
    expect(lines(name).filter((line) => line.err !== undefined)).toEqual([])
  })

  test('the API answers questions with the reason, as unavailable', async () => {
    for (const path of ['/graphql?query={networks{id}}', '/rest/nodes', '/export/nodes.csv']) {
      const { status, text } = await ask('api', path)
      expect({ path, status }).toEqual({ path, status: 503 })
      expect(text).toContain('run assay migrate')
      expect(text).toContain('UNAVAILABLE')
    }
  })

  test('a command that needs tables says the same and ends with 78', async () => {
    const env = {
      DATABASE_URL: database.url,
      ASSAY_NETWORKS: join(folder, 'networks'),
      ASSAY_NETWORK: 'empty',
    }
    for (const words of [['status'], ['digest'], ['archive', 'status']]) {
      const { exit, stderr } = await runAssay(words, env)
      expect({ words, exit }).toEqual({ words, exit: 78 })
      expect(stderr).toMatch(/^the database has no tables of Assay.*run assay migrate \(TABLES_MISSING\)\n$/)
    }
  })
})

describe('with tables', () => {
  test('three migrations at once all end well, and each runs once', async () => {
    const runs = await Promise.all(
      [1, 2, 3].map(() => runAssay(['migrate', '--json'], { DATABASE_URL: database.url })),
    )
    expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 0])
    const applied = runs.map(({ stdout }) => (JSON.parse(stdout) as { applied: string[] }).applied)
    const counts = applied.map((each) => each.length).sort((a, b) => a - b)
    expect(counts.slice(0, 2)).toEqual([0, 0])
    expect(counts[2]).toBeGreaterThan(10)
    const again = await runAssay(['migrate'], { DATABASE_URL: database.url })
    expect(again).toMatchObject({ exit: 0, stdout: 'nothing to apply\n' })
  }, 90_000)

  test.each(NAMES)('%s goes on by itself', async (name) => {
    const ready = { status: 200, text: expect.stringContaining('"ready":true') }
    // With the indexer at the head, the API has something to serve.
    await expect.poll(() => ask(name, '/ready'), { timeout: 40_000 }).toMatchObject(ready)
    expect(lines(name).some((line) => line.msg === 'the tables are there: going on')).toBe(true)
  })
})

describe('tables that are older than the program', () => {
  test('are told from missing ones, for the API’s role too, and waited for', async () => {
    const older = await createDatabase()
    const pool = new pg.Pool({ connectionString: older.url })
    const reader = new pg.Pool({ connectionString: older.readerUrl })
    try {
      expect(await findTablesFault(pool)).toBeUndefined()
      expect(await findTablesFault(reader, 'api.migration')).toBeUndefined()
      const { rows } = await pool.query(
        'delete from assay_migration where id = (select max(id) from assay_migration) returning *',
      )
      for (const fault of [await findTablesFault(pool), await findTablesFault(reader, 'api.migration')])
        expect(fault).toEqual({
          code: 'TABLES_OLD',
          message: expect.stringMatching(/1 of its migrations .*run assay migrate/),
        })
      const said: (WaitFault | null)[] = []
      const waited = awaitTables(
        { pool, log: createLog('test', 'silent'), onWait: (fault) => said.push(fault) },
        AbortSignal.timeout(20_000),
      )
      await expect
        .poll(() => new Set(said.map((each) => each?.code)))
        .toEqual(new Set(['STARTING', 'TABLES_OLD']))
      await pool.query('insert into assay_migration values ($1, $2, $3)', Object.values(rows[0]))
      await waited
      expect(said.at(-1)).toBeNull()
    } finally {
      await Promise.all([pool.end(), reader.end()])
      await older.drop()
    }
  })

  test('a database that does not answer is waited for, and a login that it refuses is called so', async () => {
    const look = async (url: string) => {
      const pool = new pg.Pool({ connectionString: url })
      const stop = new AbortController()
      const first = Promise.withResolvers<WaitFault | null>()
      const waited = awaitTables(
        {
          pool,
          log: createLog('test', 'silent'),
          onWait: (fault) => fault?.code !== 'STARTING' && first.resolve(fault),
        },
        stop.signal,
      )
      const fault = await first.promise
      stop.abort()
      await waited
      await pool.end()
      return fault?.code
    }
    const wrong = new URL(database.url)
    wrong.password = 'wrong'
    expect(await look(`postgres://nobody:x@127.0.0.1:${await findFreePort()}/x`)).toBe('UNAVAILABLE_DATABASE')
    expect(await look(wrong.href)).toBe('DATABASE_LOGIN')
  })
})
