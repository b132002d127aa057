import { Rejected } from '../claim/errors.ts'
import { FACT_COLUMNS, type FactKind } from '../indexer/events/facts.ts'
import { copyRows } from '../indexer/store/copy.ts'
import { listFactColumns } from '../indexer/store/fact-rows.ts'
import { Partitions } from '../indexer/store/partitions.ts'
import type { PoolClient } from '../platform/database.ts'
import { transact } from '../platform/transaction.ts'
import { checkCell } from './check-cell.ts'
import { encodeRows } from './encode-rows.ts'
import type { Entry, NamedEntry } from './manifest.ts'
import type { CheckedRows } from './read-kind.ts'
import type { LakeStore } from './store.ts'

/**
 * Writes the facts of a cell in one transaction, which ends well only when the cell proved itself.
 * @throws Rejected `LAKE_ROWS`, also when the tables do not take the rows, `LAKE_FOREIGN` when they are of another version
 */
export async function writeBack(store: LakeStore, named: NamedEntry, client: PoolClient): Promise<void> {
  try {
    await transact(client, () => checkCell(store, named, (batch) => writeBatch(client, named.entry, batch)))
  } catch (error) {
    if (!isRefusedValue(error)) throw error
    throw new Rejected(
      'LAKE_ROWS',
      `entry ${named.entry.sequence} holds a row that the tables refuse: ${error.message}`,
      'unknown',
      {
        cause: error,
      },
    )
  }
}

/** Numbers that are too large for their column, and what Postgres calls a wrong value (22…) or a broken rule (23…). */
function isRefusedValue(error: unknown): error is Error {
  if (error instanceof RangeError) return true
  return error instanceof Error && 'code' in error && /^2[23]\w{3}$/.test(String(error.code))
}

async function writeBatch(
  client: PoolClient,
  entry: Entry,
  { kind, columns, rows }: CheckedRows,
): Promise<void> {
  if (!Object.hasOwn(FACT_COLUMNS, kind))
    throw new Rejected('LAKE_FOREIGN', `the lake holds ${kind}, which this version of Assay does not know`)
  const fact = kind as FactKind
  const names = columns.map(({ name }) => name)
  if (names.join() !== listFactColumns(fact).join())
    throw new Rejected(
      'LAKE_FOREIGN',
      `the lake's ${kind} has other columns than this version's: ${names.join(', ')}`,
    )
  await new Partitions().ensure(client, fact, entry.from, entry.to)
  await copyRows(client, `facts.${fact}`, names, encodeRows(columns, rows))
}
