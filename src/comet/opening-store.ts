import { type Address, type Hex, toBytes, toHex } from '../claim/hex.ts'
import type { Place } from '../indexer/place.ts'
import type { Pool } from '../platform/database.ts'

/** What somebody had staked with a validator before the first block that is read, in base units. */
export interface OpeningStake {
  readonly node: Address
  readonly staker: Address
  readonly amount: bigint
}

/** The opening stakes with each validator that is known to have any. */
export type Opening = ReadonlyMap<Hex, readonly OpeningStake[]>

/** The opening stakes of a chain, by validator, in the order of the stakers. */
export async function loadOpening(pool: Pool, { network, chain }: Place): Promise<Opening> {
  const { rows } = await pool.query<{ node: Uint8Array; staker: Uint8Array; amount: string }>(
    `select node, staker, amount::text from ingest.opening_stake where network = $1 and chain_id = $2 order by node, staker`,
    [network, chain],
  )
  const stakes = rows.map(({ node, staker, amount }) => ({
    node: toHex(node) as Address,
    staker: toHex(staker) as Address,
    amount: BigInt(amount),
  }))
  return Map.groupBy(stakes, ({ node }): Hex => node)
}

/** Keeps what an endpoint said of one validator. */
export async function storeOpening(
  pool: Pool,
  { network, chain }: Place,
  stakes: readonly OpeningStake[],
  source: string,
): Promise<void> {
  await pool.query(
    `insert into ingest.opening_stake (network, chain_id, node, staker, amount, source)
     select $1, $2, * from unnest($3::bytea[], $4::bytea[], $5::numeric[]), (select $6::text) s(source)
     on conflict (network, chain_id, node, staker) do update set amount = excluded.amount, source = excluded.source`,
    [
      network,
      chain,
      stakes.map(({ node }) => toBytes(node)),
      stakes.map(({ staker }) => toBytes(staker)),
      stakes.map(({ amount }) => String(amount)),
      source,
    ],
  )
}
