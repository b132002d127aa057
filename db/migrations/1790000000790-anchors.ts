import type { MigrationInterface, QueryRunner } from 'typeorm'

const view = (added: string) =>
  `create view api.sample as select network, number, origin, entry, commitment, class, watchdog, statement, scope, node as node_key,
      relayer, chains, size, root, not_recomputable, count, census, beacon, round, drawn_at, deadline, committed_at, state,
      verified, rejected, undecided, upper_bound, no_bound${added}
    from watch.sample`

const UP = [
  // Transactions that hold the hash of a checkpoint. `raw` is sent again until it is mined; `anchored_at` is its block's time.
  `create table watch.log_anchor (
    origin text not null references watch.log, size bigint not null, chain_id bigint not null, transaction bytea not null,
    raw bytea not null, sent_at timestamptz not null, anchored_at timestamptz, primary key (origin, size, chain_id))`,
  'drop view api.sample',
  'alter table watch.sample alter column drawn_at drop not null',
  `alter table watch.sample add column weak_beacon boolean not null default false,
    add column timed_by text check (timed_by in ('anchor', 'witnesses'))`,
  // Until now witnesses were the only ones whose word on time counted.
  `update watch.sample set timed_by = 'witnesses' where state = 'drawn'`,
  view(', weak_beacon, timed_by'),
]

/** Checkpoints on chains, and who saw a sample's commitment in time. */
export class Anchors1790000000790 implements MigrationInterface {
  readonly name = 'Anchors1790000000790'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.sample')
    await runner.query('alter table watch.sample drop column timed_by, drop column weak_beacon')
    await runner.query('delete from watch.sample where drawn_at is null')
    await runner.query('alter table watch.sample alter column drawn_at set not null')
    await runner.query(view(''))
    await runner.query('drop table watch.log_anchor')
  }
}
