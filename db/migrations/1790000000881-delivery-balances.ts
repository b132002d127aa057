import type { MigrationInterface, QueryRunner } from 'typeorm'

const COLUMNS = `p.network, p.chain_id, p.block_number, p.block_hash, p.block_time, p.tx_hash, p.contract, p.phase, p.position,
  p.node as node_key, p.requester, p.request as request_key, p.request_id, p.state, p.token`

/**
 * What a prover's balance in a market says of a delivery whose price nothing else tells; at the endpoints' word. And where payments wait
 * for an offer that a later block may show.
 */
export class DeliveryBalances1790000000881 implements MigrationInterface {
  readonly name = 'DeliveryBalances1790000000881'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table keeper.delivery_balance (
      network text not null, chain_id bigint not null, block_number integer not null, block_hash bytea not null,
      position integer not null, amount numeric(78,0), reason text, vouched_by text, tries integer not null default 1,
      asked_at timestamptz not null default now(), check ((amount is null) = (reason is not null)),
      primary key (network, chain_id, block_number, position, block_hash))`)
    await runner.query(`create index market_payment_unseen on facts.market_payment (network, chain_id, request)
      where reason = 'OFFER_UNSEEN'`)
    await runner.query(`create index market_payment_later on facts.market_payment (network, chain_id, request)
      where paid_by = 'later_offer'`)
    await runner.query('drop view api.market_payment')
    await runner.query(`create view api.market_payment as select ${COLUMNS}, coalesce(p.amount, b.amount) as amount,
        case when b.amount is null then p.paid_by else 'by_balance' end as paid_by,
        case when b.amount is null then p.reason end as why_unpaid, b.vouched_by
      from facts.market_payment p
      left join keeper.delivery_balance b on p.amount is null and b.network = p.network and b.chain_id = p.chain_id
        and b.block_number = p.block_number and b.position = p.position and b.block_hash = p.block_hash
        and not exists (select from facts.market_payment k where k.network = p.network and k.chain_id = p.chain_id
          and k.request = p.request and k.paid_by = 'later_offer')`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.market_payment')
    await runner.query(`create view api.market_payment as select ${COLUMNS}, p.amount, p.paid_by, p.reason as why_unpaid
      from facts.market_payment p`)
    await runner.query('drop index facts.market_payment_unseen, facts.market_payment_later')
    await runner.query('drop table keeper.delivery_balance')
  }
}
