import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ClickHouseEngine, startClickHouse } from '../../bench/engines/clickhouse.ts'
import { ClickHouse } from '../../src/platform/clickhouse.ts'

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
