import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the reference node says. Verdicts are appended, never changed: a later one supersedes by its higher number. */
export class Watch1790000000200 implements MigrationInterface {
  readonly name = 'Watch1790000000200'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema watch')
    await runner.query(`create table watch.verdict (
      number bigint generated always as identity primary key,
      network text not null, chain_id bigint not null, watchdog text not null,
      subject_kind text not null check (subject_kind in ('claim', 'settlement', 'registration', 'heartbeat')),
      subject_id text not null, block_number integer not null, block_hash bytea not null, node bytea,
      statement text not null, outcome text not null check (outcome in ('verified', 'rejected', 'undecided')),
      code text not null, fault text check (fault in ('node', 'relayer', 'registry', 'unknown')),
      detail text not null, transient boolean not null, conditions jsonb not null,
      subject_time timestamptz not null, checked_at timestamptz not null,
      check ((outcome = 'rejected') = (fault is not null)), check (outcome = 'undecided' or not transient))`)
    // One verdict per subject, statement and watchdog stands; only a transient undecided may be followed by another.
    await runner.query(`create unique index verdict_final on watch.verdict
      (network, watchdog, subject_kind, subject_id, block_hash, statement) where not transient`)
    await runner.query(
      `create index verdict_subject on watch.verdict (network, subject_kind, subject_id, statement, number desc)`,
    )
    await runner.query(`create index verdict_node on watch.verdict (network, node, number desc)`)
    await runner.query(`create view watch.latest_verdict as
      select distinct on (network, watchdog, subject_kind, subject_id, block_hash, statement) *
      from watch.verdict
      order by network, watchdog, subject_kind, subject_id, block_hash, statement, number desc`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema watch cascade')
  }
}
