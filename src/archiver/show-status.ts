import { createPool } from '../platform/database.ts'
import { readCommandEnv } from '../platform/demo-place.ts'
import { Environment } from '../platform/environment.ts'
import { requireTables } from '../platform/tables.ts'
import { type ArchiveStatus, listArchiveStatus } from './store/status.ts'

/** `assay archive status` */
export async function showStatus(options: { network?: string; json?: true }): Promise<void> {
  const settings = new Environment(readCommandEnv(process.env, { network: options.network }))
  const url = settings.databaseUrl()
  settings.check()
  const pool = createPool(url, { application: 'archive-status', max: 1 })
  try {
    await requireTables(pool)
    const rows = await listArchiveStatus(pool, options.network)
    process.stdout.write(options.json ? `${JSON.stringify(rows)}\n` : toTable(rows))
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
