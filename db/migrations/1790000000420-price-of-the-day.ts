import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Which series prices a token, as the network's file says; no row: it has no price (a testnet's coin never has).
  `create table keeper.token (
    network text not null, chain_id bigint not null, token bytea not null, series text not null,
    decimals smallint not null, primary key (network, chain_id, token))`,
  `create table keeper.venue (series text not null, venue text not null, primary key (series, venue))`,
  `insert into keeper.venue select distinct series, venue from keeper.price`,
  // The rule of docs/methodology/prices.md in SQL, for exports: the median over venues of each one's last point at or
  // before the moment, not older than 36 hours unless it is defined to hold longer. Null: no price.
  `create function api.price_at(of_network text, of_chain bigint, of_token bytea, moment timestamptz) returns numeric
    language sql stable security definer set search_path = pg_catalog as $$
      select trim_scale(avg(price)) from (
        select last.price, row_number() over (order by last.price) as place, count(*) over () as venues
        from keeper.token t
        join keeper.venue v on v.series = t.series
        cross join lateral (select p.price, p.at, p.valid_until from keeper.price p
          where p.series = v.series and p.venue = v.venue and p.at <= moment order by p.at desc limit 1) last
        where t.network = of_network and t.chain_id = of_chain and t.token = of_token
          and moment <= coalesce(last.valid_until, last.at + interval '36 hours')
      ) seen where place in ((venues + 1) / 2, (venues + 2) / 2)
    $$`,
]

/** The price of a token at a moment, for what is computed in SQL. */
export class PriceOfTheDay1790000000420 implements MigrationInterface {
  readonly name = 'PriceOfTheDay1790000000420'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function api.price_at(text, bigint, bytea, timestamptz)')
    await runner.query('drop table keeper.venue, keeper.token')
  }
}
