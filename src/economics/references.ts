import { type Exact, fromDecimal } from './exact.ts'
import type { Triangle } from './payback/assumptions.ts'
import { findReference, likelyValue, type ReferenceRow, type ReferenceRows } from './reference-rows.ts'

/** A row of the catalogue as it is shown beside what it went into. */
export interface UsedReference {
  readonly id: string
  readonly value: string
  readonly low: string | null
  readonly high: string | null
  readonly unit: string
  readonly source: string
  readonly confidence: string
  readonly asOf: string
  readonly shelfLifeDays: number
  readonly stale: boolean
  readonly address: string | null
  readonly basis: string | null
  /** Who corrected it on this server; null: it came with the catalogue. */
  readonly author: string | null
}

/** Looks values up and remembers which rows were used. */
export class References {
  readonly #catalogue: ReferenceRows
  readonly #now: number
  readonly #used = new Map<string, UsedReference>()

  constructor(catalogue: ReferenceRows, now: number) {
    this.#catalogue = catalogue
    this.#now = now
  }

  /** The likely value, or undefined when there is no row. */
  find(subject: string, quantity: string): Exact | undefined {
    const text = this.findText(subject, quantity)
    return text === undefined ? undefined : fromDecimal(text)
  }

  /** The same as decimal text. */
  findText(subject: string, quantity: string): string | undefined {
    const row = this.#use(subject, quantity)
    return row && likelyValue(row)
  }

  /** Low, likely and high; a row without a range is a point. */
  findTriangle(subject: string, quantity: string): Triangle | undefined {
    const row = this.#use(subject, quantity)
    if (!row) return undefined
    const mode = Number(likelyValue(row))
    return { low: Number(row.low ?? mode), mode, high: Number(row.high ?? mode) }
  }

  /** All rows that were used so far, each once. */
  get used(): readonly UsedReference[] {
    return [...this.#used.values()]
  }

  /** Those past their shelf life, in words. */
  get stale(): readonly string[] {
    return this.used.filter((each) => each.stale).map((each) => `${each.id} as of ${each.asOf}`)
  }

  #use(subject: string, quantity: string): ReferenceRow | undefined {
    const found = findReference(this.#catalogue, subject, quantity, this.#now)
    if (!found) return undefined
    this.#used.set(found.chosen.id, toUsed(found.chosen, found.stale))
    return found.chosen
  }
}

/** What to know of a machine whose price or power is of bare cards: what stands around them is in neither. */
export function ofBareCards(used: readonly Pick<ShownRow, 'rowId' | 'basis'>[]): readonly string[] {
  const bare = used.some(({ rowId, basis }) => basis === 'card' && /\/(capex|power)\//.test(rowId))
  return bare ? ['of bare cards: price and power of the server around them are not counted'] : []
}

export type ShownRow = ReturnType<typeof toShownRow>

/** A row as every door shows it. An `id` is the name of an object to clients that keep what they have read; a row is no object. */
export const toShownRow = ({ id, ...row }: UsedReference) => ({ rowId: id, ...row })

/** A row that has a value, with what to know of it. */
export function toUsed(row: ReferenceRow, stale: boolean): UsedReference {
  return {
    id: row.id,
    value: likelyValue(row),
    low: row.low,
    high: row.high,
    unit: row.unit,
    source: row.source,
    confidence: row.confidence,
    asOf: row.as_of,
    shelfLifeDays: row.shelf_life_days,
    stale,
    address: row.address || null,
    basis: row.basis || null,
    author: row.author ?? null,
  }
}
