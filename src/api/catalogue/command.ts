import { Command } from 'commander'
import type { WeakRow } from './check.ts'
import type { Correction } from './correct.ts'

const STALE_EXIT = 1
const USAGE = 64

type SetOptions = Omit<Correction, 'subject' | 'quantity' | 'value' | 'asOf'> & { readonly asOf?: string }

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
      '\nSettings: ASSAY_CATALOGUE, the folder; that of Assay unless set. ASSAY_CATALOGUE_CORRECTIONS, your own rows.\n\nExample:\n  assay catalogue check',
    )
    .action(run)
  return new Command('catalogue')
    .description('looks at the reference values: hardware, prices, rent, power; and corrects them here')
    .addCommand(check)
    .addCommand(setCommand())
    .addHelpText('after', '\nExample:\n  assay catalogue check')
}

/** `assay catalogue set`: a reference value of one's own, which takes the place of the catalogue's and names who says so. */
function setCommand(): Command {
  return new Command('set')
    .description(
      'sets a reference value of your own: it takes the place of the catalogue\u2019s, and every answer that uses it names you as\n' +
        'its author. A running API reads it at its next start. Exit code 0: set; 78: such a row cannot be',
    )
    .argument('<subject>', 'e.g. RTX_4090, aws-m5.xlarge, electricity-us-commercial, payback')
    .argument('<quantity>', 'e.g. capex, power, rent, hosting, instance, price')
    .argument('<value>', 'decimal number')
    .requiredOption('--source <words>', 'who says so: a page, an invoice, a meter')
    .requiredOption('--author <name>', 'who sets it')
    .option('--address <url>', 'where the source can be read')
    .option('--as-of <day>', 'of which day it is, 2026-11-21; left out: today')
    .option('--low <number>', 'low end of its range')
    .option('--high <number>', 'high end')
    .option('--unit <unit>', 'left out: that of the row that it corrects')
    .option('--basis <basis>', 'card, server-share or host; left out: that of the row that it corrects')
    .option('--shelf-life-days <days>', 'after which it is stale; left out: as the row that it corrects')
    .option('--note <words>', 'what to know of it')
    .addHelpText(
      'after',
      '\nSettings: ASSAY_CATALOGUE_CORRECTIONS, the file; .assay/catalogue.csv unless set.\n\nExample:\n' +
        '  assay catalogue set RTX_4090 capex 1450 --source "invoice of 2026-11-20" --author "Jane Doe"',
    )
    .action(set)
}

async function set(subject: string, quantity: string, value: string, options: SetOptions): Promise<void> {
  const [{ getCatalogue }, { recordCorrection, toCorrection }, { cataloguePlaces }] = await Promise.all([
    import('../../platform/catalogue.ts'),
    import('./correct.ts'),
    import('./folder.ts'),
  ])
  const { folder, corrections } = cataloguePlaces(process.env)
  const { values } = await getCatalogue(folder, corrections)
  const asOf = options.asOf ?? new Date().toISOString().slice(0, 10)
  const row = toCorrection({ subject, quantity, value, ...options, asOf }, values)
  await recordCorrection(corrections, row)
  process.stdout.write(
    `${subject} ${quantity} is ${value} ${row.unit}, by ${options.author}, as of ${asOf} (${corrections})\n`,
  )
}

async function run({ at, json }: Options, command: Command): Promise<void> {
  const now = at === undefined ? Date.now() : /^\d{4}-\d{2}-\d{2}$/.test(at) ? Date.parse(at) : Number.NaN
  if (Number.isNaN(now)) command.error(`error: --at is a day as 2026-11-21, got ${at}`, { exitCode: USAGE })
  const [{ getCatalogue }, { findWeakRows }, { cataloguePlaces }] = await Promise.all([
    import('../../platform/catalogue.ts'),
    import('./check.ts'),
    import('./folder.ts'),
  ])
  const { folder, corrections } = cataloguePlaces(process.env)
  const catalogue = await getCatalogue(folder, corrections)
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
