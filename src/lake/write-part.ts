import type { LakeColumn } from './columns.ts'
import type { EncodedRows } from './encoded-rows.ts'
import { PartWriter, type WrittenPart } from './part-writer.ts'
import { hashRows, type RowsSum } from './row-hashes.ts'

/** A part ends with the row that reaches one of these: docs/formats/lake.md, section 4. */
const PART_ROWS = 500_000
const PART_BYTES = 32 << 20

/** The rows of one kind, in the order of the format. */
export interface PartSource {
  readonly kind: string
  readonly columns: readonly LakeColumn[]
  readonly rows: AsyncIterable<EncodedRows> | Iterable<EncodedRows>
}

/**
 * Cuts rows into parts. `sum` counts every row's hash. One part at a time is in memory. `limits` are those of the format, unless
 * a test says otherwise.
 */
export async function* writeParts(
  { kind, columns, rows }: PartSource,
  sum: RowsSum,
  limits: { readonly rows: number; readonly bytes: number } = { rows: PART_ROWS, bytes: PART_BYTES },
): AsyncGenerator<WrittenPart> {
  let part: PartWriter | undefined
  for await (const encoded of rows) {
    const hashes = hashRows(encoded)
    sum.add(hashes)
    for (let row = 0; row < encoded.ends.length; ) {
      part ??= new PartWriter(kind, columns)
      row += part.add({ ...encoded, hashes }, row, limits)
      if (part.rows < limits.rows && part.bytes < limits.bytes) continue
      yield part.end()
      part = undefined
    }
  }
  if (part) yield part.end()
}
