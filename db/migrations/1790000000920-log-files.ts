import type { MigrationInterface, QueryRunner } from 'typeorm'

const UP = [
  // Each entry has a number of its own, by which the API lists those of all logs.
  'alter table watch.log_entry add column number bigint generated always as identity',
  'create unique index log_entry_number on watch.log_entry (number)',
  'create index log_entry_of_verdict on watch.log_entry (verdict) where verdict is not null',
  // Pieces of evidence that bundles of received logs name and that are not here; `of_list`: a list, which names others.
  `create table watch.intake_evidence (
    origin text not null references watch.log, hash bytea not null, of_list boolean not null, primary key (origin, hash))`,
  'alter table watch.intake_day add column evidence_bytes bigint not null default 0',
  `create view api.log_entry as select l.network, e.number, e.origin, e.index, e.kind, e.entry as bundle, e.verdict as verdict_number,
      e.logged_at
    from watch.log_entry e join watch.log l using (origin)`,
  'create view api.log_bundle as select origin, index, entry as hash, bundle as bytes from watch.log_entry',
  'create view api.log_node as select origin, level, index, hash from watch.log_node',
  'create view api.log_evidence as select origin, hash, bytes from watch.log_evidence',
]

/** The files of logs for the API, entries as rows of it, and evidence that is pushed. */
export class LogFiles1790000000920 implements MigrationInterface {
  readonly name = 'LogFiles1790000000920'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const view of ['log_evidence', 'log_node', 'log_bundle', 'log_entry'])
      await runner.query(`drop view api.${view}`)
    await runner.query('alter table watch.intake_day drop column evidence_bytes')
    await runner.query('drop table watch.intake_evidence')
    for (const index of ['log_entry_of_verdict', 'log_entry_number'])
      await runner.query(`drop index watch.${index}`)
    await runner.query('alter table watch.log_entry drop column number')
  }
}
