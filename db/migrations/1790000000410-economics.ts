import type { MigrationInterface, QueryRunner } from 'typeorm'

const VIEWS = [
  `create view api.price as select series, venue, at, price, valid_until, source, recorded_at from keeper.price`,
  `create view api.balance as select network, chain_id, account, token, block_number, block_hash, block_time, amount,
      vouched_by, read_at from keeper.balance`,
  `create view api.reconciliation as select network, chain_id, account, token, from_block, to_block, day, expected,
      observed, difference, status, recorded_at from keeper.reconciliation`,
  `create view api.payment_address as select network, address, node as node_key, from_day from derived.payment_address`,
]

/** What the API reads of money: prices, balances, and which payment address is one node's alone. */
export class Economics1790000000410 implements MigrationInterface {
  readonly name = 'Economics1790000000410'

  async up(runner: QueryRunner): Promise<void> {
    for (const view of VIEWS) await runner.query(view)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['price', 'balance', 'reconciliation', 'payment_address'])
      await runner.query(`drop view api.${name}`)
  }
}
