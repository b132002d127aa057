import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { Batch, Column } from './column.ts'
import { type Leaf, leavesOf } from './parquet-columns.ts'

/**
 * Rows of one group. The footer, kept until the end, says something of every column of every group: few and large ones keep it
 * small.
 */
export const ROW_GROUP = 10_000

/** The rows as Parquet, a row group a batch, with the types of {@link leavesOf}. There is one batch at least. */
export async function* parquetBytes(
  columns: readonly Column[],
  batches: AsyncIterable<Batch> | Iterable<Batch>,
): AsyncGenerator<Buffer> {
  const bytes = new DrainedWriter()
  let open: { readonly writer: ParquetWriter; readonly leaves: readonly Leaf[] } | undefined
  for await (const { rows, types } of batches) {
    open ??= openFile(
      bytes,
      columns.flatMap((column, at) => leavesOf(column, at, types?.[at])),
    )
    if (!rows.length) continue
    const columnData = open.leaves.map(({ name, at, toCell }) => ({
      name,
      data: rows.map((row) => {
        const value = row[at]
        return value === null || value === undefined ? undefined : toCell(value)
      }),
    }))
    await open.writer.write({ columnData, rowGroupSize: rows.length })
    yield bytes.drain()
  }
  await open?.writer.finish()
  yield bytes.drain()
}

function openFile(writer: ByteWriter, leaves: readonly Leaf[]) {
  const schema = [
    { name: 'root', num_children: leaves.length },
    ...leaves.flatMap((leaf) => leaf.elements.map((element) => ({ ...element }))),
  ]
  return { leaves, writer: new ParquetWriter({ writer, schema, createdBy: 'assay' }) }
}

/** Hands over what was written so far and keeps only the count, which places in the file refer to. */
class DrainedWriter extends ByteWriter {
  drain(): Buffer {
    const taken = Buffer.from(this.getBytes())
    this.index = 0
    return taken
  }
}
