import { Rejected } from '../claim/errors.ts'
import type { LakeColumn, LakeRow } from './columns.ts'
import { RowEncoder } from './encode-row.ts'
import type { AnyEntry, Part } from './manifest.ts'
import { openPart } from './read-part.ts'
import { HASH_BYTES, RowsHash, RowsSum, writeRowHash } from './row-hashes.ts'

/** A batch of checked rows of one kind, for whoever wants them. */
export interface CheckedRows {
  readonly kind: string
  readonly columns: readonly LakeColumn[]
  readonly rows: readonly LakeRow[]
}

/**
 * Where rows of a part with these columns must stand: says what is wrong with a row, which follows `last` in its kind.
 */
export type RowRule = (
  columns: readonly LakeColumn[],
  part: Part,
) => (row: LakeRow, last: LakeRow | undefined) => string | undefined

/** What the rows of a kind in a cell come to; `hash` is of all of them in their order. */
export interface CheckedKind {
  readonly rows: number
  readonly hash: string
}

/** Reads the parts of one kind of a cell, one after another. */
export class KindReader {
  readonly #entry: AnyEntry
  readonly #kind: string
  readonly #rule: RowRule
  readonly #sum = new RowsSum()
  readonly #all = new RowsHash()
  #rows = 0
  #last: LakeRow | undefined

  constructor(entry: AnyEntry, kind: string, rule: RowRule) {
    this.#entry = entry
    this.#kind = kind
    this.#rule = rule
  }

  async read(file: Uint8Array, part: Part, onRows: (batch: CheckedRows) => Promise<void>): Promise<void> {
    const { kind, columns, batches } = openPart(file)
    if (kind !== this.#kind || file.length !== part.bytes)
      throw rowsFault(
        this.#entry,
        `part ${part.name} is ${file.length} bytes of ${kind}, not ${part.bytes} of ${part.kind}`,
      )
    const encoder = new RowEncoder(columns)
    const findFault = this.#rule(columns, part)
    const hash = new RowsHash()
    let count = 0
    for await (const rows of batches()) {
      const hashes = Buffer.allocUnsafe(HASH_BYTES * rows.length)
      for (const [at, row] of rows.entries()) {
        const fault = findFault(row, this.#last)
        if (fault) throw rowsFault(this.#entry, `part ${part.name} holds ${fault}`)
        writeRowHash(encoder.encode(row), hashes, HASH_BYTES * at)
        this.#last = row
      }
      hash.add(hashes)
      this.#all.add(hashes)
      this.#sum.add(hashes)
      count += rows.length
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
}

/** Rows that are not those that an entry states. */
export function rowsFault({ sequence }: AnyEntry, message: string): Rejected {
  return new Rejected('LAKE_ROWS', `entry ${sequence} ${message}`)
}
