import { type Hash32, hashOf, toHex } from '../../claim/hex.ts'
import { findFirstWhere } from '../../claim/search.ts'
import type { ChainReader } from '../../gateway/client.ts'
import type { Pool } from '../../platform/database.ts'
import type { Place } from '../place.ts'
import { DeepReorg } from '../source/hot.ts'
import { findStatus } from '../store/status.ts'

export interface JournalBlock {
  readonly number: number
  readonly hash: Hash32
}

/**
 * Checks that the block which counts as final here is still on the chain.
 * @throws DeepReorg `REORG_BELOW_FINALITY`
 */
export async function verifyFinalized(pool: Pool, place: Place, reader: ChainReader): Promise<void> {
  const stored = await findStatus(pool, place)
  if (stored === undefined || stored.finalizedHeight < 0) return
  const header = await reader.header(stored.finalizedHeight)
  if (header.hash !== stored.finalizedHash)
    throw new DeepReorg(
      'REORG_BELOW_FINALITY',
      `block ${stored.finalizedHeight} was final as ${stored.finalizedHash} and is ${header.hash} now`,
    )
}

/**
 * The newest journalled block that is still on the chain, or undefined when none is. Blocks between two entries hold
 * no data of ours, so going back to it re-reads no more than the fork.
 */
export async function findAncestor(
  pool: Pool,
  place: Place,
  reader: ChainReader,
): Promise<JournalBlock | undefined> {
  const { rows } = await pool.query<{ number: number; hash: Uint8Array }>(
    'select number, hash from ingest.block where network = $1 and chain_id = $2 order by number',
    [place.network, place.chain],
  )
  const head = (await reader.head()).number
  // What two chains have in common is a beginning, so the border is found by halving.
  const left = await findFirstWhere(0, rows.length, async (at) => {
    const row = rows[at]
    return !row || row.number > head || (await reader.header(row.number)).hash !== toHex(row.hash)
  })
  const row = rows[left - 1]
  return row ? { number: row.number, hash: hashOf(row.hash) } : undefined
}
