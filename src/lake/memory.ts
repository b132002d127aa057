import { Rejected } from '../claim/errors.ts'
import type { Place } from '../indexer/place.ts'
import type { Pool } from '../platform/database.ts'
import { listLive } from './live.ts'
import { type NamedEntry, nameManifest } from './manifest.ts'
import type { LakeStore } from './store.ts'

/** A manifest that was read to its newest entry. */
export interface Manifest {
  /** All, in the order of their sequence. */
  readonly entries: readonly NamedEntry[]
  /** Those that hold, by ascending blocks. */
  readonly live: readonly NamedEntry[]
  /** Sequence of the entry that the store's head names; −1 without a head. */
  readonly head: number
  /** Sequence of the entry that the database remembers; −1 when it remembers none. */
  readonly seen: number
}

/**
 * Reads the manifest of a chain's facts: up to the store's head, or to the entry that the database remembers, where that is
 * newer (an export ended before it wrote the head). Without a `pool` nothing is remembered.
 * @throws Rejected `LAKE_ROLLED_BACK` when one of the two does not lead to the other, `LAKE_CHAIN`;
 * MalformedEvidence `LAKE_HASH`, `LAKE_INVALID`; Unavailable `LAKE_MISSING`, `UNAVAILABLE_LAKE`
 */
export async function readManifest(
  store: LakeStore,
  place: Place,
  pool: Pool | undefined,
): Promise<Manifest> {
  const head = await store.findHead(nameManifest(place))
  const seen = pool && (await findSeen(pool, place))
  const [newest, other] = (seen?.sequence ?? -1) > (head?.sequence ?? -1) ? [seen, head] : [head, seen]
  const entries = newest ? await store.listEntries(newest.entry) : []
  if (newest && entries.at(-1)?.entry.sequence !== newest.sequence)
    throw new Rejected('LAKE_CHAIN', `the head says sequence ${newest.sequence}, its entry has another one`)
  if (other && entries[other.sequence]?.name !== other.entry)
    throw new Rejected(
      'LAKE_ROLLED_BACK',
      `entry ${newest?.entry} does not stand behind entry ${other.entry}, which was seen before`,
    )
  return { entries, live: listLive(entries), head: head?.sequence ?? -1, seen: seen?.sequence ?? -1 }
}

async function findSeen(
  pool: Pool,
  { network, chain }: Place,
): Promise<{ readonly entry: string; readonly sequence: number } | undefined> {
  const { rows } = await pool.query<{ entry: string; sequence: number }>(
    `select encode(entry, 'hex') as entry, sequence from lake.head
     where network = $1 and chain_id = $2 and manifest = 'facts'`,
    [network, chain],
  )
  return rows[0]
}

/** Remembers that this entry is there: before the store's head names it, so that no head is believed that does not lead to it. */
export async function recordSeen(pool: Pool, place: Place, { name, entry }: NamedEntry): Promise<void> {
  await pool.query(
    `insert into lake.head (network, chain_id, manifest, sequence, entry, covered) values ($1, $2, 'facts', $3, $4, $5)
     on conflict (network, chain_id, manifest) do update set sequence = excluded.sequence, entry = excluded.entry,
       covered = excluded.covered, updated_at = now()
     where lake.head.sequence < excluded.sequence`,
    [place.network, place.chain, entry.sequence, Buffer.from(name, 'hex'), entry.to],
  )
}
