import { type Hash32, toBytes } from '../../claim/hex.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'
import type { Place } from '../place.ts'
import { encodeSegment, type SegmentBlock } from '../segments/format.ts'
import type { SegmentStore } from '../segments/store.ts'
import { readDigest } from './digest.ts'
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
    readDigest(sealing.pool, sealing.place, from - 1, origin.sourceSetHash),
    readDigest(sealing.pool, sealing.place, to, origin.sourceSetHash),
  ])
  return seal(sealing, blocks, { ...origin, from, to, digestBefore, digestAfter })
}
