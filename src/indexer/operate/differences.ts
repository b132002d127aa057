import { toHex } from '../../claim/hex.ts'
import { TRACE_DIFFERS } from '../../claim/trouble.ts'
import type { Pool } from '../../platform/database.ts'
import type { Place } from '../place.ts'

/** So long after it was seen a difference is a trouble; the list keeps it for good. */
const SHOWN = '7 days'

interface Row {
  readonly block: number
  readonly hash: Uint8Array
  readonly difference: string
  readonly differing: string
  readonly count: number
}

/**
 * The newest difference between what endpoints say of a transaction and what was read of it, in words; undefined when the keeper
 * saw none in the last seven days. Anybody can write a call into an input that is never made: so it warns, and ends by itself.
 */
export async function findDiffering(
  pool: Pool,
  place: Place,
): Promise<{ readonly code: string; readonly message: string } | undefined> {
  const { rows } = await pool.query<Row>(
    `select block_number as block, tx_hash as hash, difference, differing, count(*) over ()::int as count
     from keeper.difference where network = $1 and chain_id = $2 and seen_at > now() - interval '${SHOWN}'
     order by seen_at desc, block_number desc limit 1`,
    [place.network, place.chain],
  )
  const [newest] = rows
  if (!newest) return undefined
  const { block, hash, difference, differing, count } = newest
  return {
    code: TRACE_DIFFERS,
    message:
      `what endpoints say of ${differing} in transaction ${toHex(hash)} of block ${block} differs from what was read of it (${difference})` +
      `${count > 1 ? `, and so do ${count - 1} more of the last ${SHOWN}` : ''}: look at keeper.difference. ` +
      'A call in the input that was never made is such a difference, and so is an endpoint that lies',
  }
}
