import { Environment } from '../src/platform/environment.ts'
import { migrate } from './source.ts'

// What `npm run migrate` and the compose service `migrate` run.
const env = new Environment(process.env)
const url = env.databaseUrl()
// With it the API may log in as `assay_api`, which reads and does nothing else.
const apiPassword = env.text('ASSAY_API_DB_PASS', '')
env.check()
const ran = await migrate(url, apiPassword)
process.stdout.write(ran.length ? `applied: ${ran.join(', ')}\n` : 'nothing to apply\n')
