import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { serveMcpHttp } from '../../src/api/mcp/http.ts'
import { remoteApi } from '../../src/api/mcp/remote.ts'
import { serveRpc } from '../../src/gateway/serve/server.ts'
import { serveStatus } from '../../src/indexer/operate/status-server.ts'
import { openSegments } from '../../src/indexer/segments/store.ts'
import { createPool } from '../../src/platform/database.ts'
import { findFreePort } from '../../src/platform/embedded.ts'
import { Pulse, servePulse } from '../../src/platform/pulse.ts'
import { startTestApi, type TestApi } from './api/server.ts'
import { serveChain } from './mockchain/server.ts'
import { createReader, growChain } from './mockchain/world.ts'

export const LISTENERS = ['api', 'mcp', 'status', 'pulse', 'gateway'] as const
export type ListenerName = (typeof LISTENERS)[number]

/** Every process of ours that listens, as it listens, in one test process. */
export interface Listeners {
  readonly api: TestApi
  readonly ports: Readonly<Record<ListenerName, number>>
  /** What they logged as errors. */
  readonly faults: readonly string[]
  close(): Promise<void>
}

export async function startListeners(): Promise<Listeners> {
  const archive = await mkdtemp(join(tmpdir(), 'assay-doors-'))
  await writeFile(join(archive, 'README'), 'an archive without a blob')
  const api = await startTestApi({ contents: archive })
  const faults: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void faults.push(line) })
  const mcp = await serveMcpHttp(remoteApi(api.url, undefined), '127.0.0.1', 0)
  const pool = createPool(api.database.url, { application: 'test' })
  const place = { network: 'alpha', chain: 31_337 }
  const segments = openSegments(archive, {})
  const status = await serveStatus({ pool, place, segments, registry: new Registry(), log }, '127.0.0.1', 0)
  const pulsePort = await findFreePort()
  const pulse = new Pulse(3600)
  const stopPulse = await servePulse({
    host: '127.0.0.1',
    port: pulsePort,
    registry: new Registry(),
    pulse,
    log,
  })
  const endpoint = await serveChain(growChain(3))
  const reader = createReader([endpoint.url])
  const gateway = await serveRpc(reader, '127.0.0.1', 0, log)
  return {
    api,
    faults,
    ports: {
      api: Number(new URL(api.url).port),
      mcp: mcp.port,
      status: status.port,
      pulse: pulsePort,
      gateway: gateway.port,
    },
    async close() {
      await Promise.all([mcp.close(), status.close(), stopPulse(), gateway.close()])
      await reader.close()
      await endpoint.close()
      await pool.end()
      await api.close()
      await rm(archive, { recursive: true })
    },
  }
}
