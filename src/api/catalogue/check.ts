import {
  isStale,
  isValueless,
  type ReferenceRow,
  type ReferenceRows,
} from '../../economics/reference-rows.ts'

/**
 * STALE: past its shelf life. VALUELESS: no source of it was read. UNREAD: general knowledge, in no source that was read.
 * NO_ADDRESS: no page, paper or record is given that one could look up. NO_BASIS: a price or a power of which nothing says
 * whether it is of one card, of a card's share of its server or of the whole host.
 */
type Weakness = 'STALE' | 'VALUELESS' | 'UNREAD' | 'NO_ADDRESS' | 'NO_BASIS'

/** A row of the catalogue with what is weak in it. */
export interface WeakRow {
  readonly id: string
  readonly weaknesses: readonly Weakness[]
  readonly source: string
  readonly asOf: string
  /** The last day of its shelf life, as 2026-11-21. */
  readonly goodUntil: string
  /** Why it has no value; null: it has one. */
  readonly reason: string | null
}

interface Dated {
  readonly id: string
  readonly source: string
  readonly as_of: string
  readonly shelf_life_days: number
  readonly confidence: string
  readonly address?: string | null
}

interface CheckedCatalogue extends ReferenceRows {
  readonly values: readonly (ReferenceRow & { readonly note: string })[]
  readonly advisories: readonly Dated[]
  readonly hubs: readonly Dated[]
}

/** The rows that somebody should look at, in the order of the files. `now` in Unix seconds. */
export function findWeakRows({ values, advisories, hubs }: CheckedCatalogue, now: number): WeakRow[] {
  const weak = (row: Dated, weaknesses: readonly Weakness[], reason: string | null = null): WeakRow => ({
    id: row.id,
    weaknesses,
    source: row.source,
    asOf: row.as_of,
    goodUntil: lastDay(row),
    reason,
  })
  const dated = (row: Dated) => [...(isStale(row, now) ? ['STALE' as const] : []), ...ofSource(row)]
  return [
    ...values.map((row) =>
      isValueless(row)
        ? weak(row, ['VALUELESS'], row.note)
        : weak(row, [...dated(row), ...(hasBasis(row) ? [] : ['NO_BASIS' as const])]),
    ),
    ...advisories.map((row) => weak(row, dated(row))),
    // The address of a hub is its account.
    ...hubs.map(({ address: _, ...row }) => weak(row, dated(row))),
  ].filter(({ weaknesses }) => weaknesses.length > 0)
}

// An assumption of this project is its own source, and says so.
const OWN = /^assumption of this project/
// Of advisories and hubs the source itself names a page or a record.
const RECORD =
  /https?:\/\/|\b[a-z0-9-]+\.(com|org|io|net|ai|eu|fail)\b|arxiv:? ?\d{4}\.\d{4,5}|CVE record|INTEL-SA-\d+|AMD-SB-\d+/i

function ofSource({ source, confidence, address = null }: Dated): Weakness[] {
  if (OWN.test(source)) return []
  return [
    ...(/\bK\b/.test(confidence) ? ['UNREAD' as const] : []),
    ...((address ?? (RECORD.test(source) ? source : '')) === '' ? ['NO_ADDRESS' as const] : []),
  ]
}

const OF_A_MACHINE = /^(capex|server-capex|rent|rent-.*|power|server-power|hosting|instance)$/

function hasBasis({ quantity, unit, basis }: ReferenceRow): boolean {
  return !OF_A_MACHINE.test(quantity) || unit === 'USD/kW/month' || Boolean(basis)
}

function lastDay({ as_of, shelf_life_days }: Dated): string {
  return new Date(Date.parse(as_of) + shelf_life_days * 86_400_000).toISOString().slice(0, 10)
}
