import { hash } from 'node:crypto'
import { type ColumnType, FACT_COLUMNS, type FactKind } from '../indexer/events/facts.ts'

/** How a column stands in a part and in its rows' canonical encoding. Format: docs/formats/lake.md, section 4. */
export type LakeType = 'bytes' | 'list' | 'text' | 'boolean' | 'integer' | 'amount' | 'time'

/** A column of a table, in the order of the table. */
export interface LakeColumn {
  readonly name: string
  readonly type: LakeType
}

/**
 * A value of a row: bytes, a list of bytes, text, or a boolean. Whole numbers of every size are their decimal digits, times the
 * digits of their microseconds since 1970.
 */
export type LakeValue = Uint8Array | readonly Uint8Array[] | string | boolean | null

export type LakeRow = readonly LakeValue[]

/** What all facts say of their place. */
const PLACE: readonly LakeColumn[] = [
  { name: 'network', type: 'text' },
  { name: 'chain_id', type: 'integer' },
  { name: 'block_number', type: 'integer' },
  { name: 'block_hash', type: 'bytes' },
  { name: 'block_time', type: 'time' },
  { name: 'tx_hash', type: 'bytes' },
  { name: 'phase', type: 'integer' },
  { name: 'position', type: 'integer' },
  { name: 'contract', type: 'bytes' },
]

const TYPES: { readonly [T in ColumnType]: LakeType } = {
  bytea: 'bytes',
  'bytea[]': 'list',
  text: 'text',
  boolean: 'boolean',
  integer: 'integer',
  numeric: 'amount',
  time: 'time',
}

export const FACT_KINDS = Object.keys(FACT_COLUMNS).sort() as readonly FactKind[]

/** The columns of a kind of fact, named and ordered as the indexer writes them. */
export function listColumns(kind: FactKind): LakeColumn[] {
  const own = Object.entries(FACT_COLUMNS[kind]).flatMap(([name, type]): LakeColumn[] => [
    { name, type: TYPES[type as ColumnType] },
    // A time that a stranger states and that is no moment stands as his number.
    ...(type === 'time' ? [{ name: `${name}_seconds`, type: 'amount' } as const] : []),
  ])
  return [...PLACE, ...own]
}

/** Which columns facts have: what was decoded into others has another name. */
export const DECODER = hash('sha256', JSON.stringify(FACT_KINDS.map((kind) => [kind, listColumns(kind)])))

/** The columns that rows are ordered by. */
export function listOrder(columns: readonly LakeColumn[]): string[] {
  const known = new Set(columns.map(({ name }) => name))
  return ['node', 'block_number', 'phase', 'position'].filter((name) => known.has(name))
}
