import { Command } from 'commander'
import type { WeakRow } from './check.ts'

const STALE_EXIT = 1
const USAGE = 64

interface Options {
  readonly at?: string
  readonly json?: true
}

/** `assay catalogue check`: the rows of the reference values that somebody should look at. */
export function catalogueCommand(): Command {
  const check = new Command('check')
    .description(
      'lists rows that are past their shelf life, have no value, come from no source that was read, have no address, or do\n' +
        'not say what they are of. Exit code 0: none is stale; 1: some are; 78: a file of it is invalid',
    )
    .option('--at <date>', 'as of this day, 2026-11-21; left out: today')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nSettings: ASSAY_CATALOGUE, the folder; that of Assay unless set.\n\nExample:\n  assay catalogue check',
    )
    .action(run)
  return new Command('catalogue')
    .description('looks at the reference values: hardware, prices, rent, power')
    .addCommand(check)
    .addHelpText('after', '\nExample:\n  assay catalogue check')
}

async function run({ at, json }: Options, command: Command): Promise<void> {
  const now = at === undefined ? Date.now() : /^\d{4}-\d{2}-\d{2}$/.test(at) ? Date.parse(at) : Number.NaN
  if (Number.isNaN(now)) command.error(`error: --at is a day as 2026-11-21, got ${at}`, { exitCode: USAGE })
  const [{ getCatalogue }, { findWeakRows }, { catalogueFolder }] = await Promise.all([
    import('../../platform/catalogue.ts'),
    import('./check.ts'),
    import('./folder.ts'),
  ])
  const folder = catalogueFolder(process.env)
  const catalogue = await getCatalogue(folder)
  const rows = findWeakRows(catalogue, now / 1000)
  const stale = rows.filter(isStale).length
  if (stale > 0) process.exitCode = STALE_EXIT
  const of = catalogue.values.length + catalogue.advisories.length + catalogue.hubs.length
  const asOf = new Date(now).toISOString().slice(0, 10)
  const text = json
    ? `${JSON.stringify({ version: 1, folder, asOf, rows: of, stale, weak: rows })}\n`
    : `${stale} of ${of} rows are stale as of ${asOf}, ${rows.length} should be looked at (${folder})\n${rows.map(toLine).join('')}`
  process.stdout.write(text)
}

function toLine({ id, weaknesses, source, asOf, goodUntil, reason }: WeakRow): string {
  const why = reason === null ? '' : `; no value: ${reason}`
  return `${id}: ${weaknesses.join(', ')}; ${source}, as of ${asOf}, good until ${goodUntil}${why}\n`
}

function isStale({ weaknesses }: WeakRow): boolean {
  return weaknesses.includes('STALE')
}
