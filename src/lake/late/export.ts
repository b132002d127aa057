import { Rejected } from '../../claim/errors.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'
import { inTransaction, transact } from '../../platform/transaction.ts'
import { FORMAT, type Named, type Part } from '../manifest.ts'
import { recordSeen } from '../memory.ts'
import { RowsSum } from '../row-hashes.ts'
import type { LakeStore } from '../store.ts'
import { underLock } from '../under-lock.ts'
import { type PartWriters, withWriters } from '../write-part.ts'
import { findLastVerdict, noteChanges, readChanges, rememberChanges } from './changes.ts'
import { LATE_KINDS, listLateColumns } from './columns.ts'
import { type LateEntry, nameLate } from './entry.ts'
import { readLate } from './read.ts'

/** Leaves, and verdicts, after which an entry ends. */
const MOST = 200_000

export interface LateOptions {
  readonly pool: Pool
  readonly network: string
  readonly store: LakeStore
  /** Another number of them: for tests. */
  readonly most?: number
}

/** What an export of late data came to. */
export interface LateExported {
  readonly entries: number
  readonly rows: number
}

/**
 * Writes the leaves and the verdicts of a network that the lake does not hold yet, and tombstones for leaves that are gone. A kill
 * at any moment leaves a lake that is whole.
 * @throws Misconfigured `LAKE_BUSY`; Rejected `LAKE_FOREIGN` when another database wrote to it; as {@link readLate}
 */
export function exportLate(options: LateOptions, signal: AbortSignal): Promise<LateExported> {
  const { pool, network, store } = options
  return underLock(pool, nameLate(network), () =>
    withWriters(async (writers) => {
      const { entries, head, seen } = await readLate(store, network, pool)
      let last = entries.at(-1)
      const newest = last?.entry.sequence ?? -1
      if (seen < newest)
        throw new Rejected(
          'LAKE_FOREIGN',
          `the lake holds late data of ${network} that this database does not know of: begin another lake`,
        )
      if (last && head < newest) await putHead(options, last)
      const done = { entries: 0, rows: 0 }
      for (;;) {
        signal.throwIfAborted()
        const next = await writeEntry({ ...options, writers }, last)
        if (next === undefined) return done
        await putHead(options, next)
        last = next
        done.entries++
        done.rows += next.entry.kinds.reduce((sum, { rows }) => sum + rows, 0)
      }
    }),
  )
}

function putHead({ store, network }: LateOptions, { name, entry }: Named<LateEntry>): Promise<void> {
  return store.putHead(nameLate(network), { entry: name, sequence: entry.sequence })
}

/** Parts and entry are in the store when the database remembers them, in one transaction with what they hold. Undefined: nothing to write. */
async function writeEntry(
  { pool, network, store, writers, most = MOST }: LateOptions & { readonly writers: PartWriters },
  last: Named<LateEntry> | undefined,
): Promise<Named<LateEntry> | undefined> {
  const after = last?.entry.verdicts ?? 0
  const to = await inTransaction(pool, (client) => findLastVerdict(client, network, after, most))
  const client = await pool.connect()
  let broken = true
  try {
    const named = await transact(client, async () => {
      await client.query('set transaction isolation level repeatable read')
      await noteChanges(client, { network, after, to, most })
      const sequence = (last?.entry.sequence ?? -1) + 1
      const written = await writeKinds({ client, store, writers }, sequence)
      if (written.parts.length === 0) return undefined
      const previous = last?.name ?? null
      const entry: LateEntry = {
        format: FORMAT,
        manifest: 'late',
        network,
        sequence,
        previous,
        verdicts: to,
        ...written,
      }
      const made = { name: await store.putEntry(entry), entry }
      await rememberChanges(client)
      await recordSeen(client, { network, chain: 0, manifest: 'late' }, made, to)
      return made
    })
    broken = false
    return named
  } finally {
    client.release(broken)
  }
}

async function writeKinds(
  means: { readonly client: PoolClient; readonly store: LakeStore; readonly writers: PartWriters },
  version: number,
): Promise<Pick<LateEntry, 'kinds' | 'parts'>> {
  const { client, store, writers } = means
  const kinds: LateEntry['kinds'] = []
  const parts: Part[] = []
  for (const kind of LATE_KINDS) {
    const sum = new RowsSum()
    const rows = readChanges(client, kind, version)
    let count = 0
    for await (const { file, ...said } of writers.write(
      { kind, columns: listLateColumns(kind), rows },
      sum,
    )) {
      await store.putPart(said.name, file)
      parts.push({ kind, bytes: file.length, ...said })
      count += said.rows
    }
    if (count) kinds.push({ kind, rows: count, rowsSum: sum.hex })
  }
  return { kinds, parts }
}
