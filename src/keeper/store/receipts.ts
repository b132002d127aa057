import { type Hash32, hashOf, toBytes } from '../../claim/hex.ts'
import type { ReadReceipt } from '../receipts/read.ts'
import type { ChainRows } from './chain-rows.ts'
import { isDueAgain } from './due.ts'

/** A final transaction that locked or delivered requests, and whose receipt is not kept. */
export interface UnreadReceipt {
  readonly txHash: Hash32
  readonly blockHash: Hash32
  readonly block: number
  /** Of the block. */
  readonly at: Date
  readonly market: Uint8Array
  /** Of its first event. */
  readonly position: number
}

// A log that only shows the offer of an earlier delivery delivers nothing.
const OF_MARKETS = `select tx_hash, block_hash, block_number, block_time, contract, position from facts.market_lock
    where network = $1 and chain_id = $2
  union all
  select tx_hash, block_hash, block_number, block_time, contract, position from facts.market_payment
    where network = $1 and chain_id = $2 and paid_by is distinct from 'later_offer'`

/**
 * Final transactions that locked or delivered and whose receipts are due to be asked for, newest first, so that endpoints without a long
 * history hold up no new ones; those asked for in vain last.
 */
export async function listUnreadReceipts(
  { pool, network, chain }: ChainRows,
  limit: number,
): Promise<readonly UnreadReceipt[]> {
  const { rows } = await pool.query<{
    tx_hash: Uint8Array
    block_hash: Uint8Array
    block: number
    at: Date
    market: Uint8Array
    position: number
  }>(
    `select u.tx_hash, u.block_hash, u.block_number as block, u.block_time as at, u.contract as market, u.position from (
       select distinct on (t.tx_hash, t.block_hash) t.*, coalesce(r.tries, 0) as tries from (${OF_MARKETS}) t
       join ingest.status i on i.network = $1 and i.chain_id = $2 and t.block_number <= i.finalized_height
       left join keeper.receipt r on r.network = $1 and r.chain_id = $2 and r.tx_hash = t.tx_hash and r.block_hash = t.block_hash
       where r.tries is null or (r.reason is not null and ${isDueAgain('r.tries', 'r.asked_at')})
       order by t.tx_hash, t.block_hash, t.position) u
     order by u.tries, u.block_number desc, u.tx_hash limit $3`,
    [network, chain, limit],
  )
  return rows.map(({ tx_hash, block_hash, ...place }) => ({
    ...place,
    txHash: hashOf(tx_hash),
    blockHash: hashOf(block_hash),
  }))
}

/** Keeps what a receipt says. */
export async function recordReceipt(
  rows: ChainRows,
  unread: UnreadReceipt,
  { sender, gasUsed, effectiveGasPrice, l1Fee, vouchedBy }: ReadReceipt,
): Promise<void> {
  const numbers = [gasUsed, effectiveGasPrice, l1Fee].map((each) => each?.toString() ?? null)
  await record(rows, unread, [toBytes(sender), ...numbers, vouchedBy, null])
}

/** Keeps why a receipt was not read; it is asked for again later. */
export async function recordReceiptMiss(
  rows: ChainRows,
  unread: UnreadReceipt,
  reason: string,
): Promise<void> {
  await record(rows, unread, [null, null, null, null, null, reason])
}

async function record(
  { pool, network, chain }: ChainRows,
  { txHash, blockHash, block, at, market, position }: UnreadReceipt,
  answer: readonly (Uint8Array | string | null)[],
): Promise<void> {
  await pool.query(
    `insert into keeper.receipt (network, chain_id, tx_hash, block_hash, block_number, block_time, contract, position, sender, gas_used, gas_price,
       l1_fee, vouched_by, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (network, chain_id, tx_hash, block_hash) do update
     set sender = excluded.sender, gas_used = excluded.gas_used, gas_price = excluded.gas_price, l1_fee = excluded.l1_fee,
       vouched_by = excluded.vouched_by, reason = excluded.reason, tries = keeper.receipt.tries + 1, asked_at = now()`,
    [network, chain, toBytes(txHash), toBytes(blockHash), block, at, market, position, ...answer],
  )
}
