import { pino } from 'pino'
import { startApi } from '../../src/api/api.ts'
import { readConfig } from '../../src/api/config.ts'

const [url = ''] = process.argv.slice(2)
const env = {
  DATABASE_URL: url,
  ASSAY_API_PORT: '0',
  ASSAY_API_RATE: '0',
  ASSAY_NETWORKS: 'bench/api/networks',
  // Nothing is kept, so that every question is measured, unless that is what is measured.
  ASSAY_API_KEPT_MB: process.env.ASSAY_API_KEPT_MB ?? '0',
}
const api = await startApi(readConfig(env), pino({ level: 'silent' }))
process.send?.(`${api.url}/graphql`)
process.once('SIGTERM', () => process.exit())
