import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // What a page counts of a window: whose fault the rejections were, and what could not be decided. Few of all verdicts.
  'create index verdict_fault on watch.verdict (network, fault, subject_time) where fault is not null',
  `create index verdict_undecided on watch.verdict (network, transient, subject_time) where outcome = 'undecided'`,
  // As migration 640 says it. Fewer than two is one, and the planner takes it for a third of all addresses: of `= 1` it expects a
  // single row, and then compares every fee with every address instead of looking the address up.
  `create or replace view keeper.payment_address as
    select network, address, (array_agg(distinct node))[1] as node, min(from_time)::date as from_day, bool_and(said) as said
    from (
      select network, payment_address as address, node, from_time, false as said
      from derived.node_version where payment_address is not null
      union all
      select v.network, s.payment_address, v.node, v.from_time, true
      from keeper.registration_said s
      join derived.node_version v on v.network = s.network and v.chain_id = s.chain_id and v.node = s.node
        and v.registry = s.contract and v.attested_block = s.block_number and v.payment_address is null
      where not exists (select from facts.node_registered o
        where o.network = s.network and o.chain_id = s.chain_id and o.block_number = s.block_number
          and o.contract = s.contract and o.node = s.node and o.position > s.position)) a
    group by network, address having count(distinct node) < 2`,
]

/** What pages ask is found without reading everything: rejections and open questions of a window, the node of a payment address. */
export class FoundFaster1790000000690 implements MigrationInterface {
  readonly name = 'FoundFaster1790000000690'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    // The view says the same either way.
    await runner.query('drop index watch.verdict_undecided, watch.verdict_fault')
  }
}
