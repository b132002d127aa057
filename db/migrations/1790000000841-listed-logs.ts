import type { MigrationInterface, QueryRunner } from 'typeorm'

const sampleView = (added: string) =>
  `create view api.sample as select network, number, origin, entry, commitment, class, watchdog, statement, scope, node as node_key,
      relayer, chains, size, root, not_recomputable, count, census, beacon, round, drawn_at, deadline, committed_at, state,
      verified, rejected, undecided, upper_bound, no_bound, weak_beacon, timed_by${added}
    from watch.sample`

const UP = [
  // What the network's folder lists. A log that is listed no longer keeps its row: who gives up nine logs of ten hides none.
  `create table watch.listing (
    number bigint generated always as identity primary key, network text not null, origin text not null, key text not null,
    address bytea not null, url text, since timestamptz not null, abandoned text, compromised_at timestamptz,
    unlisted_at timestamptz, unique (network, origin, key))`,
  `create view api.log_listing as select network, number, origin, key, address, url, since, abandoned, compromised_at, unlisted_at
    from watch.listing`,
  // The audit path of the commitment in the tree of a checkpoint, and that checkpoint: for who checks it in a browser.
  'alter table watch.sample add column path jsonb, add column checkpoint text',
  'drop view api.sample',
  sampleView(', path, checkpoint'),
]

/** Logs of watchdogs as the network's folder lists them, and samples with the proof that their log holds them. */
export class ListedLogs1790000000841 implements MigrationInterface {
  readonly name = 'ListedLogs1790000000841'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.sample')
    await runner.query('alter table watch.sample drop column path, drop column checkpoint')
    await runner.query(sampleView(''))
    await runner.query('drop view api.log_listing')
    await runner.query('drop table watch.listing')
  }
}
