import { type Hash32, toHex } from '../../claim/hex.ts'
import { priceAt } from '../../market/offer.ts'
import type { PoolClient } from '../../platform/database.ts'
import type { Place } from '../place.ts'
import type { FactRows } from './fact-rows.ts'
import { OFFER, type SettledBlocks, toOffer } from './market-steps.ts'
import { toPaid } from './settle-market.ts'

type Row = Record<string, string> &
  Record<'contract' | 'block_hash' | 'tx_hash' | 'request' | 'node' | 'requester', Uint8Array> & {
    readonly block_number: number
    readonly position: number
  }

/**
 * What deliveries earned whose offer the blocks of the range are the first to show: facts of the log that shows it, for what was written
 * of the delivery stays as it was known then. A call that shows it is none of those logs: there it is refused as fulfilled.
 */
export async function settleOffers(
  client: PoolClient,
  place: Place,
  { blocks }: SettledBlocks,
  into: FactRows,
): Promise<void> {
  const { rows } = await client.query<Row>(
    `with unseen as materialized (
       select p.* from facts.market_payment p
       where p.network = $1 and p.chain_id = $2 and p.reason = 'OFFER_UNSEEN'
         and not exists (select from facts.market_payment k where k.network = p.network and k.chain_id = p.chain_id
           and k.request = p.request and k.paid_by = 'later_offer'))
     select distinct on (p.request) ${OFFER}, p.request, p.request_id::text, p.node, p.requester, p.state, p.contract,
       extract(epoch from p.block_time)::bigint::text as delivered_at, o.block_number, o.block_hash, o.tx_hash, o.position,
       extract(epoch from o.block_time)::bigint::text as at
     from unseen p
     join facts.market_offer o on o.network = $1 and o.chain_id = $2 and o.request = p.request
       and o.block_number between greatest($3, p.block_number + 1) and $4 and o.seen_in <> 'call'
     order by p.request, o.block_number, o.position, p.block_number, p.position`,
    [place.network, place.chain, blocks.from, blocks.to],
  )
  for (const row of rows) {
    const amount = priceAt(toOffer(row), BigInt(row.delivered_at ?? 0))
    const paid = {
      request: toHex(row.request) as Hash32,
      request_id: BigInt(row.request_id ?? 0),
      node: toHex(row.node) as never,
      requester: toHex(row.requester) as never,
      state: row.state ?? '',
      amount,
      paid_by: 'later_offer',
      reason: null,
    }
    const at = {
      contract: toHex(row.contract) as never,
      phase: 0 as const,
      position: row.position,
      transaction: toHex(row.tx_hash) as Hash32,
    }
    const header = {
      number: row.block_number,
      hash: toHex(row.block_hash) as Hash32,
      timestamp: Number(row.at),
    }
    for (const fact of toPaid(paid)) into.add(fact, at, header)
  }
}
