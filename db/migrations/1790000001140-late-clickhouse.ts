import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What ClickHouse holds of what arrives later than its block: `late_load` one row for each entry that was loaded (`holding`: how many
 * rows of each kind hold behind it), `late_pointer` what readers may use of the verdicts about a chain. Verdicts are counted there up to
 * a number and a height; days of which Postgres has heard more since are `days` of the view, null where these are too many to look for.
 */
export class LateClickHouse1790000001140 implements MigrationInterface {
  readonly name = 'LateClickHouse1790000001140'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.late_pointer')
    await runner.query('drop table lake.late_pointer, lake.late_load')
  }
}

// More verdicts than these are not looked at with every question.
const MOST = 2000
const HEARD = (what: string) => `(select v.watchdog, v.subject_kind, v.subject_id, v.statement, v.block_hash
  from watch.verdict v where v.network = p.network and v.chain_id = p.chain_id and v.number <= m.verdict and v.block_number <= m.block
    and ${what} limit ${MOST + 1})`

const STATEMENTS = [
  `create table lake.late_load (
    network text not null, sequence integer not null, load text not null, holding jsonb not null, primary key (network, sequence))`,
  `create table lake.late_pointer (
    network text not null, chain_id bigint not null, load text not null, load_before text,
    rows jsonb not null, views jsonb not null, verdict bigint not null, block integer not null, digest bytea not null,
    before date not null, except_days text[] not null, updated_at timestamptz not null default now(),
    primary key (network, chain_id))`,
  // A verdict may say another time than the one that it corrects: a day is of every verdict about what was spoken of.
  `create view api.late_pointer as
    select p.network, p.chain_id, p.load, p.rows, p.views, p.block, p.before,
      m.verdict >= p.verdict and m.block >= p.block and s.height >= p.block
        and p.digest = (select b.digest from ingest.block b where b.network = p.network and b.chain_id = p.chain_id
          and b.number <= p.block order by b.number desc limit 1) as holds,
      (with heard as materialized (select distinct * from (${HEARD('v.number > p.verdict')} union all ${HEARD('v.block_number > p.block')}) h)
        select case when (select count(*) from heard) <= ${MOST} then p.except_days || coalesce((
          select array_agg(distinct to_char(v.subject_time at time zone 'UTC', 'YYYY-MM-DD')) from heard h
          join watch.verdict v on v.network = p.network and v.watchdog = h.watchdog and v.subject_kind = h.subject_kind
            and v.subject_id = h.subject_id and v.statement = h.statement and v.block_hash = h.block_hash), '{}') end) as days
    from lake.late_pointer p
    join ingest.status s on s.network = p.network and s.chain_id = p.chain_id
    join watch.verification_mark m on m.network = p.network and m.chain_id = p.chain_id`,
]
