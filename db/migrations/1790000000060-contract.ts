import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What stood at the address of each contract when it was first looked at. The indexer of the chain is its only writer. */
export class Contract1790000000060 implements MigrationInterface {
  readonly name = 'Contract1790000000060'

  async up(runner: QueryRunner): Promise<void> {
    // deployed_block: first block with code, where the endpoint kept state enough to find it.
    await runner.query(`create table ingest.contract (
      network text not null, chain_id bigint not null, address bytea not null,
      deployed_block integer, code_hash bytea not null, seen_block integer not null,
      seen_at timestamptz not null default now(), primary key (network, chain_id, address))`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ingest.contract')
  }
}
