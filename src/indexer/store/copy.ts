import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { PoolClient } from '../../platform/database.ts'
import type { BinaryRows } from './rows.ts'

/** Appends rows to a table within the client's transaction. `columns` in the order in which they were written. */
export async function copyRows(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  rows: BinaryRows,
): Promise<void> {
  const sink = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin (format binary)`))
  await pipeline(Readable.from(rows.chunks()), sink)
}
