import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Misconfigured } from '../../claim/errors.ts'
import { CORRECTION_COLUMNS, type ReferenceValue, readCorrections } from '../../platform/catalogue.ts'
import { toCsvLine } from '../../platform/csv.ts'

/** What somebody says that a reference value is. Numbers are decimal text; what is left out is taken from the row that it corrects. */
export interface Correction {
  readonly subject: string
  readonly quantity: string
  readonly value: string
  readonly low?: string
  readonly high?: string
  readonly unit?: string
  readonly basis?: string
  readonly source: string
  readonly address?: string
  readonly asOf: string
  readonly shelfLifeDays?: string
  readonly author: string
  readonly note?: string
}

/**
 * The row of a correction. Its unit and basis are those of the row that it corrects, or of the same quantity of another subject.
 * @throws Misconfigured `CATALOGUE_INVALID` where neither is given nor known
 */
export function toCorrection(given: Correction, values: readonly ReferenceValue[]): Record<string, string> {
  const { subject, quantity } = given
  const same = values.filter((row) => row.quantity === quantity)
  const like = same.find((row) => row.subject === subject) ?? same[0]
  const unit = given.unit ?? like?.unit
  if (!unit)
    throw new Misconfigured(
      'CATALOGUE_INVALID',
      `the catalogue has no quantity ${quantity}: give --unit, or one of ${[...new Set(values.map((row) => row.quantity))].join(', ')}`,
    )
  return {
    id: `${subject}/${quantity}/set/${given.asOf}`.toLowerCase(),
    subject,
    quantity,
    low: given.low ?? '',
    mid: given.value,
    high: given.high ?? '',
    unit,
    basis: given.basis ?? like?.basis ?? '',
    source: given.source,
    address: given.address ?? '',
    as_of: given.asOf,
    confidence: given.address ? 'D' : 'U',
    shelf_life_days: given.shelfLifeDays ?? String(like?.shelf_life_days ?? 90),
    note: given.note ?? '',
    author: given.author,
  }
}

/**
 * Writes a correction into its file, in place of one of the same subject, quantity and day. The file is read again before it takes
 * the place of the old one, so a row that cannot be is refused and nothing is lost.
 * @throws Misconfigured `CATALOGUE_INVALID`
 */
export async function recordCorrection(file: string, row: Record<string, string>): Promise<void> {
  const others = (await readCorrections(file)).filter(({ id }) => id !== row.id)
  const rows = [...others.map(toFields), row]
  const lines = [
    toCsvLine(CORRECTION_COLUMNS),
    ...rows.map((each) => toCsvLine(CORRECTION_COLUMNS.map((name) => each[name] ?? ''))),
  ]
  await mkdir(dirname(file), { recursive: true })
  const fresh = `${file}.${process.pid}`
  await writeFile(fresh, `${lines.join('\n')}\n`)
  await readCorrections(fresh)
  await rename(fresh, file)
}

function toFields(row: ReferenceValue): Record<string, string> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')]))
}
