import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Whether the call of a delivery carries its request: without it a market delivers locked requests alone. */
export class PricedDeliveries1790000000880 implements MigrationInterface {
  readonly name = 'PricedDeliveries1790000000880'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table facts.market_step add column priced boolean')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table facts.market_step drop column priced')
  }
}
