import { type Address, toBytes, toHex } from '../../claim/hex.ts'
import type { Balance } from '../../economics/reconcile.ts'
import type { Pool } from '../../platform/database.ts'

/** The finalized block of a chain, as far as it is indexed. */
export interface FinalizedBlock {
  readonly number: number
  readonly hash: Uint8Array
  /** Time of the newest indexed block: what day it is on the chain. */
  readonly at: Date
}

/** The newest block that is both finalized and indexed, or undefined while there is none. */
export async function findFinalized(
  pool: Pool,
  network: string,
  chain: number,
): Promise<FinalizedBlock | undefined> {
  const { rows } = await pool.query<{ number: number; hash: Uint8Array; at: Date }>(
    `select least(height, finalized_height) as number,
       case when finalized_height <= height then finalized_hash else hash end as hash, block_time as at
     from ingest.status where network = $1 and chain_id = $2 and block_time is not null`,
    [network, chain],
  )
  return rows[0]
}

/** Accounts that nodes of a chain are paid to. */
export async function listPayees(pool: Pool, network: string): Promise<readonly Address[]> {
  const { rows } = await pool.query<{ account: Uint8Array }>(
    `select distinct payment_address as account from derived.node
     where network = $1 and payment_address is not null and length(payment_address) = 20
     order by 1 limit 10000`,
    [network],
  )
  return rows.map((row) => toHex(row.account) as Address)
}

/** The last reading of each account and token before a block. */
export async function listOpenings(
  pool: Pool,
  network: string,
  chain: number,
  before: number,
): Promise<readonly Balance[]> {
  const { rows } = await pool.query<{
    account: Uint8Array
    token: Uint8Array
    block: number
    amount: string
  }>(
    `select distinct on (account, token) account, token, block_number as block, amount::text as amount
     from keeper.balance where network = $1 and chain_id = $2 and block_number < $3
     order by account, token, block_number desc`,
    [network, chain, before],
  )
  return rows.map((row) => ({
    chain,
    token: toHex(row.token),
    account: toHex(row.account),
    block: row.block,
    amount: BigInt(row.amount),
  }))
}

/** The UTC day of the last reading, as Unix seconds of its start, or undefined. */
export async function findLastReading(
  pool: Pool,
  network: string,
  chain: number,
): Promise<number | undefined> {
  const { rows } = await pool.query<{ day: number | null }>(
    `select extract(epoch from date_trunc('day', max(block_time) at time zone 'UTC'))::double precision as day
     from keeper.balance where network = $1 and chain_id = $2`,
    [network, chain],
  )
  return rows[0]?.day ?? undefined
}

export interface BalanceRow extends Balance {
  readonly vouchedBy: string
}

/** Writes readings once. */
export async function recordBalances(
  pool: Pool,
  network: string,
  block: FinalizedBlock,
  rows: readonly BalanceRow[],
): Promise<void> {
  for (const row of rows)
    await pool.query(
      `insert into keeper.balance (network, chain_id, account, token, block_number, block_hash, block_time, amount, vouched_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
      [
        network,
        row.chain,
        toBytes(row.account),
        toBytes(row.token),
        block.number,
        block.hash,
        block.at,
        row.amount.toString(),
        row.vouchedBy,
      ],
    )
}
