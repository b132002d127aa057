import type { PoolClient } from '../../platform/database.ts'
import type { Batch } from './column.ts'
import type { ExportQuery } from './query.ts'

// Values as the database writes them: a 64-bit number is none of JavaScript's.
const AS_TEXT = { getTypeParser: () => (text: string | Buffer) => text }
// Characters that one batch may hold, and that one answer of the database should: rows may be of a few bytes or of a megabyte.
const BATCH = 16_000_000
const ANSWER = 2_000_000
const MOST_ROWS = 2000

/**
 * The rows in batches, read through a cursor of the client's transaction: memory does not grow with the export. The first batch
 * comes even when there is no row: it tells the columns' types. `size` is the most rows of a batch; rows that are long make
 * shorter ones. `raw`: for Parquet, each value as the database has it.
 */
export async function* rowBatches(
  client: PoolClient,
  query: ExportQuery,
  { raw = false, size = MOST_ROWS } = {},
): AsyncGenerator<Batch> {
  const list = query.columns.map((column) => (raw ? column.raw : column.sql)).join(', ')
  await client.query({
    text: `declare export no scroll cursor for select ${list} ${query.rest}`,
    values: [...query.values],
  })
  let batch: unknown[][] = []
  let length = 0
  let step = 50
  for (let first = true; ; first = false) {
    const { rows, fields } = await client.query<unknown[]>({
      text: `fetch ${Math.min(step, size - batch.length)} from export`,
      rowMode: 'array',
      ...(raw ? { types: AS_TEXT } : {}),
    })
    const types = fields.map((field) => field.dataTypeID)
    if (!rows.length) {
      if (batch.length || first) yield { rows: batch, types }
      return
    }
    const read = rows.reduce((sum, row) => sum + lengthOf(row), 0)
    step = Math.min(MOST_ROWS, Math.max(1, Math.floor((ANSWER * rows.length) / (read + 1))))
    batch.push(...rows)
    length += read
    if (batch.length < size && length < BATCH) continue
    yield { rows: batch, types }
    batch = []
    length = 0
  }
}

function lengthOf(row: readonly unknown[]): number {
  return row.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 8), 0)
}
