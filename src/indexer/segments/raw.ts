import type { Pool, PoolClient } from '../../platform/database.ts'
import type { Place } from '../place.ts'
import { decodeSegmentBlock, encodeSegmentBlock, type SegmentBlock } from './format.ts'

// Postgres' greatest integer.
const HIGHEST = 2 ** 31 - 1

/** Keeps blocks that no segment holds yet, within the transaction of their facts. */
export async function keepRaw(
  client: PoolClient,
  { network, chain }: Place,
  blocks: readonly SegmentBlock[],
): Promise<void> {
  await client.query(
    'insert into ingest.raw (network, chain_id, number, block) select $1, $2, unnest($3::int[]), unnest($4::bytea[])',
    [network, chain, blocks.map((block) => block.number), blocks.map(encodeSegmentBlock)],
  )
}

/** The blocks of these numbers, both included, that no segment holds yet, ascending. @throws MalformedEvidence `SEGMENT_INVALID` */
export async function readRaw(
  pool: Pool,
  { network, chain }: Place,
  { from = 0, to = HIGHEST }: { readonly from?: number; readonly to?: number },
): Promise<SegmentBlock[]> {
  const { rows } = await pool.query<{ block: Uint8Array }>(
    'select block from ingest.raw where network = $1 and chain_id = $2 and number between $3 and $4 order by number',
    [network, chain, from, to],
  )
  return rows.map(({ block }) => decodeSegmentBlock(block))
}

/** Forgets them up to this block, within the transaction that names the segment they are in. */
export async function forgetRaw(client: PoolClient, { network, chain }: Place, upTo: number): Promise<void> {
  await client.query('delete from ingest.raw where network = $1 and chain_id = $2 and number <= $3', [
    network,
    chain,
    upTo,
  ])
}

/** How many bytes no segment holds yet, and the first of their blocks: infinite when there are none. */
export async function measureRaw(
  pool: Pool,
  { network, chain }: Place,
): Promise<{ bytes: number; first: number }> {
  const { rows } = await pool.query<{ bytes: number; first: number | null }>(
    `select coalesce(sum(length(block)), 0)::bigint as bytes, min(number) as first
     from ingest.raw where network = $1 and chain_id = $2`,
    [network, chain],
  )
  return { bytes: rows[0]?.bytes ?? 0, first: rows[0]?.first ?? Number.POSITIVE_INFINITY }
}
