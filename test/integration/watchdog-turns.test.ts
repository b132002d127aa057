import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKeys, type WatchdogKeys } from '../../reference-node/log/keys.ts'
import { beginLog } from '../../reference-node/sample/run.ts'
import type { LoggingWatchdog } from '../../reference-node/sample/watchdog.ts'
import type { Opened } from '../../reference-node/watch/open.ts'
import { runTurns } from '../../reference-node/watch/turns.ts'
import { createPool } from '../../src/platform/database.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { TestIndex } from '../support/sampled-index.ts'

/** The way to a database that can be cut. */
class Line {
  readonly #target: URL
  readonly #open = new Set<Socket>()
  #server: Server | undefined
  port = 0

  constructor(url: string) {
    this.#target = new URL(url)
  }

  get url(): string {
    const url = new URL(this.#target)
    url.host = `127.0.0.1:${this.port}`
    return url.href
  }

  async join(): Promise<void> {
    this.#server = createServer((from) => {
      const to = connect(Number(this.#target.port), this.#target.hostname)
      for (const [end, other] of [
        [from, to],
        [to, from],
      ] as const) {
        this.#open.add(end)
        end.pipe(other)
        end.on('error', () => other.destroy())
        end.on('close', () => other.destroy())
      }
    })
    await new Promise<void>((done) => this.#server?.listen(this.port, '127.0.0.1', done))
    const address = this.#server.address()
    if (typeof address === 'object' && address) this.port = address.port
  }

  async cut(): Promise<void> {
    for (const socket of this.#open) socket.destroy()
    this.#open.clear()
    await new Promise((done) => this.#server?.close(done))
  }
}

const VERDICT = `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, statement,
    outcome, code, detail, transient, conditions, subject_time, checked_at)
  values ($1, 1, 'test', 'claim', '1-7-0', 7, decode(repeat('ab', 32), 'hex'), 'proof_valid', 'verified', 'VERIFIED', '', false, '{}',
    now(), now())`

let database: TestDatabase
let line: Line
let pool: pg.Pool
let direct: pg.Pool
let folder: string
let keys: WatchdogKeys

beforeAll(async () => {
  database = await createDatabase()
  line = new Line(database.url)
  await line.join()
  pool = createPool(line.url, { application: 'test', max: 2 })
  direct = createPool(database.url, { application: 'test', max: 1 })
  folder = await mkdtemp(join(tmpdir(), 'assay-turns-'))
  keys = await createKeys(join(folder, 'keys.json'), 'watchdog.example/turns')
}, 120_000)
afterAll(async () => {
  await pool?.end()
  await line?.cut()
  await direct?.end()
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

test('a watchdog whose database goes away says so, and goes on where it stopped when it is back', async () => {
  const published = await getNetwork('networks', 'opengradient-testnet')
  const network = { ...published, watch: { ...published.watch, anchors: [], witnesses: [] } }
  const said: string[] = []
  const isAway = Promise.withResolvers<void>()
  const watchdog: LoggingWatchdog = {
    pool,
    index: new TestIndex(),
    network,
    name: 'test',
    keys,
    endpoints: new Map(),
    now: () => 1_790_000_000,
    say: (text) => {
      said.push(text)
      if (text.startsWith('the database does not answer')) isAway.resolve()
    },
  }
  await beginLog(watchdog)
  const stop = new AbortController()
  const logged = async () => {
    const { rows } = await direct.query<{ size: number }>('select size from watch.log')
    if ((rows[0]?.size ?? 0) > 1) stop.abort()
  }
  const opened = {
    watchdog,
    tick: logged,
    rounds: {},
    context: {},
    passphrase: undefined,
  } as unknown as Opened
  const plan = {
    statements: [],
    count: 1,
    leadSeconds: 1,
    outcomeSeconds: 1,
    everySeconds: 1,
    pollSeconds: 0.01,
    folder: undefined,
    push: undefined,
    withEvidence: false,
  }
  const ran = runTurns(opened, plan, stop.signal)
  await line.cut()
  await isAway.promise
  await direct.query(VERDICT, [network.name])
  await line.join()
  await ran
  const { rows } = await direct.query('select kind from watch.log_entry order by index')
  expect(rows).toEqual([{ kind: 'watchdog' }, { kind: 'verdict' }])
})
