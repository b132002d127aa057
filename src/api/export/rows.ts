import type { PoolClient } from '../../platform/database.ts'
import type { ExportQuery } from './query.ts'

/** The rows in batches, read through a cursor of the client's transaction: memory does not grow with the export. */
export async function* rowBatches(
  client: PoolClient,
  query: ExportQuery,
  batch = 2000,
): AsyncGenerator<unknown[][]> {
  const list = query.columns.map((column) => column.sql).join(', ')
  await client.query({
    text: `declare export no scroll cursor for select ${list} ${query.rest}`,
    values: [...query.values],
  })
  for (;;) {
    const { rows } = await client.query({ text: `fetch ${batch} from export`, rowMode: 'array' })
    if (!rows.length) return
    yield rows
  }
}
