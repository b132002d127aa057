import { join } from 'node:path'
import { migrate } from '../../db/source.ts'
import { startPostgres } from '../platform/embedded.ts'
import { Environment } from '../platform/environment.ts'

/**
 * Runs `work` on a migrated database: that of `DATABASE_URL`, or one below a folder that runs as long as `work` does and is used
 * again by the next run.
 */
export async function withKeptDatabase(folder: string, work: (url: string) => Promise<void>): Promise<void> {
  const settings = new Environment(process.env)
  if (process.env.DATABASE_URL || process.env.DATABASE_URL_FILE || process.env.DB_HOST) {
    const url = settings.databaseUrl()
    settings.check()
    await migrate(url)
    return work(url)
  }
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres') })
  try {
    await migrate(postgres.url)
    await work(postgres.url)
  } finally {
    await postgres.stop()
  }
}
