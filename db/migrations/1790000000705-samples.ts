import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  'alter table watch.log add column number bigint generated always as identity unique',
  // What the log says of each sample, as an audit of it reads: written again whenever the watchdog draws.
  `create table watch.sample (
    number bigint generated always as identity primary key,
    origin text not null references watch.log, entry bigint not null, commitment bytea not null, network text not null,
    class text not null, watchdog text not null, statement text not null,
    scope text not null check (scope in ('network', 'node', 'relayer')), node bytea, relayer bytea, chains jsonb not null,
    size bigint not null, root bytea not null, not_recomputable bigint not null, count bigint not null, census boolean not null,
    beacon bytea not null, round bigint not null, drawn_at timestamptz not null, deadline timestamptz not null,
    committed_at timestamptz not null, state text not null check (state in ('open', 'drawn', 'self_timed', 'failed')),
    verified bigint, rejected bigint, undecided bigint, upper_bound bigint, no_bound text,
    unique (origin, entry), check ((upper_bound is null) = (no_bound is not null)),
    check ((verified is null) = (state in ('open', 'failed'))))`,
  'create index sample_network on watch.sample (network, number)',
  `create view api.sample as select network, number, origin, entry, commitment, class, watchdog, statement, scope, node as node_key,
      relayer, chains, size, root, not_recomputable, count, census, beacon, round, drawn_at, deadline, committed_at, state,
      verified, rejected, undecided, upper_bound, no_bound
    from watch.sample`,
  `create view api.verdict_log as select l.network, l.number, l.origin, l.watchdog, l.address, l.key, l.size, l.root, l.created_at,
      c.size as checkpoint_size, c.note as checkpoint, c.signed_at as checkpoint_at
    from watch.log l left join lateral (select size, note, signed_at from watch.log_checkpoint c
      where c.origin = l.origin order by c.size desc limit 1) c on true`,
]

/** Samples of watchdogs and their logs, for everybody to read. */
export class Samples1790000000705 implements MigrationInterface {
  readonly name = 'Samples1790000000705'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.verdict_log')
    await runner.query('drop view api.sample')
    await runner.query('drop table watch.sample')
    await runner.query('alter table watch.log drop column number')
  }
}
