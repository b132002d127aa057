import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Advisory, OWN_ADVISORY_COLUMNS, readOwnAdvisories } from '../../platform/advisories.ts'
import { toCsvLine } from '../../platform/csv.ts'

/** What somebody says of a hole, and of the machines that it is about. */
export interface AddedAdvisory {
  readonly id: string
  readonly name: string
  readonly published: string
  readonly tee: string
  readonly cpus: string
  readonly forges: string
  readonly access: string
  readonly source: string
  readonly author: string
  readonly asOf: string
  readonly patchedTcb?: string
  readonly firstAffected?: string
  readonly affects?: string
  readonly fix?: string
  readonly note?: string
}

const SHELF_LIFE_DAYS = '180'

/** The row of an advisory of your own, by column. */
export function toRow(given: AddedAdvisory): Readonly<Record<string, string>> {
  return {
    id: given.id,
    published: given.published,
    published_note: '',
    name: given.name,
    affects: given.affects ?? `${given.tee}: ${given.cpus}`,
    attack_class: '',
    physical: given.access === 'physical' ? 'yes' : 'no',
    forges_attestation: given.forges,
    fix_or_status: given.fix ?? '',
    source: given.source,
    as_of: given.asOf,
    confidence: 'U',
    shelf_life_days: SHELF_LIFE_DAYS,
    tee: given.tee,
    cpus: given.cpus,
    access: given.access,
    forges: given.forges,
    first_affected: given.firstAffected ?? '',
    patched_tcb: given.patchedTcb ?? '',
    note: given.note ?? '',
    author: given.author,
  }
}

/**
 * Writes an advisory into its file. The file is read again before it takes the place of the old one, so that a row that cannot be is refused
 * and nothing is lost. Returns the advisory with all machines that it is about.
 * @throws Misconfigured `CSV_INVALID`, `CATALOGUE_INVALID`
 */
export async function recordAdvisory(file: string, row: Readonly<Record<string, string>>): Promise<Advisory> {
  const before = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return `${toCsvLine(OWN_ADVISORY_COLUMNS)}\n`
    throw error
  })
  await mkdir(dirname(file), { recursive: true })
  const fresh = `${file}.${process.pid}`
  const line = toCsvLine(OWN_ADVISORY_COLUMNS.map((name) => row[name] ?? ''))
  await writeFile(fresh, `${before.replace(/\n*$/, '\n')}${line}\n`)
  const added = (await readOwnAdvisories(fresh)).find(({ id }) => id === row.id)
  if (!added) throw new Error(`${row.id} was written and is not there`)
  await rename(fresh, file)
  return added
}
