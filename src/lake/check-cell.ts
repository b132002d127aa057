import { Rejected } from '../claim/errors.ts'
import { hashRow, RowEncoder, RowsHash, RowsSum } from './canonical.ts'
import { type LakeColumn, type LakeRow, listOrder } from './columns.ts'
import type { Entry, NamedEntry, Part } from './manifest.ts'
import { openPart } from './read-part.ts'
import type { LakeStore } from './store.ts'

/** A batch of checked rows of one kind, for whoever wants them. */
export interface CheckedRows {
  readonly kind: string
  readonly columns: readonly LakeColumn[]
  readonly rows: readonly LakeRow[]
}

/** What the rows of a kind in a cell come to; `hash` is of all of them in their order. */
export interface CheckedKind {
  readonly rows: number
  readonly hash: string
}

/**
 * Reads every part of a cell and compares its rows with what the entry states. `onRows` is given rows before their part is known
 * to be whole: it keeps them for good only once this resolves. Memory: one part at a time.
 * @throws Rejected `LAKE_ROWS`; MalformedEvidence `LAKE_HASH`, `LAKE_INVALID`; Unavailable `LAKE_MISSING`, `UNAVAILABLE_LAKE`
 */
export async function checkCell(
  store: LakeStore,
  { entry }: NamedEntry,
  onRows: (batch: CheckedRows) => Promise<void> = async () => {},
): Promise<Map<string, CheckedKind>> {
  const checked = new Map<string, CheckedKind>()
  for (const { kind, rows, rowsSum } of entry.kinds) {
    if (checked.has(kind)) throw fault(entry, `names kind ${kind} twice`)
    const parts = entry.parts.filter((part) => part.kind === kind)
    const reader = new KindReader(entry, kind)
    for (const part of parts) await reader.read(await store.getPart(part.name), part, onRows)
    const found = reader.end()
    if (found.rows !== rows || found.rowsSum !== rowsSum)
      throw fault(
        entry,
        `states ${rows} rows of ${kind} with sum ${rowsSum}, its parts hold ${found.rows} with ${found.rowsSum}`,
      )
    checked.set(kind, found)
  }
  const strange = entry.parts.find(({ kind }) => !checked.has(kind))
  if (strange) throw fault(entry, `has a part of ${strange.kind}, which it does not count`)
  return checked
}

class KindReader {
  readonly #entry: Entry
  readonly #kind: string
  readonly #sum = new RowsSum()
  readonly #all = new RowsHash()
  #rows = 0
  #last: LakeRow | undefined

  constructor(entry: Entry, kind: string) {
    this.#entry = entry
    this.#kind = kind
  }

  async read(file: Uint8Array, part: Part, onRows: (batch: CheckedRows) => Promise<void>): Promise<void> {
    const { kind, columns, batches } = openPart(file)
    if (kind !== this.#kind || file.length !== part.bytes)
      throw fault(
        this.#entry,
        `part ${part.name} is ${file.length} bytes of ${kind}, not ${part.bytes} of ${part.kind}`,
      )
    const encoder = new RowEncoder(columns)
    const place = new RowPlace(columns)
    const hash = new RowsHash()
    let count = 0
    for await (const rows of batches()) {
      for (const row of rows) {
        this.#assertPlace(row, place, part)
        const rowHash = hashRow(encoder.encode(row))
        hash.add(rowHash)
        this.#all.add(rowHash)
        this.#sum.add(rowHash)
        this.#last = row
        count++
      }
      await onRows({ kind, columns, rows })
    }
    const rowsHash = hash.end()
    if (count !== part.rows || rowsHash !== part.rowsHash)
      throw fault(
        this.#entry,
        `states ${part.rows} rows with hash ${part.rowsHash} for part ${part.name}, which holds ${count} with ${rowsHash}`,
      )
    this.#rows += count
  }

  end(): CheckedKind & { readonly rowsSum: string } {
    return { rows: this.#rows, hash: this.#all.end(), rowsSum: this.#sum.hex }
  }

  #assertPlace(row: LakeRow, place: RowPlace, part: Part): void {
    const { network, chain, from, to } = this.#entry
    const [ofNetwork, ofChain, block] = place.of(row)
    if (ofNetwork !== network || ofChain !== String(chain))
      throw fault(this.#entry, `part ${part.name} holds a row of ${ofNetwork}, chain ${ofChain}`)
    if (block < from || block > to || block < part.fromBlock || block > part.toBlock)
      throw fault(this.#entry, `part ${part.name} holds a row of block ${block}`)
    if (this.#last && place.compare(this.#last, row) >= 0)
      throw fault(this.#entry, `part ${part.name} holds a row of block ${block} out of its order, or twice`)
  }
}

/** Where rows with some columns say that they belong. */
class RowPlace {
  readonly #place: readonly number[]
  readonly #order: readonly number[]

  /** @throws Rejected `LAKE_ROWS` when the columns say no place */
  constructor(columns: readonly LakeColumn[]) {
    const find = (name: string) => columns.findIndex((column) => column.name === name)
    this.#place = ['network', 'chain_id', 'block_number'].map(find)
    this.#order = listOrder(columns).map(find)
    if (this.#place.some((at) => at < 0))
      throw new Rejected('LAKE_ROWS', 'rows that say no chain or no block')
  }

  of(row: LakeRow): [network: unknown, chain: unknown, block: number] {
    const [network, chain, block] = this.#place.map((at) => row[at])
    return [network, chain, Number(block)]
  }

  compare(one: LakeRow, other: LakeRow): number {
    for (const at of this.#order) {
      const order = compareValues(one[at], other[at])
      if (order !== 0) return order
    }
    return 0
  }
}

/** Null first, bytes as bytes, digits as numbers. */
function compareValues(one: LakeRow[number] | undefined, other: LakeRow[number] | undefined): number {
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other)
  if (one === null || other === null) return Number(one !== null) - Number(other !== null)
  return Number(one) - Number(other)
}

function fault({ sequence }: Entry, message: string): Rejected {
  return new Rejected('LAKE_ROWS', `entry ${sequence} ${message}`)
}
