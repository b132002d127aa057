import { type Hash32, hashOf, toBytes } from '../../src/claim/hex.ts'
import type { Pool } from '../../src/platform/database.ts'
import type { OnChain } from '../evidence/evidence.ts'

/** Finds a log that shows a request, among those that the index holds; whoever asks reads it from the chain and compares its digest. */
export function createRequestFinder(
  pool: Pool,
  network: string,
): (chainId: number, request: Hash32) => Promise<OnChain | undefined> {
  return async (chainId, request) => {
    const { rows } = await pool.query<{
      block_number: number
      block_hash: Uint8Array
      position: number
    }>(
      `select block_number, block_hash, position from facts.market_offer
       where network = $1 and chain_id = $2 and request = $3 and seen_in <> 'call' order by block_number, position limit 1`,
      [network, chainId, toBytes(request)],
    )
    const [row] = rows
    return (
      row && {
        chainId,
        block: row.block_number,
        blockHash: hashOf(row.block_hash),
        position: row.position,
      }
    )
  }
}
