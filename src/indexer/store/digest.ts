import { seedDigest } from '../../claim/digest.ts'
import { type Hash32, hashOf } from '../../claim/hex.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'
import type { Place } from '../place.ts'

/** The digest of all that is stored up to a block: the seed of its source set before the first. */
export async function readDigest(
  db: Pool | PoolClient,
  { network, chain }: Place,
  height: number,
  sourceSetHash: Hash32,
): Promise<Hash32> {
  const { rows } = await db.query<{ digest: Uint8Array }>(
    `select digest from ingest.block where network = $1 and chain_id = $2 and number <= $3 order by number desc limit 1`,
    [network, chain, height],
  )
  return rows[0] ? hashOf(rows[0].digest) : seedDigest(chain, sourceSetHash)
}
