import { Address, type Hash32, hashOf, toBytes, toHex } from '../../claim/hex.ts'
import type { ReadBalance } from '../balances/read.ts'
import type { ChainRows } from './chain-rows.ts'
import { isDueAgain } from './due.ts'

/** A final delivery that was paid what nothing on chain shows. */
export interface UnpricedDelivery {
  readonly market: Address
  readonly prover: Address
  readonly block: number
  readonly blockHash: Hash32
  readonly position: number
  /** What else moved the prover's coin in the market in that block, base units. */
  readonly others: bigint
}

function sameBlock(row: string): string {
  return `${row}.network = p.network and ${row}.chain_id = p.chain_id and ${row}.block_number = p.block_number and ${row}.contract = p.contract`
}

// Of an account with a request of its own in the block, or with two such deliveries, two balances tell no single amount. A client is
// bits 32 to 191 of the id.
const ALONE = `not exists (select from facts.market_payment o where ${sameBlock('o')} and o.node = p.node
    and o.position <> p.position and o.amount is null)
  and not exists (select from facts.market_step s
    join facts.market_offer f on f.network = s.network and f.chain_id = s.chain_id and f.request_id = s.request_id
    where ${sameBlock('s')} and f.requester = p.node)
  and not exists (select from facts.market_payment o where ${sameBlock('o')} and o.requester = p.node)`

const MOVED = `coalesce((select sum(case s.step when 'deposited' then s.amount else -s.amount end) from facts.market_step s
    where ${sameBlock('s')} and s.account = p.node and s.token = p.token and s.step in ('deposited', 'withdrawn')), 0)
  + coalesce((select sum(o.amount) from facts.market_payment o where ${sameBlock('o')} and o.node = p.node
    and o.paid_by is distinct from 'later_offer'), 0)`

/** Final deliveries without a known price that are due to be asked for, oldest first. */
export async function listUnpriced(
  { pool, network, chain }: ChainRows,
  limit: number,
): Promise<UnpricedDelivery[]> {
  const { rows } = await pool.query<{
    market: Uint8Array
    prover: Uint8Array
    block: number
    block_hash: Uint8Array
    position: number
    others: string
  }>(
    `select p.contract as market, p.node as prover, p.block_number as block, p.block_hash, p.position, (${MOVED})::text as others
     from facts.market_payment p
     join ingest.status i on i.network = p.network and i.chain_id = p.chain_id and p.block_number <= i.finalized_height
     left join keeper.delivery_balance b on b.network = p.network and b.chain_id = p.chain_id
       and b.block_number = p.block_number and b.position = p.position and b.block_hash = p.block_hash
     where p.network = $1 and p.chain_id = $2 and p.reason = 'OFFER_UNSEEN' and ${ALONE}
       and not exists (select from facts.market_payment k where k.network = p.network and k.chain_id = p.chain_id
         and k.request = p.request and k.paid_by = 'later_offer')
       and (b.tries is null or (b.reason is not null and ${isDueAgain('b.tries', 'b.asked_at')}))
     order by coalesce(b.tries, 0), p.block_number, p.position limit $3`,
    [network, chain, limit],
  )
  return rows.map((row) => ({
    market: Address(toHex(row.market)),
    prover: Address(toHex(row.prover)),
    block: row.block,
    blockHash: hashOf(row.block_hash),
    position: row.position,
    others: BigInt(row.others),
  }))
}

/** Keeps what balances say of a delivery. */
export async function recordDelivery(
  rows: ChainRows,
  delivery: UnpricedDelivery,
  { amount, vouchedBy }: ReadBalance,
): Promise<void> {
  await record(rows, delivery, [amount.toString(), null, vouchedBy])
}

/** Keeps why balances do not tell it; it is asked for again later. */
export async function recordDeliveryMiss(
  rows: ChainRows,
  delivery: UnpricedDelivery,
  reason: string,
): Promise<void> {
  await record(rows, delivery, [null, reason, null])
}

async function record(
  { pool, network, chain }: ChainRows,
  { block, blockHash, position }: UnpricedDelivery,
  answer: readonly (string | null)[],
): Promise<void> {
  await pool.query(
    `insert into keeper.delivery_balance (network, chain_id, block_number, block_hash, position, amount, reason, vouched_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (network, chain_id, block_number, position, block_hash) do update
     set amount = excluded.amount, reason = excluded.reason, vouched_by = excluded.vouched_by,
       tries = keeper.delivery_balance.tries + 1, asked_at = now()`,
    [network, chain, block, toBytes(blockHash), position, ...answer],
  )
}
