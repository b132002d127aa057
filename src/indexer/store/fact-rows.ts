import type { Hex } from '../../claim/hex.ts'
import { isMoment } from '../../claim/moment.ts'
import type { RawHeader } from '../../claim/raw.ts'
import type { PoolClient } from '../../platform/database.ts'
import type { FactPlace } from '../events/decode.ts'
import { type ColumnType, FACT_COLUMNS, type Fact, type FactKind } from '../events/facts.ts'
import { BinaryRows } from './rows.ts'

const PLACE = [
  'network',
  'chain_id',
  'block_number',
  'block_hash',
  'block_time',
  'tx_hash',
  'phase',
  'position',
  'contract',
] as const

/** `kind.column` of every column that must not be null; see {@link listRequiredColumns}. */
export type RequiredColumns = ReadonlySet<string>

/** Asks the database which columns of facts must have a value. */
export async function listRequiredColumns(client: PoolClient): Promise<RequiredColumns> {
  const { rows } = await client.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'facts' and is_nullable = 'NO'`,
  )
  return new Set(rows.map((row) => row.name))
}

/**
 * The columns of a kind of fact, in the order in which {@link FactRows} writes them. Beside each time that a stranger
 * states stands `<time>_seconds`: his number where it is no moment of the years 1 to 9999, else null.
 */
export function listFactColumns(kind: FactKind): string[] {
  return [...PLACE, ...LAYOUT[kind].map(([column]) => column)]
}

/** What every fact says of its block. */
export type FactHeader = Pick<RawHeader, 'number' | 'hash' | 'timestamp'>

/** A fact as it was decoded, and where it stands. */
export type PlacedFact<K extends FactKind = FactKind> = {
  readonly row: Extract<Fact, { kind: K }>['row']
  readonly place: FactPlace
  readonly header: FactHeader
}

/** Kinds that what settles blocks reads again: kept beside their encoding, so that nobody has to ask the database for them. */
const KEPT = ['market_step', 'market_offer'] as const satisfies readonly FactKind[]
export type KeptKind = (typeof KEPT)[number]
const isKept = (kind: FactKind): kind is KeptKind => (KEPT as readonly FactKind[]).includes(kind)

/** Facts of one network and chain, encoded for COPY, by kind. */
export class FactRows {
  readonly byKind = new Map<FactKind, BinaryRows>()
  readonly #kept: { readonly [K in KeptKind]: PlacedFact<K>[] } = { market_step: [], market_offer: [] }
  readonly #constant: Uint8Array
  readonly #place: { readonly network: string; readonly chainId: number; readonly required: RequiredColumns }
  #block: { readonly header: FactHeader; readonly fields: Uint8Array } | undefined

  constructor(network: string, chainId: number, required: RequiredColumns) {
    this.#place = { network, chainId, required }
    const name = Buffer.from(network)
    this.#constant = Buffer.alloc(4 + name.length + 12)
    const view = Buffer.from(this.#constant.buffer, this.#constant.byteOffset, this.#constant.length)
    view.writeInt32BE(name.length)
    name.copy(view, 4)
    view.writeInt32BE(8, 4 + name.length)
    view.writeBigInt64BE(BigInt(chainId), 8 + name.length)
  }

  get rows(): number {
    let sum = 0
    for (const rows of this.byKind.values()) sum += rows.rows
    return sum
  }

  get bytes(): number {
    let sum = 0
    for (const rows of this.byKind.values()) sum += rows.bytes
    return sum
  }

  /** The facts of a kind, in the order in which they were added. */
  listKept<K extends KeptKind>(kind: K): readonly PlacedFact<K>[] {
    return this.#kept[kind]
  }

  /** None yet, for the same place. */
  toEmpty(): FactRows {
    const { network, chainId, required } = this.#place
    return new FactRows(network, chainId, required)
  }

  /** @throws TypeError, RangeError when a value does not fit its column; nothing of the fact is kept then */
  add(fact: Fact, place: FactPlace, header: FactHeader): void {
    const rows = this.#rowsOf(fact.kind)
    const layout = LAYOUT[fact.kind]
    rows.begin(PLACE.length + layout.length)
    try {
      this.#addBlock(rows, header)
      rows.bytea(place.transaction)
      rows.smallint(place.phase)
      rows.integer(place.position)
      rows.bytea(place.contract)
      const row = fact.row as Readonly<Record<string, unknown>>
      for (const [column, write, source] of layout) {
        const value = row[source]
        if (value === null || value === undefined) {
          if (this.#place.required.has(`${fact.kind}.${column}`)) throw new TypeError(`${column} is missing`)
          rows.null()
        } else write(rows, value)
      }
      if (isKept(fact.kind)) this.#kept[fact.kind].push({ row: fact.row, place, header } as never)
    } catch (error) {
      rows.undo()
      throw error
    }
  }

  // The facts of a block come together, and begin alike.
  #addBlock(rows: BinaryRows, header: FactHeader): void {
    if (this.#block?.header === header) {
      rows.raw(this.#block.fields)
      return
    }
    const start = rows.position
    rows.raw(this.#constant)
    rows.integer(header.number)
    rows.bytea(header.hash)
    rows.time(header.timestamp)
    this.#block = { header, fields: rows.copyFrom(start) }
  }

  /** Takes back the fact of this kind that was added last. */
  undoLast(kind: FactKind): void {
    this.#rowsOf(kind).undo()
    if (isKept(kind)) this.#kept[kind].pop()
  }

  #rowsOf(kind: FactKind): BinaryRows {
    const found = this.byKind.get(kind)
    if (found) return found
    const rows = new BinaryRows()
    this.byKind.set(kind, rows)
    return rows
  }
}

// A decoder's value meets its column here; the types were checked where the fact was made.
const WRITERS: { readonly [T in ColumnType]: (rows: BinaryRows, value: never) => void } = {
  bytea: (rows, value: Hex) => rows.bytea(value),
  'bytea[]': (rows, value: readonly Hex[]) => rows.byteas(value),
  text: (rows, value: string) => rows.text(value),
  boolean: (rows, value: boolean) => rows.boolean(value),
  integer: (rows, value: number) => rows.smallint(value),
  numeric: (rows, value: bigint) => rows.numeric(value),
  time: (rows, value: bigint) => (isMoment(value) ? rows.time(value) : rows.null()),
}
const writeSeconds = (rows: BinaryRows, value: bigint) =>
  isMoment(value) ? rows.null() : rows.numeric(value)

type Writer = (rows: BinaryRows, value: unknown) => void
/** A column, how it is written, and the decoder's value that goes into it. */
type Slot = readonly [column: string, write: Writer, source: string]

const LAYOUT = Object.fromEntries(
  Object.entries(FACT_COLUMNS).map(([kind, columns]) => [
    kind,
    Object.entries(columns).flatMap(([column, type]): Slot[] => [
      [column, WRITERS[type as ColumnType] as Writer, column],
      ...(type === 'time' ? [[`${column}_seconds`, writeSeconds as Writer, column] as const] : []),
    ]),
  ]),
) as unknown as Record<FactKind, readonly Slot[]>
