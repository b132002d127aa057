import type { PoolClient } from '../../platform/database.ts'
import type { ExportQuery } from './query.ts'
import { rowBatches } from './rows.ts'

/** The rows as JSON objects, one a line. */
export async function* jsonLines(client: PoolClient, query: ExportQuery): AsyncGenerator<Buffer> {
  const names = query.columns.map((column) => column.name)
  for await (const rows of rowBatches(client, query)) {
    const lines = rows.map((row) =>
      JSON.stringify(Object.fromEntries(names.map((name, at) => [name, row[at]]))),
    )
    yield Buffer.from(`${lines.join('\n')}\n`)
  }
}
