import { Rejected } from '../claim/errors.ts'
import type { Place } from '../indexer/place.ts'
import type { ClickHouse } from '../platform/clickhouse.ts'
import type { Pool } from '../platform/database.ts'
import { checkCell } from './check-cell.ts'
import { checkLoad } from './clickhouse/check-load.ts'
import { listLoads } from './clickhouse/pointer.ts'
import { nameLoad } from './clickhouse/schema.ts'
import { compareDigest, compareRows } from './compare.ts'
import type { NamedEntry } from './manifest.ts'
import { readManifest } from './memory.ts'
import type { LakeStore } from './store.ts'

export interface VerifyOptions {
  readonly store: LakeStore
  readonly place: Place
  /** An index of one's own to compare with. */
  readonly pool?: Pool
  /** Compare every row with that index as well. */
  readonly rows?: boolean
  /** A ClickHouse that the index has been loaded into: what is there is compared as well. */
  readonly server?: ClickHouse
  /** Entries that were seen before: the manifest must hold them. */
  readonly seen?: readonly string[]
  readonly onCell?: (entry: NamedEntry) => void
}

/** What was found to hold. */
export interface Verified {
  readonly entries: number
  readonly cells: number
  readonly parts: number
  readonly rows: number
  readonly bytes: number
  /** The last block of the lake; −1: it is empty. */
  readonly covered: number
  /** The newest entry, to be given as `seen` later; null: none. */
  readonly entry: string | null
  /** Cells whose digest is that of the index, and whose rows are; null where no index was asked, or not for rows. */
  readonly comparedDigests: number | null
  readonly comparedRows: number | null
  /** Cells whose rows in ClickHouse are those of the lake; null where none was asked. Cells that were never loaded are not in it. */
  readonly comparedLoads: number | null
}

/**
 * Reads the whole lake of a chain and checks what it proves by itself (docs/formats/lake.md, section 5), and against an index where
 * one is given.
 * @throws Rejected `LAKE_ROLLED_BACK`, `LAKE_FOREIGN`, `LAKE_CHAIN`, `LAKE_ROWS`, `CLICKHOUSE_ROWS`; MalformedEvidence `LAKE_HASH`, `LAKE_INVALID`;
 * Unavailable `LAKE_MISSING`, `UNAVAILABLE_LAKE`, `UNAVAILABLE_CLICKHOUSE`, `CLICKHOUSE_FAULT`
 */
export async function verifyLake(options: VerifyOptions, signal: AbortSignal): Promise<Verified> {
  const { store, place, pool, server, seen = [], onCell } = options
  const manifest = await readManifest(store, place, pool)
  if (manifest.head < manifest.seen)
    throw new Rejected(
      'LAKE_ROLLED_BACK',
      `the head is at sequence ${manifest.head}, this database saw ${manifest.seen}: it was put back, or an export was interrupted, ` +
        'which the next assay lake export puts right',
    )
  const lost = seen.find((name) => !manifest.entries.some((each) => each.name === name))
  if (lost !== undefined)
    throw new Rejected('LAKE_ROLLED_BACK', `entry ${lost} was seen before, and the head does not lead to it`)
  const found = { parts: 0, rows: 0, bytes: 0, digests: 0, compared: 0, loads: 0 }
  const loads = pool && server ? await listLoads(pool, place) : undefined
  for (const named of manifest.live) {
    signal.throwIfAborted()
    const kinds = await checkCell(store, named)
    if (pool && (await compareDigest(pool, place, named.entry))) {
      found.digests++
      if (options.rows) {
        await compareRows(pool, named.entry, kinds)
        found.compared++
      }
    }
    if (server && loads?.get(nameLoad(named.name))) {
      await checkLoad(server, named, signal)
      found.loads++
    }
    const { parts } = named.entry
    found.parts += parts.length
    found.rows += parts.reduce((sum, { rows }) => sum + rows, 0)
    found.bytes += parts.reduce((sum, { bytes }) => sum + bytes, 0)
    onCell?.(named)
  }
  return {
    entries: manifest.entries.length,
    cells: manifest.live.length,
    parts: found.parts,
    rows: found.rows,
    bytes: found.bytes,
    covered: manifest.live.at(-1)?.entry.to ?? -1,
    entry: manifest.entries.at(-1)?.name ?? null,
    comparedDigests: pool ? found.digests : null,
    comparedRows: pool && options.rows ? found.compared : null,
    comparedLoads: loads ? found.loads : null,
  }
}
