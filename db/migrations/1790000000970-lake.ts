import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The newest entry of each manifest of the lake that this database wrote or took over: what a store says later must lead to it.
 * `covered` is the last block that its cells hold.
 */
export class Lake1790000000970 implements MigrationInterface {
  readonly name = 'Lake1790000000970'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema lake')
    await runner.query(`create table lake.head (
      network text not null, chain_id bigint not null, manifest text not null, sequence integer not null, entry bytea not null,
      covered integer not null, updated_at timestamptz not null default now(), primary key (network, chain_id, manifest))`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema lake cascade')
  }
}
