import type { Place } from '../indexer/place.ts'
import type { PoolClient } from '../platform/database.ts'
import { FACT_KINDS } from './columns.ts'

/** Whether any fact of these blocks is stored. */
export async function hasFacts(client: PoolClient, place: Place, from: number, to: number): Promise<boolean> {
  for (const kind of FACT_KINDS) {
    const { rows } = await client.query<{ there: boolean }>(
      `select exists (select from facts.${kind} where network = $1 and chain_id = $2 and block_number between $3 and $4) as there`,
      [place.network, place.chain, from, to],
    )
    if (rows[0]?.there) return true
  }
  return false
}
