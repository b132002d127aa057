import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // What a trace says of a transaction through another contract: how it differs from what was read, and in what; or why there is none.
  `create table keeper.call_trace (
    network text not null, chain_id bigint not null, tx_hash bytea not null, block_number integer not null,
    block_hash bytea not null, difference text, differing text, reason text, tries integer not null,
    asked_at timestamptz not null,
    check ((difference is null) = (differing is null) and (difference is null or reason is null)),
    primary key (network, chain_id, tx_hash, block_hash))`,
  `create index call_trace_difference on keeper.call_trace (network, chain_id) where difference is not null`,
  `create index registration_word_difference on keeper.registration_word (network, chain_id) where difference is not null`,
  // Every difference between endpoints and what was read, of blocks that the index still has.
  `create view keeper.difference as
    select w.network, w.chain_id, w.block_number, r.tx_hash, w.difference,
      'the registration of 0x' || encode(r.node, 'hex') as differing, w.asked_at as seen_at
    from keeper.registration_word w
    join facts.node_registered r on r.network = w.network and r.chain_id = w.chain_id
      and r.block_number = w.block_number and r.position = w.position and r.block_hash = w.block_hash
    where w.difference is not null
    union all
    select w.network, w.chain_id, w.block_number, w.tx_hash, w.difference, w.differing, w.asked_at
    from keeper.call_trace w
    join ingest.block b on b.network = w.network and b.chain_id = w.chain_id and b.number = w.block_number
      and b.hash = w.block_hash
    where w.difference is not null`,
]

/** Heartbeats, payments and settlements through another contract are compared with traces; differences stand in one list. */
export class CallTraces1790000000671 implements MigrationInterface {
  readonly name = 'CallTraces1790000000671'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view keeper.difference')
    await runner.query('drop index keeper.registration_word_difference')
    await runner.query('drop table keeper.call_trace')
  }
}
