import { Rejected } from '../claim/errors.ts'
import type { Place } from '../indexer/place.ts'
import type { Pool, PoolClient } from '../platform/database.ts'
import { listLive } from './live.ts'
import {
  type AnyEntry,
  decodeEntry,
  type Entry,
  type Named,
  type NamedEntry,
  nameManifest,
} from './manifest.ts'
import type { LakeStore } from './store.ts'

/** A manifest that was read to its newest entry. */
export interface Entries<E extends AnyEntry> {
  /** All, in the order of their sequence. */
  readonly entries: readonly Named<E>[]
  /** Sequence of the entry that the store's head names; −1 without a head. */
  readonly head: number
  /** Sequence of the entry that the database remembers; −1 when it remembers none. */
  readonly seen: number
}

/** The manifest of a chain's facts. */
export interface Manifest extends Entries<Entry> {
  /** The entries that hold, by ascending blocks. */
  readonly live: readonly NamedEntry[]
}

/** As {@link readEntries}, of a chain's facts. @throws as it */
export async function readManifest(
  store: LakeStore,
  place: Place,
  pool: Pool | undefined,
): Promise<Manifest> {
  const which = { ...place, manifest: 'facts', name: nameManifest(place) } as const
  const read = await readEntries(store, which, decodeEntry, pool)
  return { ...read, live: listLive(read.entries) }
}

/** A manifest, as `lake.head` and the store know it. Late data is of a network: its chain is 0. */
export interface ManifestPlace extends Place {
  readonly manifest: 'facts' | 'late'
  readonly name: string
}

/**
 * Reads a manifest up to the store's head, or to the entry that the database remembers, where that is newer (an export ended
 * before it wrote the head). Without a `pool` nothing is remembered.
 * @throws Rejected `LAKE_ROLLED_BACK` when one of the two does not lead to the other, `LAKE_CHAIN`;
 * MalformedEvidence `LAKE_HASH`, `LAKE_INVALID`; Unavailable `LAKE_MISSING`, `UNAVAILABLE_LAKE`
 */
export async function readEntries<E extends AnyEntry>(
  store: LakeStore,
  which: ManifestPlace,
  decode: (bytes: Uint8Array) => E,
  pool: Pool | undefined,
): Promise<Entries<E>> {
  const head = await store.findHead(which.name)
  const seen = pool && (await findSeen(pool, which))
  const [newest, other] = (seen?.sequence ?? -1) > (head?.sequence ?? -1) ? [seen, head] : [head, seen]
  const entries = newest ? await store.listEntries(newest.entry, decode) : []
  if (newest && entries.at(-1)?.entry.sequence !== newest.sequence)
    throw new Rejected('LAKE_CHAIN', `the head says sequence ${newest.sequence}, its entry has another one`)
  if (other && entries[other.sequence]?.name !== other.entry)
    throw new Rejected(
      'LAKE_ROLLED_BACK',
      `entry ${newest?.entry} does not stand behind entry ${other.entry}, which was seen before`,
    )
  return { entries, head: head?.sequence ?? -1, seen: seen?.sequence ?? -1 }
}

async function findSeen(
  pool: Pool,
  { network, chain, manifest }: ManifestPlace,
): Promise<{ readonly entry: string; readonly sequence: number } | undefined> {
  const { rows } = await pool.query<{ entry: string; sequence: number }>(
    `select encode(entry, 'hex') as entry, sequence from lake.head
     where network = $1 and chain_id = $2 and manifest = $3`,
    [network, chain, manifest],
  )
  return rows[0]
}

/**
 * Remembers that this entry is there: before the store's head names it, so that no head is believed that does not lead to it.
 * `covered`: the last block, or the greatest number of a verdict, that the lake holds with it.
 */
export async function recordSeen(
  db: Pool | PoolClient,
  { network, chain, manifest }: Omit<ManifestPlace, 'name'>,
  { name, entry }: Named<AnyEntry>,
  covered: number,
): Promise<void> {
  await db.query(
    `insert into lake.head (network, chain_id, manifest, sequence, entry, covered) values ($1, $2, $3, $4, $5, $6)
     on conflict (network, chain_id, manifest) do update set sequence = excluded.sequence, entry = excluded.entry,
       covered = excluded.covered, updated_at = now()
     where lake.head.sequence < excluded.sequence`,
    [network, chain, manifest, entry.sequence, Buffer.from(name, 'hex'), covered],
  )
}
