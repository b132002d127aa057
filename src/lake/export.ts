import { Misconfigured } from '../claim/errors.ts'
import { findStatus } from '../indexer/store/status.ts'
import { findNextCell, GRID } from './cells.ts'
import { type NamedEntry, nameManifest } from './manifest.ts'
import { type Manifest, readManifest, recordSeen } from './memory.ts'
import { assertSameChain, findStanding, type StandingOptions } from './standing.ts'
import type { LakeStore } from './store.ts'
import { underLock } from './under-lock.ts'
import { writeCell } from './write-cell.ts'
import { type PartWriters, withWriters } from './write-part.ts'

export interface ExportOptions extends StandingOptions {
  readonly store: LakeStore
  /** Widths of a lake that is begun; one that exists keeps its own. */
  readonly grid?: readonly number[]
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
  return underLock(options.pool, nameManifest(options.place), () =>
    withWriters((writers) => exportLocked({ ...options, writers }, signal)),
  )
}

async function exportLocked(
  options: ExportOptions & { readonly writers: PartWriters },
  signal: AbortSignal,
): Promise<Exported> {
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
  const live = await findStanding(options, manifest.live, status)
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
  if (seen < sequence) await recordSeen(pool, { ...place, manifest: 'facts' }, last, last.entry.to)
  if (head < sequence) await store.putHead(nameManifest(place), { entry: last.name, sequence })
}
