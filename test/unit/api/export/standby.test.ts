import { createServer } from 'node:http'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createExporter, type ExportParts } from '../../../../src/api/export/handler.ts'
import type { Subject } from '../../../../src/api/export/subject.ts'
import type { ApiMetrics } from '../../../../src/api/http/metrics.ts'
import type { Pool } from '../../../../src/platform/database.ts'

const TIMES = { firstRowMs: 1000, stallMs: 1000, mostMs: 1000 }

test('an API on a database that follows another one exports, and promises no manifest', async () => {
  const asked: string[] = []
  const client = {
    query: async (text: string) => {
      asked.push(text)
      return { rows: [{ standby: true }] }
    },
    release: () => {},
  }
  const standby = { connect: async () => client } as unknown as Pool
  const subject: Subject = {
    name: 'things',
    entity: 'Thing',
    parameters: [],
    prepare: () => ({
      columns: [],
      open: async () => ({ blockVector: [], chunks: chunks(), close: async () => {} }),
    }),
  }
  const parts: ExportParts = {
    subjects: [subject],
    pool: standby,
    exportPool: standby,
    limits: { ...TIMES, atOnce: 1, allowance: { ratePerSecond: 0, burst: 0 } },
    metrics: { exported: () => {} } as unknown as ApiMetrics,
    log: pino({ level: 'silent' }),
  }
  const route = createExporter(parts)
  const server = createServer((request, response) => void route(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const response = await fetch(`http://127.0.0.1:${port}/export/things.csv`)
  expect([response.status, await response.text()]).toEqual([200, 'a\n1\n'])
  expect(response.headers.get('x-assay-manifest')).toBeNull()
  expect(asked).toEqual(['select pg_is_in_recovery() as standby'])
  server.close()
})

async function* chunks() {
  yield Buffer.from('a\n')
  yield Buffer.from('1\n')
}
