import pg from 'pg'
import { pino } from 'pino'
import { startApi } from '../../src/api/api.ts'
import { readConfig } from '../../src/api/config.ts'
import type { Sent } from './servers.ts'

const [url = ''] = process.argv.slice(2)
const env = {
  DATABASE_URL: url,
  ASSAY_API_PORT: '0',
  ASSAY_API_RATE: '0',
  ASSAY_NETWORKS: 'bench/api/networks',
  CLICKHOUSE_URL: process.env.CLICKHOUSE_URL ?? '',
  // Nothing is kept, so that every question is measured, unless that is what is measured.
  ASSAY_API_KEPT_MB: process.env.ASSAY_API_KEPT_MB ?? '0',
  ASSAY_API_THREADS: process.env.ASSAY_API_THREADS ?? '',
}
const sent: Sent[] = []
const MOST_SENT = 100
const query = pg.Client.prototype.query as (...given: unknown[]) => unknown
Object.assign(pg.Client.prototype, {
  query(this: pg.Client, ...given: unknown[]) {
    const [first] = given
    if (typeof first === 'object' && first !== null && 'text' in first && sent.length < MOST_SENT)
      sent.push({ text: String(first.text), values: 'values' in first ? (first.values as unknown[]) : [] })
    return query.apply(this, given)
  },
})
const api = await startApi(readConfig(env), pino({ level: 'silent' }))
process.on('message', () => process.send?.(sent.splice(0)))
process.send?.(`${api.url}/graphql`)
process.once('SIGTERM', () => process.exit())
