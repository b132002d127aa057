import { Rejected } from '../claim/errors.ts'
import type { FactKind } from '../indexer/events/facts.ts'
import type { Place } from '../indexer/place.ts'
import { readDigest } from '../indexer/store/digest.ts'
import { findStatus } from '../indexer/store/status.ts'
import type { Pool } from '../platform/database.ts'
import { hashRow, RowEncoder, RowsHash } from './canonical.ts'
import { type CheckedKind, checkCell } from './check-cell.ts'
import { FACT_KINDS, listColumns } from './columns.ts'
import type { Entry, NamedEntry } from './manifest.ts'
import { readManifest } from './memory.ts'
import { readFacts } from './read-facts.ts'
import type { LakeStore } from './store.ts'

export interface VerifyOptions {
  readonly store: LakeStore
  readonly place: Place
  /** An index of one's own to compare with. */
  readonly pool?: Pool
  /** Compare every row with that index as well. */
  readonly rows?: boolean
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
}

/**
 * Reads the whole lake of a chain and checks what it proves by itself (docs/formats/lake.md, section 5), and against an index where
 * one is given.
 * @throws Rejected `LAKE_ROLLED_BACK`, `LAKE_FOREIGN`, `LAKE_CHAIN`, `LAKE_ROWS`; MalformedEvidence `LAKE_HASH`, `LAKE_INVALID`;
 * Unavailable `LAKE_MISSING`, `UNAVAILABLE_LAKE`
 */
export async function verifyLake(options: VerifyOptions, signal: AbortSignal): Promise<Verified> {
  const { store, place, pool, seen = [], onCell } = options
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
  const found = { parts: 0, rows: 0, bytes: 0, digests: 0, compared: 0 }
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
  }
}

/**
 * Whether the index reaches the cell's end; when it does, it has the same digests there.
 * @throws Rejected `LAKE_FOREIGN`
 */
export async function compareDigest(pool: Pool, place: Place, entry: Entry): Promise<boolean> {
  const status = await findStatus(pool, place)
  if (status === undefined || status.height < entry.to) return false
  const digest = await readDigest(pool, place, entry.to, status.sourceSetHash)
  if (digest === entry.digestAfter && status.genesisHash === entry.genesis) return true
  throw new Rejected(
    'LAKE_FOREIGN',
    `up to block ${entry.to} the lake has digest ${entry.digestAfter}, this index ${digest}`,
  )
}

/**
 * Compares the rows of a cell, as they were checked, with those of the index.
 * @throws Rejected `LAKE_ROWS`
 */
export async function compareRows(
  pool: Pool,
  entry: Entry,
  kinds: ReadonlyMap<string, CheckedKind>,
): Promise<void> {
  const client = await pool.connect()
  let broken = true
  try {
    for (const kind of new Set([...FACT_KINDS, ...kinds.keys()])) {
      const here = await hashFacts(client, kind as FactKind, entry)
      const there = kinds.get(kind) ?? NONE
      if (here.rows !== there.rows || here.hash !== there.hash)
        throw new Rejected(
          'LAKE_ROWS',
          `blocks ${entry.from} to ${entry.to}: the lake has ${there.rows} rows of ${kind} with hash ${there.hash}, ` +
            `this index ${here.rows} with ${here.hash}`,
        )
    }
    broken = false
  } finally {
    client.release(broken)
  }
}

const NONE: CheckedKind = { rows: 0, hash: new RowsHash().end() }

/** What the index's own rows of a kind in the cell come to: none of a kind that it does not know. */
async function hashFacts(
  client: Parameters<typeof readFacts>[0],
  kind: FactKind,
  { network, chain, from, to }: Entry,
): Promise<CheckedKind> {
  if (!FACT_KINDS.includes(kind)) return NONE
  const encoder = new RowEncoder(listColumns(kind))
  const hash = new RowsHash()
  let rows = 0
  for await (const row of readFacts(client, kind, { network, chain, from, to })) {
    hash.add(hashRow(encoder.encode(row)))
    rows++
  }
  return { rows, hash: hash.end() }
}
