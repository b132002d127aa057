import type { Pool } from '../../src/platform/database.ts'
import type { ChainHint } from '../evidence/evidence.ts'

const TABLES = ['node_registered', 'node_status', 'measurement_status', 'model_published']

/** Where the indexer saw registry events of a network: a hint where to look, and no more. */
export function createRegistryHint(pool: Pool, network: string): ChainHint {
  const each = TABLES.map(
    (table) => `select block_number from facts.${table}
      where network = $1 and chain_id = $2 and block_number between $3 and $4`,
  )
  return async (chainId, from, to) => {
    const { rows } = await pool.query<{ block_number: number }>(each.join(' union '), [
      network,
      chainId,
      from,
      to,
    ])
    return rows.map((row) => row.block_number)
  }
}
