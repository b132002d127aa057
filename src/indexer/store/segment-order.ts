import { firstWhere } from '../../claim/search.ts'
import { inTransaction } from '../../platform/transaction.ts'
import { decodeSegment, type SegmentBlock } from '../segments/format.ts'
import { forgetRaw, readRaw } from '../segments/raw.ts'
import { type Sealing, sealStored } from './seal.ts'
import type { Status } from './status.ts'

interface Row {
  readonly from_block: number
  readonly to_block: number
  readonly name: string
}

/**
 * Puts kept raw data in order where it is not: versions before 0.2 sealed finalized blocks that came after a stop longer than
 * finality before the older blocks that were still in `ingest.raw`, and later sealed those into a segment that overlaps.
 * Blocks between two segments become a segment of their own. The caller is the chain's only writer.
 * @throws Unavailable `UNAVAILABLE_SEGMENT`; MalformedEvidence `SEGMENT_INVALID`
 */
export async function orderSegments(
  sealing: Sealing,
  origin: Pick<Status, 'genesisHash' | 'sourceSetHash'>,
): Promise<void> {
  const { pool, place, store } = sealing
  const here = [place.network, place.chain]
  const { rows: all } = await pool.query<Row>(
    'select from_block, to_block, name from ingest.segment where network = $1 and chain_id = $2 order by from_block',
    here,
  )
  const newest = all.reduce((most, row) => Math.max(most, row.to_block), -1)
  const loose = await readRaw(pool, place, { to: newest })
  const split = all.filter((row, i) => isSplit(row, all[i + 1]))
  if (!loose.length && !split.length) return
  for (const { name, to_block } of split)
    loose.push(...decodeSegment(await store.get(name)).blocks.filter(({ number }) => number <= to_block))
  const stay = all.filter((row, i) => !isSplit(row, all[i + 1]))
  const pieces = await Promise.all(cut(loose, stay).map((blocks) => sealStored(sealing, blocks, origin)))
  await inTransaction(pool, async (client) => {
    await client.query(
      'delete from ingest.segment where network = $1 and chain_id = $2 and from_block = any($3)',
      [...here, split.map((row) => row.from_block)],
    )
    for (const name of pieces) await name(client)
    await forgetRaw(client, place, newest)
  })
}

/** Whether another segment begins inside this one; `next` is the one that begins after it. */
function isSplit(row: Row, next: Row | undefined): boolean {
  return next !== undefined && next.from_block <= row.to_block
}

/** The blocks, ascending, in runs that no segment which stays lies between. */
function cut(loose: readonly SegmentBlock[], stay: readonly Row[]): [SegmentBlock, ...SegmentBlock[]][] {
  const runs = Map.groupBy(
    [...loose].sort((a, b) => a.number - b.number),
    ({ number }) => firstWhere(0, stay.length, (at) => (stay[at]?.from_block ?? 0) > number),
  )
  return [...runs.values()].flatMap(([first, ...more]) => (first ? [[first, ...more]] : []))
}
