import { Misconfigured, Rejected } from '../claim/errors.ts'
import type { FactKind } from '../indexer/events/facts.ts'
import type { Place } from '../indexer/place.ts'
import { readDigest } from '../indexer/store/digest.ts'
import { findStatus, type Status } from '../indexer/store/status.ts'
import type { Pool, PoolClient } from '../platform/database.ts'
import { transact } from '../platform/transaction.ts'
import { RowsSum } from './canonical.ts'
import { DECODER, FACT_KINDS, listColumns } from './columns.ts'
import {
  type Entry,
  FORMAT,
  findNextCell,
  GRID,
  type NamedEntry,
  nameManifest,
  type Part,
} from './manifest.ts'
import { type Manifest, readManifest, recordSeen } from './memory.ts'
import { type FactRange, readFacts } from './read-facts.ts'
import type { LakeStore } from './store.ts'
import { writeParts } from './write-part.ts'

export interface ExportOptions {
  readonly pool: Pool
  readonly place: Place
  readonly store: LakeStore
  /** Widths of a lake that is begun; one that exists keeps its own. */
  readonly grid?: readonly number[]
  /** Write again from the first cell that this index has otherwise, or from this block's cell on. */
  readonly again?: boolean | number
  readonly onCell?: (entry: NamedEntry) => void
}

/** What an export came to. */
export interface Exported {
  readonly cells: number
  readonly rows: number
  /** The last block that the lake holds; −1: none. */
  readonly covered: number
  /** The newest final block of the index. */
  readonly final: number
}

/**
 * Writes every cell whose blocks are final and that the lake does not hold yet. A kill at any moment leaves a lake that is whole:
 * the next run goes on from it.
 * @throws Misconfigured `NOTHING_INDEXED`, `LAKE_BUSY`; Rejected `LAKE_FOREIGN` when the lake's blocks are not those of this index; as {@link readManifest}
 */
export async function exportFacts(options: ExportOptions, signal: AbortSignal): Promise<Exported> {
  const lock = await options.pool.connect()
  // A lock ends with its connection; where that goes on, it is given back first.
  let broken = true
  try {
    const { rows } = await lock.query<{ held: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
      [`assay-lake:${nameManifest(options.place)}`],
    )
    if (rows[0]?.held !== true)
      throw new Misconfigured('LAKE_BUSY', 'another export of this chain runs on the same database')
    try {
      return await exportLocked(options, signal)
    } finally {
      // Where that fails the connection is gone, and the lock with it.
      broken = await lock.query('select pg_advisory_unlock_all()').then(
        () => false,
        () => true,
      )
    }
  } finally {
    lock.release(broken)
  }
}

async function exportLocked(options: ExportOptions, signal: AbortSignal): Promise<Exported> {
  const { pool, place, store } = options
  const status = await findStatus(pool, place)
  if (status === undefined)
    throw new Misconfigured('NOTHING_INDEXED', `nothing of ${place.network} chain ${place.chain} is indexed`)
  const manifest = await readManifest(store, place, pool)
  let last = manifest.entries.at(-1)
  if (last) {
    assertSameChain(last.entry, status)
    await remember(options, last, manifest)
  }
  const live = await findStanding(options, manifest, status)
  const grid = last?.entry.grid ?? options.grid ?? GRID
  const final = Math.min(status.finalizedHeight, status.height)
  const done = { cells: 0, rows: 0 }
  for (;;) {
    signal.throwIfAborted()
    const cell = findNextCell(
      grid,
      live.map(({ entry }) => entry),
      final,
    )
    if (cell === undefined) break
    const entry = await writeCell(options, { ...place, ...cell }, { status, last, grid: [...grid] }, signal)
    last = { name: await store.putEntry(entry), entry }
    await remember(options, last, { head: -1, seen: -1 })
    const replaced = live.findIndex((each) => each.entry.from === entry.from)
    if (replaced >= 0) live.length = replaced
    live.push(last)
    done.cells++
    done.rows += entry.kinds.reduce((sum, { rows }) => sum + rows, 0)
    options.onCell?.(last)
  }
  return { ...done, covered: live.at(-1)?.entry.to ?? -1, final }
}

