import { seedDigest } from '../../claim/digest.ts'
import { type Hash32, hashOf, toBytes } from '../../claim/hex.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'
import type { Place } from '../place.ts'
import { encodeSegment, type SegmentBlock } from '../segments/format.ts'
import type { SegmentStore } from '../segments/store.ts'
import type { Status } from './status.ts'

/** Of which index segments are made, and where they are kept. */
export interface Sealing {
  readonly pool: Pool
  readonly place: Place
  readonly store: SegmentStore
}

type Origin = Pick<Status, 'genesisHash' | 'sourceSetHash'>

/** What a segment says of itself beside its blocks. */
export interface Span extends Origin {
  readonly from: number
  readonly to: number
  readonly digestBefore: Hash32
  readonly digestAfter: Hash32
}

/** Begins to keep a segment; what is returned names it in a transaction, and waits until it is there for good. */
export function seal(
  { place: { network, chain }, store }: Sealing,
  blocks: readonly SegmentBlock[],
  { from, to, digestBefore, digestAfter, genesisHash, sourceSetHash }: Span,
): (client: PoolClient) => Promise<void> {
  const head = { chainId: chain, genesisHash, sourceSetHash, digestBefore, digestAfter }
  const kept = store.put(encodeSegment({ ...head, fromBlock: from, toBlock: to, blocks }))
  // Looked at when the transaction gets to it.
  kept.catch(() => {})
  return async (client) => {
    const { name, size } = await kept
    await client.query(
      `insert into ingest.segment
         (network, chain_id, from_block, to_block, name, size, blocks, digest_before, digest_after)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [network, chain, from, to, name, size, blocks.length, toBytes(digestBefore), toBytes(digestAfter)],
    )
  }
}

/** {@link seal} for blocks that are stored already, from the first to the last of them. */
export async function sealStored(
  sealing: Sealing,
  blocks: readonly [SegmentBlock, ...SegmentBlock[]],
  origin: Origin,
): Promise<(client: PoolClient) => Promise<void>> {
  const [{ number: from }] = blocks
  const to = blocks.at(-1)?.number ?? from
  const [digestBefore, digestAfter] = await Promise.all([
    digestAt(sealing, from - 1, origin),
    digestAt(sealing, to, origin),
  ])
  return seal(sealing, blocks, { ...origin, from, to, digestBefore, digestAfter })
}

async function digestAt(
  { pool, place }: Sealing,
  height: number,
  { sourceSetHash }: Origin,
): Promise<Hash32> {
  const { rows } = await pool.query<{ digest: Uint8Array }>(
    `select digest from ingest.block where network = $1 and chain_id = $2 and number <= $3 order by number desc limit 1`,
    [place.network, place.chain, height],
  )
  return rows[0] ? hashOf(rows[0].digest) : seedDigest(place.chain, sourceSetHash)
}
