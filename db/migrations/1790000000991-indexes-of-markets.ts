import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Partitions of facts have the indexes by node already, built behind a backfill: a second one of the whole table costs each row twice. */
export class IndexesOfMarkets1790000000991 implements MigrationInterface {
  readonly name = 'IndexesOfMarkets1790000000991'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop index facts.market_lock_node, facts.market_payment_node')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('create index market_lock_node on facts.market_lock (network, chain_id, node)')
    await runner.query('create index market_payment_node on facts.market_payment (network, chain_id, node)')
  }
}
