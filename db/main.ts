import { Environment } from '../src/platform/environment.ts'
import { migrate } from './source.ts'

// What `npm run migrate` and the compose service `migrate` run.
const env = new Environment(process.env)
const url = env.databaseUrl()
env.check()
const ran = await migrate(url)
process.stdout.write(ran.length ? `applied: ${ran.join(', ')}\n` : 'nothing to apply\n')
