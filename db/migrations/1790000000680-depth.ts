import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // What selling so many whole tokens at once would have fetched at a venue, written once as prices are.
  `create table keeper.depth (
    series text not null, venue text not null, at timestamptz not null, amount numeric not null check (amount > 0),
    usd numeric not null check (usd >= 0), source text not null, recorded_at timestamptz not null default now(),
    primary key (series, venue, at, amount))`,
  `create view api.depth as select series, venue, at, amount, usd, source, recorded_at from keeper.depth`,
]

/** How deep the markets of tokens are: the keeper is its only writer. */
export class Depth1790000000680 implements MigrationInterface {
  readonly name = 'Depth1790000000680'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.depth')
    await runner.query('drop table keeper.depth')
  }
}
