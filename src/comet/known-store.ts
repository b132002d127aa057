import { type Address, toBytes, toHex } from '../claim/hex.ts'
import type { Place } from '../indexer/place.ts'
import type { Pool } from '../platform/database.ts'
import { KnownValidators, type Validator } from './known.ts'

/** What is stored of a chain's validators. */
export async function loadValidators(pool: Pool, place: Place): Promise<KnownValidators> {
  const { rows } = await pool.query<{
    consensus: Uint8Array
    operator: Uint8Array
    key: Uint8Array
    moniker: string | null
    from: number
    source: string
  }>(
    `select consensus, operator, key, moniker, from_block as from, source from ingest.validator
     where network = $1 and chain_id = $2 order by from_block`,
    [place.network, place.chain],
  )
  const known = new KnownValidators()
  for (const { consensus, operator, key, moniker, from, source } of rows)
    known.add({
      consensus: toHex(consensus),
      operator: toHex(operator) as Address,
      key,
      moniker,
      fromBlock: from,
      source,
    })
  return known
}

/** Keeps who stands behind a consensus address. */
export async function storeValidator(
  pool: Pool,
  { network, chain }: Place,
  validator: Validator,
): Promise<void> {
  const { consensus, operator, key, moniker, fromBlock, source } = validator
  await pool.query(
    `insert into ingest.validator (network, chain_id, consensus, operator, key, moniker, from_block, source)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [network, chain, toBytes(consensus), toBytes(operator), key, moniker, fromBlock, source],
  )
}
