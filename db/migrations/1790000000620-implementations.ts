import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Which code stood behind each proxy from which block on. Follows from facts alone, as all of `derived`. */
export class Implementations1790000000620 implements MigrationInterface {
  readonly name = 'Implementations1790000000620'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table derived.implementation (
      network text not null, chain_id bigint not null, contract bytea not null,
      block_number integer not null, position integer not null, implementation bytea not null,
      primary key (network, chain_id, block_number, position))`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table derived.implementation')
  }
}
