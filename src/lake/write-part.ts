import type { LakeColumn, LakeRow } from './columns.ts'
import { RowEncoder } from './encode-row.ts'
import { PartWriter, type WrittenPart } from './part-writer.ts'
import { hashRow, type RowsSum } from './row-hashes.ts'

/** A part ends with the row that reaches one of these: docs/formats/lake.md, section 4. */
const PART_ROWS = 500_000
const PART_BYTES = 32 << 20

/** The rows of one kind, in the order of the format. */
export interface PartSource {
  readonly kind: string
  readonly columns: readonly LakeColumn[]
  readonly rows: AsyncIterable<LakeRow> | Iterable<LakeRow>
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
  const encoder = new RowEncoder(columns)
  const block = columns.findIndex(({ name }) => name === 'block_number')
  let part: PartWriter | undefined
  for await (const row of rows) {
    part ??= new PartWriter(kind, columns)
    const encoded = encoder.encode(row)
    const rowHash = hashRow(encoded)
    sum.add(rowHash)
    part.add(row, rowHash, encoded.length, block < 0 ? 0 : Number(row[block]))
    if (part.rows < limits.rows && part.bytes < limits.bytes) continue
    yield part.end()
    part = undefined
  }
  if (part) yield part.end()
}
