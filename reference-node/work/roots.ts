import { type Hash32, toBytes } from '../../src/claim/hex.ts'
import type { Pool } from '../../src/platform/database.ts'

/** Finds the newest proof of a root among those that the index holds; whoever asks verifies it. */
export function createRootFinder(
  pool: Pool,
  network: string,
): (root: Hash32) => Promise<Uint8Array | undefined> {
  return async (root) => {
    const { rows } = await pool.query<{ seal: Uint8Array }>(
      `select seal from facts.proof_root where network = $1 and root = $2
       order by block_time desc, chain_id, block_number desc, position desc limit 1`,
      [network, toBytes(root)],
    )
    return rows[0]?.seal
  }
}
