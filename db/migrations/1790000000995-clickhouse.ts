import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What ClickHouse holds of each chain: `load` one row for each entry of the lake that was loaded (`rows` by table; null: begun), `pointer`
 * what readers may use. The pointer is here and not there, so that a reader finds it as of the same moment as facts and digests. A
 * pointer is of no use where the index has another digest at its last block. `changed` says from which block on facts were taken back or
 * decoded again after the lake had them, and the newest entry at that time: entries up to it that reach this block are outdated.
 */
export class ClickHouse1790000000995 implements MigrationInterface {
  readonly name = 'ClickHouse1790000000995'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.lake_pointer')
    await runner.query('drop table lake.pointer, lake.load, lake.changed')
  }
}

const STATEMENTS = [
  `create table lake.load (
    network text not null, chain_id bigint not null, load text not null, rows jsonb, primary key (network, chain_id, load))`,
  `create table lake.pointer (
    network text not null, chain_id bigint not null, loads text[] not null, loads_before text[] not null default '{}',
    rows jsonb not null, views jsonb not null, covered integer not null, digest bytea not null, before date not null,
    sequence integer not null, updated_at timestamptz not null default now(), primary key (network, chain_id))`,
  `create table lake.changed (
    network text not null, chain_id bigint not null, sequence integer not null, from_block integer not null,
    primary key (network, chain_id, sequence, from_block))`,
  `create view api.lake_pointer as
    select p.network, p.chain_id, p.loads, p.rows, p.views, p.covered, p.before,
      p.digest = (select b.digest from ingest.block b
        where b.network = p.network and b.chain_id = p.chain_id and b.number <= p.covered
        order by b.number desc limit 1) and s.height >= p.covered as holds
    from lake.pointer p join ingest.status s on s.network = p.network and s.chain_id = p.chain_id`,
]
