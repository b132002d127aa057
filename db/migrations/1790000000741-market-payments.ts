import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Lets the API show what deliveries to a market earned. */
export class MarketPayments1790000000741 implements MigrationInterface {
  readonly name = 'MarketPayments1790000000741'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create view api.market_payment as select network, chain_id, block_number, block_hash, block_time, tx_hash,
        contract, phase, position, node as node_key, requester, request as request_key, request_id, state, token, amount,
        paid_by, reason as why_unpaid
      from facts.market_payment`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.market_payment')
  }
}
