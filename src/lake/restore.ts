import { Misconfigured } from '../claim/errors.ts'
import { buildIndexes } from '../indexer/store/partitions.ts'
import { findStatus } from '../indexer/store/status.ts'
import { acquireWriter, type Holder } from '../indexer/store/writer.ts'
import { checkCell } from './check-cell.ts'
import { compareDigest, compareRows } from './compare.ts'
import { decodeBehind, type KeptRaw } from './decode-behind.ts'
import { hasFacts } from './has-facts.ts'
import type { Entry } from './manifest.ts'
import { readManifest } from './memory.ts'
import type { LakeStore } from './store.ts'
import { writeBack } from './write-back.ts'

/** What is behind the lake's last cell is decoded from raw data. */
export interface RestoreOptions extends KeptRaw {
  readonly store: LakeStore
  readonly onCell?: (entry: Entry) => void
  /** Is told, once, which writer of the chain is waited for. */
  readonly onWait?: (holder: Holder) => void
}

/** What a restore came to. */
export interface Restored {
  /** Facts that were put back from the lake, and of cells that were there already. */
  readonly fromLake: number
  readonly thereAlready: number
  /** Facts that were decoded from the raw data behind the lake's last cell. */
  readonly fromSegments: number
  readonly covered: number
  readonly height: number
  /** The state digest of the index, which every cell led to. */
  readonly digest: string
}

/**
 * Puts facts back into an index that was restored from a backup without them: those of final cells from the lake, each cell in one
 * transaction once it proved itself, and those behind from the raw data that was kept. Derived rows are of the backup. May be
 * repeated after a kill. The indexer must not run.
 * @throws Misconfigured `NOTHING_INDEXED`, `NOT_EMPTY`; Rejected `LAKE_FOREIGN`, `LAKE_ROWS`, `LAKE_CHAIN`, `LAKE_ROLLED_BACK`;
 * MalformedEvidence `LAKE_HASH`, `LAKE_INVALID`; Unavailable `LAKE_MISSING`, `UNAVAILABLE_LAKE`, `UNAVAILABLE_SEGMENT`
 */
export async function restoreFacts(options: RestoreOptions, signal: AbortSignal): Promise<Restored> {
  const { pool, place, store, onWait } = options
  const writer = await acquireWriter(pool, place.network, place.chain, signal, onWait)
  try {
    const status = await findStatus(writer.client, place)
    if (status === undefined)
      throw new Misconfigured(
        'NOTHING_INDEXED',
        `nothing of ${place.network} chain ${place.chain} is indexed`,
      )
    const { live } = await readManifest(store, place, pool)
    const done = { fromLake: 0, thereAlready: 0, covered: -1 }
    for (const named of live) {
      signal.throwIfAborted()
      const { entry } = named
      // What the backup does not reach is the indexer's to read again.
      if (!(await compareDigest(pool, place, entry))) break
      const rows = entry.kinds.reduce((sum, each) => sum + each.rows, 0)
      if (await hasFacts(writer.client, place, entry.from, entry.to)) {
        await compareRows(pool, entry, await checkCell(store, named))
        done.thereAlready += rows
      } else {
        await writeBack(store, named, writer.client)
        done.fromLake += rows
      }
      done.covered = entry.to
      options.onCell?.(entry)
    }
    const fromSegments = await decodeBehind(options, writer.client, {
      from: done.covered + 1,
      to: status.height,
    })
    await buildIndexes(pool, signal)
    return { ...done, fromSegments, height: status.height, digest: status.digest }
  } finally {
    writer.release()
  }
}
