import type { MigrationInterface, QueryRunner } from 'typeorm'

// A transaction whose sender no endpoint proved is asked for again later, after those that were not asked for yet.
export class SenderTries1790000000570 implements MigrationInterface {
  readonly name = 'SenderTries1790000000570'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table keeper.sender_try (
      network text not null, chain_id bigint not null, tx_hash bytea not null, tries integer not null, code text not null,
      tried_at timestamptz not null, primary key (network, chain_id, tx_hash))`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table keeper.sender_try')
  }
}
