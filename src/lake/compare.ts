import { Rejected } from '../claim/errors.ts'
import type { FactKind } from '../indexer/events/facts.ts'
import type { Place } from '../indexer/place.ts'
import { readDigest } from '../indexer/store/digest.ts'
import { findStatus } from '../indexer/store/status.ts'
import type { Pool } from '../platform/database.ts'
import { FACT_KINDS } from './columns.ts'
import type { Entry } from './manifest.ts'
import { readFacts } from './read-facts.ts'
import type { CheckedKind } from './read-kind.ts'
import { hashRows, RowsHash } from './row-hashes.ts'

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
  const hash = new RowsHash()
  let rows = 0
  for await (const encoded of readFacts(client, kind, { network, chain, from, to })) {
    hash.add(hashRows(encoded))
    rows += encoded.ends.length
  }
  return { rows, hash: hash.end() }
}
