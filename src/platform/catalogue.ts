import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Misconfigured } from '../claim/errors.ts'
import { ADVISORY_FILES, type Advisory, readAdvisories } from './advisories.ts'
import { CatalogueDate, readRows, ShelfLife } from './catalogue-rows.ts'

const number = z.string().regex(/^-?\d+(\.\d+)?$/, 'a decimal number')
const optionalNumber = z.union([z.literal('').transform(() => null), number])

/**
 * S read in source code, D in a document, I in an issue, C computed here, U a user's post, K general knowledge that is to
 * be confirmed. From the strongest to the weakest.
 */
const CONFIDENCE = ['S', 'D', 'I', 'C', 'U', 'K'] as const

const ReferenceRow = z
  .strictObject({
    id: z.string().min(1),
    subject: z.string().min(1),
    quantity: z.string().min(1),
    low: optionalNumber,
    mid: optionalNumber,
    high: optionalNumber,
    unit: z
      .string()
      .min(1)
      .regex(
        /^(?![A-Z]{3}(\/|$))|^USD/,
        'an amount of money is in USD: give it in USD, with the rate and its day in the note',
      ),
    basis: z.enum(['', 'card', 'server-share', 'host']).default(''),
    source: z.string().min(1),
    address: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
    as_of: CatalogueDate,
    confidence: z.enum(CONFIDENCE),
    shelf_life_days: ShelfLife,
    note: z.string(),
    author: z.string().min(1).optional(),
  })
  .refine(
    (row) =>
      row.mid !== null ||
      (row.low !== null && row.high !== null) ||
      (row.low === null && row.high === null && row.note !== ''),
    'needs mid, or low and high, or a note that says why it has no value',
  )
  .refine(
    (row) => row.low === null || row.high === null || Number(row.low) <= Number(row.high),
    'low is above high',
  )

const HubRow = z.strictObject({
  id: z.string().min(1),
  chain: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
  address: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/)
    .transform((text) => text.toLowerCase()),
  kind: z.enum(['bridge', 'exchange', 'other']),
  name: z.string().min(1),
  source: z.string().min(1),
  as_of: CatalogueDate,
  confidence: z.enum(CONFIDENCE),
  shelf_life_days: ShelfLife,
  note: z.string(),
})

/** One number from one source. Decimal text, so that nothing is lost before it is used. */
export type ReferenceValue = z.infer<typeof ReferenceRow>
/** An account where strangers' money meets: what came through it says nothing of where it came from. */
export type Hub = z.infer<typeof HubRow>

export interface Catalogue {
  readonly values: readonly ReferenceValue[]
  readonly advisories: readonly Advisory[]
  readonly hubs: readonly Hub[]
}

/** The columns of a file of corrections, in its order. */
export const CORRECTION_COLUMNS = [
  'id',
  'subject',
  'quantity',
  'low',
  'mid',
  'high',
  'unit',
  'basis',
  'source',
  'address',
  'as_of',
  'confidence',
  'shelf_life_days',
  'note',
  'author',
] as const

const HUBS = 'hubs.csv'

/**
 * Reads every CSV file of a catalogue folder, and the corrections of whoever runs this, whose rows each name their author; a file
 * of them that is not there has none.
 * @throws Misconfigured `CATALOGUE_MISSING`, `CSV_INVALID`, `CATALOGUE_INVALID` naming every fault of a file at once
 */
export async function getCatalogue(
  folder: string,
  corrections?: string,
  ownAdvisories?: string,
): Promise<Catalogue> {
  const names = await readdir(folder).catch((cause) => {
    throw new Misconfigured('CATALOGUE_MISSING', `no catalogue at ${folder}: check ASSAY_CATALOGUE`, {
      cause,
    })
  })
  const values: ReferenceValue[] = []
  const hubs: Hub[] = []
  for (const name of names.filter((each) => each.endsWith('.csv')).sort()) {
    const file = join(folder, name)
    const text = await readFile(file, 'utf8')
    if (ADVISORY_FILES.has(name)) continue
    if (name === HUBS) hubs.push(...readRows(text, file, HubRow))
    else values.push(...readRows(text, file, ReferenceRow))
  }
  const advisories = await readAdvisories(folder, ownAdvisories)
  if (corrections) values.push(...(await readCorrections(corrections)))
  const ids = values.map((value) => value.id)
  const doubled = ids.find((id, index) => ids.indexOf(id) !== index)
  if (doubled) throw new Misconfigured('CATALOGUE_INVALID', `${folder} has the id ${doubled} twice`)
  return { values, advisories, hubs }
}

/** @throws Misconfigured `CSV_INVALID`, `CATALOGUE_INVALID` */
export async function readCorrections(file: string): Promise<readonly ReferenceValue[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  const rows = text === null ? [] : readRows(text, file, ReferenceRow)
  const nameless = rows.find(({ author }) => author === undefined)
  if (nameless) throw new Misconfigured('CATALOGUE_INVALID', `${file}: ${nameless.id} names no author`)
  return rows
}
