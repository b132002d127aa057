import { Command } from 'commander'
import { createPool } from '../platform/database.ts'
import { Environment } from '../platform/environment.ts'
import { type ArchiveStatus, listArchiveStatus } from './store/status.ts'

/** `assay archive …` */
export function archiveCommand(): Command {
  const archive = new Command('archive').description('what is kept of what was settled')
  archive
    .command('status')
    .description('settlements with blob kept, pending, lost; needs DATABASE_URL')
    .option('--network <name>', 'this network alone')
    .option('--json', 'one JSON list on stdout')
    .action(async (options: { network?: string; json?: true }) => {
      const rows = await readStatus(options.network)
      process.stdout.write(options.json ? `${JSON.stringify(rows)}\n` : toTable(rows))
    })
  return archive
}

async function readStatus(network: string | undefined): Promise<ArchiveStatus[]> {
  const settings = new Environment(process.env)
  const url = settings.databaseUrl()
  settings.check()
  const pool = createPool(url, { application: 'archive-status', max: 1 })
  try {
    return await listArchiveStatus(pool, network)
  } finally {
    await pool.end()
  }
}

const COLUMNS = [
  'network',
  'kind',
  'settlements',
  'unnamed',
  'kept',
  'mismatched',
  'pending',
  'lost',
  'leaves',
  'bytes',
  'repeats',
] as const

function toTable(rows: readonly ArchiveStatus[]): string {
  if (rows.length === 0) return 'nothing has been settled\n'
  const cells = [
    COLUMNS as readonly string[],
    ...rows.map((row) => COLUMNS.map((column) => String(row[column]))),
  ]
  const widths = COLUMNS.map((_, at) => Math.max(...cells.map((line) => (line[at] ?? '').length)))
  const lines = cells.map((line) =>
    line
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  )
  return `${lines.join('\n')}\n`
}
