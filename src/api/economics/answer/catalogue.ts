import { findReference, isStale, isValueless } from '../../../economics/reference-rows.ts'
import { toShownRow, toUsed } from '../../../economics/references.ts'
import type { Catalogue } from '../../../platform/catalogue.ts'

type Kind = 'CARD' | 'INSTANCE' | 'GENERAL'
type Row = Catalogue['values'][number]

export interface CatalogueArguments {
  readonly kind?: Kind | null
  readonly subject?: string | null
  readonly at?: string | null
}

/** `Query.catalogue`: the reference values, each with its source and age. `now` in Unix seconds. */
export function answerCatalogue(
  catalogue: Catalogue,
  { kind, subject, at }: CatalogueArguments,
  now: number,
) {
  const moment = at ? Math.floor(Date.parse(at) / 1000) : now
  const kinds = kindsOf(catalogue)
  return [...catalogue.values]
    .sort((a, b) => compare(a.subject, b.subject) || compare(a.quantity, b.quantity) || compare(a.id, b.id))
    .map((row) => toPublicEntry(catalogue, row, kinds.get(row.subject) ?? 'GENERAL', moment))
    .filter((entry) => (!kind || entry.kind === kind) && (!subject || entry.subject === subject))
}

function toPublicEntry(catalogue: Catalogue, row: Row, kind: Kind, now: number) {
  const { subject, quantity, note } = row
  return {
    kind,
    subject,
    quantity,
    row: isValueless(row) ? null : toShownRow(toUsed(row, isStale(row, now))),
    used: findReference(catalogue, subject, quantity, now)?.chosen.id === row.id,
    note,
  }
}

const OF_A_CARD: ReadonlySet<string> = new Set(['vram', 'power', 'server-power', 'capex', 'server-capex'])

/** What each subject is, by what the catalogue says of it. */
function kindsOf({ values }: Catalogue): ReadonlyMap<string, Kind> {
  const kinds = new Map<string, Kind>()
  for (const { subject, quantity } of values) {
    if (quantity === 'instance') kinds.set(subject, 'INSTANCE')
    else if (OF_A_CARD.has(quantity) && !kinds.has(subject)) kinds.set(subject, 'CARD')
  }
  return kinds
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
