import type { MigrationInterface, QueryRunner } from 'typeorm'

/** With which block each chain began when something of it was stored: also known once every block was forgotten. */
export class Genesis1790000000600 implements MigrationInterface {
  readonly name = 'Genesis1790000000600'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table ingest.genesis (
      network text not null, chain_id bigint not null, hash bytea not null, primary key (network, chain_id))`)
    await runner.query(`insert into ingest.genesis select network, chain_id, genesis_hash from ingest.status
      where genesis_hash <> ''`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ingest.genesis')
  }
}
