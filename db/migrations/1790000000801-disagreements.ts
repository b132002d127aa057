import type { MigrationInterface, QueryRunner } from 'typeorm'

const standing = (verdict: string) =>
  `not exists (select from watch.verdict c where c.corrects = ${verdict}.number)`

const STATEMENTS = [
  // Found by the rollup of verdicts: `verdict` is the later of the two. Both stand, whatever comes.
  `create table watch.disagreement (
    number bigint generated always as identity primary key,
    verdict bigint not null, other bigint not null, network text not null, node bytea,
    found_at timestamptz not null default now(), unique (verdict, other))`,
  'create index disagreement_network on watch.disagreement (network, number)',
  'create index disagreement_node on watch.disagreement (network, node, number) where node is not null',
  `create view api.disagreement as select d.network, d.number, v.chain_id, v.subject_kind, v.subject_id, v.block_number,
      v.block_hash, d.node as node_key, v.statement, o.watchdog, o.outcome, o.code, o.fault, o.number as verdict_number,
      v.watchdog as other_watchdog, v.outcome as other_outcome, v.code as other_code, v.fault as other_fault,
      v.number as other_number, ${standing('v')} and ${standing('o')} as open, d.found_at
    from watch.disagreement d join watch.verdict v on v.number = d.verdict join watch.verdict o on o.number = d.other`,
]

/** Two watchdogs that say different things about the same. */
export class Disagreements1790000000801 implements MigrationInterface {
  readonly name = 'Disagreements1790000000801'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.disagreement')
    await runner.query('drop table watch.disagreement')
  }
}
