import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { type ClickHouseEngine, startClickHouse } from '../../bench/engines/clickhouse.ts'
import { type Api, startApi } from '../../src/api/api.ts'
import type { ApiConfig } from '../../src/api/config.ts'
import { ClickHouse } from '../../src/platform/clickhouse.ts'
import { testConfig } from './api/server.ts'

/** Longest wait for what a test begins with: where the engine is not here, half a gigabyte is installed first. */
export const INSTALL_MS = 300_000

export interface TestClickHouse {
  readonly url: string
  readonly server: ClickHouse
  /** Ends the engine as a lost machine does. */
  kill(): Promise<void>
  /** Starts it again on the same port, with the tables it had. */
  restart(): Promise<void>
  drop(): Promise<void>
}

/** A real ClickHouse engine of the test's own, empty; installed first where it is not here. */
export async function createClickHouse(): Promise<TestClickHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-clickhouse-'))
  let engine: ClickHouseEngine = await startClickHouse(folder)
  const { port } = engine
  const url = `http://127.0.0.1:${port}/test_${randomBytes(4).toString('hex')}`
  const server = new ClickHouse(url, 30_000)
  return {
    url,
    server,
    kill: () => engine.kill(),
    async restart() {
      engine = await startClickHouse(folder, port)
    },
    async drop() {
      await server.close()
      await engine.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** An API over Postgres alone and one with ClickHouse; `more`: settings of both. However busy the machine is, both ask until they have an answer: who answered is what is tested. */
export async function startBoth(
  readerUrl: string,
  clickhouse: string,
  more: Partial<ApiConfig> = {},
): Promise<{ plain: Api; routed: Api }> {
  const patient = { maxCost: 1e9, statementTimeoutMs: 120_000, ...more }
  const start = (own = {}) =>
    startApi(testConfig(readerUrl, { ...patient, ...own }), pino({ level: 'silent' }))
  const plain = await start()
  return { plain, routed: await start({ clickhouse }) }
}
