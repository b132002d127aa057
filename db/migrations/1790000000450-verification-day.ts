import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `create table watch.verification_day (
    network text not null, chain_id bigint not null, node bytea not null, day date not null,
    statement text not null, outcome text not null, verdicts integer not null,
    primary key (network, chain_id, node, day, statement, outcome))`,
  // Complete up to this verdict, about blocks up to this height. journal_*: the newest block with data up to there; where
  // it is gone from the journal, final blocks were taken back, and the chain is counted again.
  `create table watch.verification_mark (
    network text not null, chain_id bigint not null, verdict bigint not null, block integer not null,
    journal_number integer, journal_hash bytea, primary key (network, chain_id))`,
  // A rollup reads what became final since the last one; lists of verdicts by block walk along it, chain by chain.
  'create index verdict_block on watch.verdict (network, chain_id, block_number, number)',
  `create or replace view api.verification_day as
    select network, chain_id, node as node_key, day, statement, outcome, verdicts from watch.verification_day`,
  'create view api.verification_mark as select network, chain_id, verdict, block from watch.verification_mark',
]

/** Standing verdicts by node and day, as a rollup of its own writer: the reference node. */
export class VerificationDay1790000000450 implements MigrationInterface {
  readonly name = 'VerificationDay1790000000450'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.verification_mark')
    await runner.query(`create or replace view api.verification_day as
      select v.network, v.chain_id, v.node as node_key, (v.subject_time at time zone 'UTC')::date as day, v.statement,
        v.outcome, count(*)::integer as verdicts
      from watch.latest_verdict v where v.node is not null group by 1, 2, 3, 4, 5, 6`)
    await runner.query('drop index watch.verdict_block')
    await runner.query('drop table watch.verification_mark, watch.verification_day')
  }
}
