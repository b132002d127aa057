import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { PoolClient } from '../../platform/database.ts'
import type { ExportColumn, ExportQuery } from './query.ts'
import { rowBatches } from './rows.ts'

// The footer, kept until the end, says something of every column of every row group: few and large ones keep it small.
const ROW_GROUP = 10_000

/**
 * The rows as Parquet, a row group a batch. Amounts and other big numbers are decimal text: no Parquet integer or
 * decimal holds 78 digits.
 */
export async function* parquetBytes(client: PoolClient, query: ExportQuery): AsyncGenerator<Buffer> {
  const bytes = new DrainedWriter()
  const schema = [
    { name: 'root', num_children: query.columns.length },
    ...query.columns.map((column) => ({
      name: column.name,
      repetition_type: 'OPTIONAL' as const,
      ...typeOf(column),
    })),
  ]
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'assay' })
  for await (const rows of rowBatches(client, query, ROW_GROUP)) {
    const columnData = query.columns.map((column, at) => ({
      name: column.name,
      data: rows.map((row) => row[at] ?? undefined),
    }))
    await writer.write({ columnData, rowGroupSize: rows.length })
    yield bytes.drain()
  }
  await writer.finish()
  yield bytes.drain()
}

function typeOf(column: ExportColumn) {
  if (column.type === 'integer') return { type: 'INT32' as const }
  if (column.type === 'boolean') return { type: 'BOOLEAN' as const }
  return { type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const }
}

/** Hands over what was written so far and keeps only the count, which places in the file refer to. */
class DrainedWriter extends ByteWriter {
  drain(): Buffer {
    const taken = Buffer.from(this.getBytes())
    this.index = 0
    return taken
  }
}
