import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who had staked what with a validator before the first block that is read, as a node's state said. */
export class OpeningStake1790000000931 implements MigrationInterface {
  readonly name = 'OpeningStake1790000000931'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table ingest.opening_stake (
      network text not null, chain_id bigint not null, node bytea not null, staker bytea not null,
      amount numeric(78,0) not null, source text not null, primary key (network, chain_id, node, staker))`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ingest.opening_stake')
  }
}
