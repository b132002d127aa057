import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Rewards of a Cosmos chain accrue in fractions of a base unit: parts of 10^18 beside the whole ones.
  'alter table facts.emission add column fraction numeric(78,0)',
  // Who operates a consensus key, from which height on, and who said so: no hash of the chain covers it.
  `create table ingest.validator (
    network text not null, chain_id bigint not null, consensus bytea not null, operator bytea not null,
    key bytea not null, from_block integer not null, source text not null,
    primary key (network, chain_id, consensus, from_block))`,
]

/** The consensus of Cosmos chains: fractions of rewards, and the operators of consensus keys. */
export class Validators1790000000720 implements MigrationInterface {
  readonly name = 'Validators1790000000720'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ingest.validator')
    await runner.query('alter table facts.emission drop column fraction')
  }
}
