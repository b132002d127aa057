import type { MigrationInterface, QueryRunner } from 'typeorm'

const UP = [
  // What a watchdog without an index of its own read from chains: the logs that elements of populations stand for.
  `create table watch.element (
    network text not null, chain_id bigint not null, source text not null, block_number integer not null,
    block_hash bytea not null, block_time timestamptz not null, position integer not null, kind text not null,
    leaves numeric(78, 0), evidence text, node bytea, primary key (network, chain_id, block_number, position))`,
  `create table watch.element_scan (
    network text not null, chain_id bigint not null, source text not null, to_block integer not null,
    primary key (network, chain_id, source))`,
  // A log that somebody else writes, and that was pushed here.
  'alter table watch.log add column received boolean not null default false',
  // Verdicts of such a log that are not placed among the verdicts yet: the index may not have reached their subjects.
  `create table watch.intake_verdict (
    origin text not null, index bigint not null, next_try_at timestamptz not null default now(), tries integer not null default 0,
    primary key (origin, index), foreign key (origin, index) references watch.log_entry (origin, index))`,
  'create index intake_verdict_due on watch.intake_verdict (next_try_at)',
  `create table watch.intake_day (
    origin text not null, day date not null, entries bigint not null, bytes bigint not null, primary key (origin, day))`,
]

/** Watchdogs that have a public API and the chain alone, and the logs that they push. */
export class FarWatchdogs1790000000840 implements MigrationInterface {
  readonly name = 'FarWatchdogs1790000000840'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['intake_day', 'intake_verdict', 'element_scan', 'element'])
      await runner.query(`drop table watch.${table}`)
    await runner.query('alter table watch.log drop column received')
  }
}
