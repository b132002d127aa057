import { Rejected } from '../claim/errors.ts'
import type { LakeColumn, LakeRow } from './columns.ts'
import { RowEncoder } from './encode-row.ts'
import type { Entry, Part } from './manifest.ts'
import { openPart } from './read-part.ts'
import { hashRow, RowsHash, RowsSum } from './row-hashes.ts'
import { RowPlace } from './row-place.ts'

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

/** Reads the parts of one kind of a cell, one after another. */
export class KindReader {
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
      throw rowsFault(
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
      throw rowsFault(
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
      throw rowsFault(this.#entry, `part ${part.name} holds a row of ${ofNetwork}, chain ${ofChain}`)
    if (block < from || block > to || block < part.fromBlock || block > part.toBlock)
      throw rowsFault(this.#entry, `part ${part.name} holds a row of block ${block}`)
    if (this.#last && place.compare(this.#last, row) >= 0)
      throw rowsFault(
        this.#entry,
        `part ${part.name} holds a row of block ${block} out of its order, or twice`,
      )
  }
}

/** Rows that are not those that an entry states. */
export function rowsFault({ sequence }: Entry, message: string): Rejected {
  return new Rejected('LAKE_ROWS', `entry ${sequence} ${message}`)
}
