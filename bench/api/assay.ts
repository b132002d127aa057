import { pino } from 'pino'
import { startApi } from '../../src/api/api.ts'
import { readConfig } from '../../src/api/config.ts'

const [url = ''] = process.argv.slice(2)
const env = {
  DATABASE_URL: url,
  ASSAY_API_PORT: '0',
  ASSAY_API_RATE: '0',
  ASSAY_NETWORKS: 'bench/api/networks',
}
const api = await startApi(readConfig(env), pino({ level: 'silent' }))
process.send?.(`${api.url}/graphql`)
process.once('SIGTERM', () => process.exit())
