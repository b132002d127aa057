import { Command } from 'commander'
import { Environment } from '../platform/environment.ts'

/** `assay migrate`: brings the tables to what this program needs. Several at once wait for each other. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      'Creates or updates the tables in Postgres. Run it before the processes, and after every update of Assay.\n' +
        'It may be run at any time, and by several processes at once: tables that are up to date are left as they are.',
    )
    .option('--json', 'print one JSON object: {"applied": […]}')
    .addHelpText(
      'after',
      `
Settings are environment variables:
  DATABASE_URL       Postgres, as postgres://user:password@host:port/name (required; DB_HOST, DB_NAME, DB_USER and DB_PASS will do as well)
  ASSAY_API_DB_PASS  password for the role assay_api, which reads and does nothing else (default: none)

Example:
  DATABASE_URL=postgres://assay:secret@127.0.0.1:5432/assay assay migrate`,
    )
    .action(async (options: { json?: true }) => {
      const settings = new Environment(process.env)
      const url = settings.databaseUrl()
      const apiPassword = settings.text('ASSAY_API_DB_PASS', '')
      settings.check()
      const { migrate } = await import('../../db/source.ts')
      const applied = await migrate(url, apiPassword, () =>
        process.stderr.write('waiting: another migration of this database runs\n'),
      )
      const words = applied.length ? `applied: ${applied.join(', ')}` : 'nothing to apply'
      process.stdout.write(`${options.json ? JSON.stringify({ applied }) : words}\n`)
    })
}
