import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  'alter table ingest.validator add column moniker text',
  // A value holds from one reading to another that gave the same: between two that differ it is not known where it changed.
  `create table ingest.parameter_reading (
    network text not null, chain_id bigint not null, parameter text not null, from_block integer not null, to_block integer not null,
    value text not null, source text not null,
    primary key (network, chain_id, parameter, from_block))`,
  `create view api.parameter_reading as
    select network, chain_id, parameter, from_block, to_block, value, source from ingest.parameter_reading`,
  `create view api.validator_identity as
    select network, chain_id, consensus, operator as node_key, operator as evm_address, key as signing_key, from_block,
      lead(from_block) over (partition by network, chain_id, consensus order by from_block) as to_block, moniker, source
    from ingest.validator`,
  'create or replace view api.journal as select network, chain_id, number, hash, block_time, digest, vouched_by from ingest.block',
]

/** What a consensus' modules answer about their parameters, by height; the names of validators. */
export class Readings1790000000930 implements MigrationInterface {
  readonly name = 'Readings1790000000930'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.validator_identity, api.parameter_reading, api.journal')
    await runner.query(
      'create view api.journal as select network, chain_id, number, hash, block_time, digest from ingest.block',
    )
    await runner.query('drop table ingest.parameter_reading')
    await runner.query('alter table ingest.validator drop column moniker')
  }
}
