import { Rejected } from '../claim/errors.ts'
import type { FactKind } from '../indexer/events/facts.ts'
import { readDigest } from '../indexer/store/digest.ts'
import { findStatus, type Status } from '../indexer/store/status.ts'
import type { Pool, PoolClient } from '../platform/database.ts'
import { transact } from '../platform/transaction.ts'
import { DECODER, FACT_KINDS, listColumns } from './columns.ts'
import { type Entry, FORMAT, type NamedEntry, type Part } from './manifest.ts'
import { type FactRange, readFacts } from './read-facts.ts'
import { RowsSum } from './row-hashes.ts'
import type { LakeStore } from './store.ts'
import type { PartWriters } from './write-part.ts'

/** Where a cell is read from, what writes its parts, and where they go. */
export interface CellMeans {
  readonly pool: Pool
  readonly store: LakeStore
  readonly writers: PartWriters
}

/** What a cell follows. */
export interface Before {
  readonly status: Status
  readonly last: NamedEntry | undefined
  readonly grid: number[]
}

/**
 * The parts of a cell are in the store once this resolves; the entry names them. All of it is of one snapshot of the database.
 * @throws Rejected `LAKE_FOREIGN` when the index was begun again meanwhile
 */
export async function writeCell(
  { pool, store, writers }: CellMeans,
  cell: FactRange,
  { status, last, grid }: Before,
  signal: AbortSignal,
): Promise<Entry> {
  const client = await pool.connect()
  let broken = true
  try {
    const entry = await transact(client, async () => {
      await client.query('set transaction isolation level repeatable read, read only')
      const now = await findStatus(client, cell)
      if (now === undefined || now.sourceSetHash !== status.sourceSetHash || now.finalizedHeight < cell.to)
        throw new Rejected('LAKE_FOREIGN', `the index was begun again while block ${cell.to} was exported`)
      const kinds: Entry['kinds'] = []
      const parts: Part[] = []
      for (const kind of FACT_KINDS) {
        signal.throwIfAborted()
        const written = await writeKind({ client, store, writers, kind, cell }, signal)
        if (written.rows) kinds.push({ kind, rows: written.rows, rowsSum: written.rowsSum })
        parts.push(...written.parts)
      }
      return {
        format: FORMAT,
        manifest: 'facts',
        network: cell.network,
        chain: cell.chain,
        genesis: now.genesisHash,
        sourceSet: now.sourceSetHash,
        sequence: (last?.entry.sequence ?? -1) + 1,
        previous: last?.name ?? null,
        grid,
        from: cell.from,
        to: cell.to,
        digestBefore: await readDigest(client, cell, cell.from - 1, now.sourceSetHash),
        digestAfter: await readDigest(client, cell, cell.to, now.sourceSetHash),
        decoder: DECODER,
        kinds,
        parts,
      } satisfies Entry
    })
    broken = false
    return entry
  } finally {
    client.release(broken)
  }
}

async function writeKind(
  means: {
    readonly client: PoolClient
    readonly store: LakeStore
    readonly writers: PartWriters
    readonly kind: FactKind
    readonly cell: FactRange
  },
  signal: AbortSignal,
): Promise<{ readonly parts: Part[]; readonly rows: number; readonly rowsSum: string }> {
  const { client, store, writers, kind, cell } = means
  const sum = new RowsSum()
  const parts: Part[] = []
  const rows = readFacts(client, kind, cell)
  for await (const part of writers.write({ kind, columns: listColumns(kind), rows }, sum)) {
    signal.throwIfAborted()
    const { file, ...said } = part
    await store.putPart(part.name, file)
    parts.push({ kind, bytes: file.length, ...said })
  }
  return { parts, rows: parts.reduce((total, each) => total + each.rows, 0), rowsSum: sum.hex }
}
