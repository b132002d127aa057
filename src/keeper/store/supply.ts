import { toBytes } from '../../claim/hex.ts'
import type { FinalizedBlock } from './balances.ts'
import type { ChainRows } from './chain-rows.ts'

/** What a token's contract says is there of it, in base units at a block. */
export interface SupplyReading {
  readonly token: string
  readonly block: FinalizedBlock
  readonly amount: bigint
  /** In words: `2 of 3 endpoints`. */
  readonly vouchedBy: string
}

/** Whether a token's supply was read in the UTC day of a moment. */
export async function hasSupplyOf(
  { pool, network, chain }: ChainRows,
  token: string,
  day: Date,
): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    `select exists (select from keeper.supply where network = $1 and chain_id = $2 and token = $3
       and (block_time at time zone 'UTC')::date = ($4::timestamptz at time zone 'UTC')::date) as found`,
    [network, chain, toBytes(token), day],
  )
  return rows[0]?.found ?? false
}

/** Writes a reading once. */
export async function recordSupply(
  { pool, network, chain }: ChainRows,
  { token, block, amount, vouchedBy }: SupplyReading,
): Promise<void> {
  await pool.query(
    `insert into keeper.supply (network, chain_id, token, block_number, block_hash, block_time, amount, vouched_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [network, chain, toBytes(token), block.number, block.hash, block.at, amount.toString(), vouchedBy],
  )
}
