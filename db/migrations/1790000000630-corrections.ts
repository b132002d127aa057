import type { MigrationInterface, QueryRunner } from 'typeorm'

const TUPLE = 'network, watchdog, subject_kind, subject_id, block_hash, statement'

// As migration 400 says it: a verdict stands until a later one of the same watchdog about the same follows it.
export const SUPERSEDED = `exists (select 1 from watch.verdict l
  where l.network = v.network and l.subject_kind = v.subject_kind and l.subject_id = v.subject_id
    and l.statement = v.statement and l.number > v.number and l.watchdog = v.watchdog and l.block_hash = v.block_hash)`

const STATEMENTS = [
  `alter table watch.verdict add column corrects bigint references watch.verdict (number),
    add column correction_reason text,
    add constraint verdict_correction check ((corrects is null) = (correction_reason is null)
      and (corrects is null or (corrects < number and not transient and correction_reason <> '')))`,
  // One lasting verdict that corrects none, and of each verdict one correction: a chain, of which the last stands.
  'drop index watch.verdict_final',
  `create unique index verdict_final on watch.verdict (${TUPLE}) where not transient and corrects is null`,
  'create unique index verdict_corrects on watch.verdict (corrects) where corrects is not null',
  `create or replace view api.verdict as select v.network, v.number, v.chain_id, v.watchdog, v.subject_kind, v.subject_id,
      v.block_number, v.block_hash, v.node as node_key, v.statement, v.outcome, v.code, v.fault, v.detail, v.transient,
      v.conditions, v.subject_time, v.checked_at, ${SUPERSEDED} as superseded, v.corrects as corrects_number,
      (select c.number from watch.verdict c where c.corrects = v.number) as corrected_by_number, v.correction_reason
    from watch.verdict v`,
]

/** A lasting verdict that proves wrong is followed by one that names it and says why; both stay. */
export class Corrections1790000000630 implements MigrationInterface {
  readonly name = 'Corrections1790000000630'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('views do not lose columns: restore the database from before this migration')
  }
}