/** First the database, then the head: a head that is believed leads to what the database remembers. */
async function remember(
  { pool, place, store }: ExportOptions,
  last: NamedEntry,
  { head, seen }: Pick<Manifest, 'head' | 'seen'>,
): Promise<void> {
  const { sequence } = last.entry
  if (seen < sequence) await recordSeen(pool, place, last)
  if (head < sequence) await store.putHead(nameManifest(place), { entry: last.name, sequence })
}

/**
 * The live cells that are those of this index. A lake that was written further than this index reaches is taken as it is.
 * @throws Rejected `LAKE_FOREIGN` at a cell that ends with another digest here, unless it is to be written again
 */
async function findStanding(
  { pool, place, again }: ExportOptions,
  { live }: Manifest,
  status: Status,
): Promise<NamedEntry[]> {
  const standing: NamedEntry[] = []
  for (const named of live) {
    const { from, to, digestAfter } = named.entry
    if (typeof again === 'number' && to >= again) break
    const digest = to > status.height ? digestAfter : await readDigest(pool, place, to, status.sourceSetHash)
    if (digest !== digestAfter) {
      if (again) break
      throw new Rejected(
        'LAKE_FOREIGN',
        `the cell of blocks ${from} to ${to} ends with digest ${digestAfter}, this index has ${digest}: the chain was indexed again, ` +
          'or the lake is of another history. assay lake export --again writes it again from there',
      )
    }
    standing.push(named)
  }
  return standing
}

/** @throws Rejected `LAKE_FOREIGN` */
function assertSameChain({ genesis, sourceSet }: Entry, status: Status): void {
  if (genesis !== status.genesisHash || sourceSet !== status.sourceSetHash)
    throw new Rejected(
      'LAKE_FOREIGN',
      `the lake is of genesis ${genesis} and source set ${sourceSet}, this index of ${status.genesisHash} and ${status.sourceSetHash}: ` +
        'begin another lake',
    )
}

interface Before {
  readonly status: Status
  readonly last: NamedEntry | undefined
  readonly grid: number[]
}

/** The parts of a cell are in the store once this resolves; the entry names them. All of it is of one snapshot of the database. */
async function writeCell(
  { pool, place, store }: ExportOptions,
  cell: FactRange,
  { status, last, grid }: Before,
  signal: AbortSignal,
): Promise<Entry> {
  const client = await pool.connect()
  let broken = true
  try {
    const entry = await transact(client, async () => {
      await client.query('set transaction isolation level repeatable read, read only')
      const now = await findStatus(client, place)
      if (now === undefined || now.sourceSetHash !== status.sourceSetHash || now.finalizedHeight < cell.to)
        throw new Rejected('LAKE_FOREIGN', `the index was begun again while block ${cell.to} was exported`)
      const kinds: Entry['kinds'] = []
      const parts: Part[] = []
      for (const kind of FACT_KINDS) {
        signal.throwIfAborted()
        const written = await writeKind({ client, store, kind, cell }, signal)
        if (written.rows) kinds.push({ kind, rows: written.rows, rowsSum: written.rowsSum })
        parts.push(...written.parts)
      }
      return {
        format: FORMAT,
        manifest: 'facts',
        network: place.network,
        chain: place.chain,
        genesis: now.genesisHash,
        sourceSet: now.sourceSetHash,
        sequence: (last?.entry.sequence ?? -1) + 1,
        previous: last?.name ?? null,
        grid,
        from: cell.from,
        to: cell.to,
        digestBefore: await readDigest(client, place, cell.from - 1, now.sourceSetHash),
        digestAfter: await readDigest(client, place, cell.to, now.sourceSetHash),
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
    readonly kind: FactKind
    readonly cell: FactRange
  },
  signal: AbortSignal,
): Promise<{ readonly parts: Part[]; readonly rows: number; readonly rowsSum: string }> {
  const { client, store, kind, cell } = means
  const sum = new RowsSum()
  const parts: Part[] = []
  const rows = readFacts(client, kind, cell)
  for await (const part of writeParts({ kind, columns: listColumns(kind), rows }, sum)) {
    signal.throwIfAborted()
    const { file, ...said } = part
    await store.putPart(part.name, file)
    parts.push({ kind, bytes: file.length, ...said })
  }
  return { parts, rows: parts.reduce((total, each) => total + each.rows, 0), rowsSum: sum.hex }
}
