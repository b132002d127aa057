import type { MigrationInterface, QueryRunner } from 'typeorm'

const SAME = `t.network, t.chain_id, t.node as node_key, t.day, t.registrations, t.status_changes, t.heartbeats, t.claims, t.requests,
  t.fees, t.refunds, t.emissions`

const STATEMENTS = [
  // Which nodes were penalised in a window: few of all days, and a day's other counts change without touching the index.
  'create index node_day_penalised on derived.node_day (network, day) where penalties <> 0',
  // As migration 610 says it. A day without a penalty says so by a constant, so that a question for the others never reads it.
  `create or replace view api.node_day as
    select ${SAME}, 0 as penalties, t.stake_changes, 0 as maintenance from derived.node_day t where t.penalties = 0
    union all
    select ${SAME}, t.penalties - m.maintenance, t.stake_changes, m.maintenance
    from derived.node_day t cross join lateral (select count(*)::integer as maintenance from facts.penalty p
      where p.network = t.network and p.chain_id = t.chain_id and p.node = t.node
        and p.block_time >= t.day::timestamp at time zone 'UTC' and p.block_time < (t.day + 1)::timestamp at time zone 'UTC'
        and p.kind in ('node_disabled', 'measurement_revoked')
        and (select d.cause from keeper.node_disabling d where d.network = p.network and d.chain_id = p.chain_id
          and d.block_number = p.block_number and d.phase = p.phase and d.position = p.position and d.node = p.node) = 'owner') m
    where t.penalties <> 0`,
  // A window of what was checked, of all nodes.
  'create index verification_day_day on watch.verification_day (network, day)',
]

/** What pages ask of a window's days is found without reading every day of every node. */
export class DaysFound1790000000780 implements MigrationInterface {
  readonly name = 'DaysFound1790000000780'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    // The view says the same either way.
    await runner.query('drop index watch.verification_day_day, derived.node_day_penalised')
  }
}
