import type { RawBlock } from '../../claim/raw.ts'
import { decodeBlockRecords } from '../../claim/records.ts'
import type { Pool } from '../../platform/database.ts'
import type { Place } from '../place.ts'
import { decodeSegment, type SegmentBlock } from './format.ts'
import { readRaw } from './raw.ts'
import type { SegmentStore } from './store.ts'

/** A raw block as decoders read it. */
export function toRawBlock(block: SegmentBlock): RawBlock {
  const { number, hash, parentHash, timestamp, header, records } = block
  return { header: { number, hash, parentHash, timestamp, encoded: header }, ...decodeBlockRecords(records) }
}

/**
 * Every raw block of ours that is kept, ascending: from segments, then from what is not sealed yet.
 * @throws Unavailable `UNAVAILABLE_SEGMENT`; MalformedEvidence `SEGMENT_INVALID`
 */
export async function* readKept(
  pool: Pool,
  place: Place,
  store: SegmentStore,
  from = 0,
): AsyncIterable<SegmentBlock> {
  const { rows } = await pool.query<{ name: string; to_block: number }>(
    `select name, to_block from ingest.segment where network = $1 and chain_id = $2 and to_block >= $3 order by from_block`,
    [place.network, place.chain, from],
  )
  for (const { name, to_block } of rows)
    for (const block of decodeSegment(await store.get(name)).blocks)
      if (block.number >= from && block.number <= to_block) yield block
  yield* await readRaw(pool, place, { from })
}

/** The raw block of this number, or undefined when it holds nothing of ours. Errors as for {@link readKept}. */
export async function findKept(
  pool: Pool,
  place: Place,
  store: SegmentStore,
  number: number,
): Promise<SegmentBlock | undefined> {
  const [loose] = await readRaw(pool, place, { from: number, to: number })
  if (loose) return loose
  const { rows } = await pool.query<{ name: string }>(
    'select name from ingest.segment where network = $1 and chain_id = $2 and $3 between from_block and to_block',
    [place.network, place.chain, number],
  )
  for (const { name } of rows) {
    const found = decodeSegment(await store.get(name)).blocks.find((block) => block.number === number)
    if (found) return found
  }
  return undefined
}
