import type { LakeColumn } from './columns.ts'
import { type HashedRows, type PartLimits, PartWriter, type WrittenPart } from './part-writer.ts'

/** What the parts of one kind are made of. */
export interface PartKind {
  readonly kind: string
  readonly columns: readonly LakeColumn[]
  readonly limits: PartLimits
}

/** Cuts the rows of one kind into parts. One part at a time is in memory. */
export class PartCutter {
  readonly #of: PartKind
  #part: PartWriter | undefined

  constructor(of: PartKind) {
    this.#of = of
  }

  /** Adds rows, and returns the parts that ended with them. */
  add(rows: HashedRows): WrittenPart[] {
    const { kind, columns, limits } = this.#of
    const full: WrittenPart[] = []
    for (let row = 0; row < rows.ends.length; ) {
      this.#part ??= new PartWriter(kind, columns)
      row += this.#part.add(rows, row, limits)
      if (this.#part.rows >= limits.rows || this.#part.bytes >= limits.bytes) full.push(...this.end())
    }
    return full
  }

  /** The part that is left, if any. */
  end(): WrittenPart[] {
    const last = this.#part
    this.#part = undefined
    return last ? [last.end()] : []
  }
}
