import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // What a network's own service says of its usage, as it was sent: nobody outside can check it.
  `create table keeper.reported_answer (
    network text not null, seen_at timestamptz not null, source text not null, body jsonb not null,
    primary key (network, seen_at))`,
  // The same by day, where the network's data says which field means what. A figure that is restated is a new row.
  `create table keeper.reported_usage (
    network text not null, day date not null, metric text not null check (metric in ('requests', 'amount')),
    value numeric not null, unit text not null, seen_at timestamptz not null,
    primary key (network, day, metric, seen_at))`,
  // Reported beside indexed requests: individual settlements and the leaves of batches, over all chains of the network.
  // Null where one side says nothing. Private requests leave no trace on chain, so a difference is no proof of anything.
  `create view keeper.usage_reconciliation as
    select network, coalesce(r.day, c.day) as day, r.value as reported, c.requests as on_chain,
      r.value - c.requests as difference
    from (select distinct on (network, day) network, day, value from keeper.reported_usage
      where metric = 'requests' order by network, day, seen_at desc) r
    full join (select network, day, sum(claims + batch_leaves) as requests from derived.network_day
      group by network, day) c using (network, day)`,
]

/** Usage as a network's own service reports it: a series of its own, labelled `reported`, never mixed in. */
export class Usage1790000000330 implements MigrationInterface {
  readonly name = 'Usage1790000000330'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view keeper.usage_reconciliation')
    await runner.query('drop table keeper.reported_usage')
    await runner.query('drop table keeper.reported_answer')
  }
}
