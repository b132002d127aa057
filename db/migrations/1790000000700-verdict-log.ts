import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // One row per log that this database writes. Whoever changes the size did so from the size that it read: a second writer loses.
  `create table watch.log (
    origin text primary key, network text not null, watchdog text not null, address bytea not null, key text not null,
    size bigint not null, root bytea not null, created_at timestamptz not null)`,
  `create table watch.log_entry (
    origin text not null references watch.log, index bigint not null, entry bytea not null, kind text not null,
    bundle bytea not null, verdict bigint references watch.verdict (number), logged_at timestamptz not null,
    primary key (origin, index))`,
  'create unique index log_entry_verdict on watch.log_entry (origin, verdict) where verdict is not null',
  'create index log_entry_hash on watch.log_entry (origin, entry)',
  'create index log_entry_kind on watch.log_entry (origin, kind, index)',
  // Roots of complete subtrees of 256^level leaves, for levels above 0: what tiles hold.
  `create table watch.log_node (
    origin text not null references watch.log, level smallint not null, index bigint not null, hash bytea not null,
    primary key (origin, level, index))`,
  `create table watch.log_checkpoint (
    origin text not null references watch.log, size bigint not null, note text not null, signed_at timestamptz not null,
    primary key (origin, size))`,
]

/** The logs of signed bundles that this database's watchdogs keep. Entries are appended, never changed. */
export class VerdictLog1790000000700 implements MigrationInterface {
  readonly name = 'VerdictLog1790000000700'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['log_checkpoint', 'log_node', 'log_entry', 'log'])
      await runner.query(`drop table watch.${table}`)
  }
}
