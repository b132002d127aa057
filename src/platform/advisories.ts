import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Misconfigured } from '../claim/errors.ts'
import { CPU_FAMILIES } from '../claim/quote/family.ts'
import { TEE_KINDS } from '../claim/tee-platform.ts'
import { CatalogueDate, readRows, ShelfLife } from './catalogue-rows.ts'

const ADVISORIES = 'tee-advisories.csv'
const AFFECTED = 'tee-affected.csv'
/** Files of a catalogue that hold no values but advisories. */
export const ADVISORY_FILES: ReadonlySet<string> = new Set([ADVISORIES, AFFECTED])

const AdvisoryFields = {
  id: z.string().min(1).max(80),
  published: CatalogueDate,
  published_note: z.string(),
  name: z.string().min(1),
  affects: z.string().min(1),
  attack_class: z.string(),
  physical: z.string(),
  forges_attestation: z.string(),
  fix_or_status: z.string(),
  source: z.string().min(1),
  as_of: CatalogueDate,
  confidence: z.string().regex(/^[SDICUK]( [SDICUK])*$/),
  shelf_life_days: ShelfLife,
}
const AdvisoryRow = z.strictObject(AdvisoryFields)

const FAMILIES: ReadonlySet<string> = new Set(CPU_FAMILIES)
/** `any`: every processor with this hardware; `unlisted`: the source does not say which. */
const cpus = z
  .string()
  .transform((text) => text.split(' '))
  .refine(
    (words) => ['any', 'unlisted'].includes(words.join(' ')) || words.every((word) => FAMILIES.has(word)),
    `any, unlisted, or families among ${CPU_FAMILIES.join(', ')}`,
  )
const optionalDate = z.union([z.literal('').transform(() => null), CatalogueDate])
const patchedTcb = z.union([
  z.literal('').transform(() => null),
  z
    .string()
    .regex(
      /^[a-zA-Z]{1,20}>=\d{1,9}(\.\d{1,9}){0,15}$/,
      'a component and its least version: firmware>=1.55.22',
    ),
])

const AffectedFields = {
  tee: z.enum(TEE_KINDS),
  cpus,
  /** `physical`: who has the machine in hand; `host`: who runs its system; `software`: who runs a program on it. */
  access: z.enum(['physical', 'host', 'software']),
  forges: z.enum(['yes', 'possible', 'no']),
  first_affected: optionalDate,
  /** From which versions on an attestation shows the fix; empty: nothing that a quote says shows it. */
  patched_tcb: patchedTcb,
  note: z.string(),
}
const AffectedRow = z.strictObject({ advisory: z.string().min(1), ...AffectedFields })
const OwnRow = z.strictObject({ ...AdvisoryFields, ...AffectedFields, author: z.string().min(1) })

/** Which machines an advisory is about. */
type Affected = Omit<z.infer<typeof AffectedRow>, 'advisory'>
/** A hole that somebody published, with the machines that it is about as its row names them. */
export interface Advisory extends z.infer<typeof AdvisoryRow> {
  readonly affected: readonly Affected[]
  /** Who added it on this server; null: it came with the catalogue. */
  readonly author: string | null
}

/** The columns of a file of your own advisories, in its order. */
export const OWN_ADVISORY_COLUMNS = [...Object.keys(AdvisoryFields), ...Object.keys(AffectedFields), 'author']

/**
 * The advisories of a catalogue and your own. A catalogue without any has none; one of your own with an id of the catalogue's takes its place.
 * @throws Misconfigured `CSV_INVALID`, `CATALOGUE_INVALID`
 */
export async function readAdvisories(folder: string, ownFile?: string): Promise<readonly Advisory[]> {
  const rows = await readIfThere(join(folder, ADVISORIES), AdvisoryRow)
  const affected = await readIfThere(join(folder, AFFECTED), AffectedRow)
  const stray = affected.find(({ advisory }) => !rows.some(({ id }) => id === advisory))
  if (stray)
    throw new Misconfigured(
      'CATALOGUE_INVALID',
      `${AFFECTED} names ${stray.advisory}, which ${ADVISORIES} does not have`,
    )
  const own = ownFile === undefined ? [] : await readOwnAdvisories(ownFile)
  const names = new Set(own.map(({ id }) => id))
  const shipped = rows
    .filter(({ id }) => !names.has(id))
    .map((row) => ({
      ...row,
      affected: affected.flatMap(({ advisory, ...machines }) => (advisory === row.id ? [machines] : [])),
      author: null,
    }))
  return [...shipped, ...own]
}

/**
 * Your own advisories; rows of one id are of one advisory, each with machines that it is about.
 * @throws Misconfigured `CSV_INVALID`, `CATALOGUE_INVALID`
 */
export async function readOwnAdvisories(file: string): Promise<readonly Advisory[]> {
  const rows = await readIfThere(file, OwnRow)
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap(([first, ...others]) => {
    if (!first) return []
    const { author } = first
    const fields = Object.keys(AdvisoryFields).map((name) => [name, first[name as keyof typeof first]])
    const row = Object.fromEntries(fields) as z.infer<typeof AdvisoryRow>
    return [{ ...row, author, affected: [first, ...others].map(affectedOf) }]
  })
}

function affectedOf({
  tee,
  cpus,
  access,
  forges,
  first_affected,
  patched_tcb,
  note,
}: z.infer<typeof OwnRow>): Affected {
  return { tee, cpus, access, forges, first_affected, patched_tcb, note }
}

async function readIfThere<T>(file: string, schema: z.ZodType<T>): Promise<readonly T[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? [] : readRows(text, file, schema)
}
