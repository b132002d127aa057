import type { MigrationInterface, QueryRunner } from 'typeorm'

const SCALE = '1000000000000000000'

// What accrued stands in the sums by day, exact to parts of 10^18; withdrawals are movements of whole units, a few for each validator.
const UNDRAWN = `create view api.undrawn_reward as
  select d.network, d.chain_id, d.node as node_key, d.token, div(d.parts, ${SCALE}) as accrued, mod(d.parts, ${SCALE}) as accrued_fraction,
    w.amount as withdrawn,
    case when d.parts >= w.amount * ${SCALE} then div(d.parts - w.amount * ${SCALE}, ${SCALE}) end as remainder,
    case when d.parts >= w.amount * ${SCALE} then mod(d.parts, ${SCALE}) end as remainder_fraction,
    case when d.parts < w.amount * ${SCALE} then 'BEFORE_FIRST_BLOCK' end as remainder_reason
  from (select network, chain_id, node, token, sum(amount) * ${SCALE} + sum(fraction) as parts from derived.node_day_direct
    where kind = 'emission' group by network, chain_id, node, token) d
  join derived.node v on v.network = d.network and v.chain_id = d.chain_id and v.node = d.node and v.role = 'validator'
  cross join lateral (select coalesce(sum(m.amount), 0) as amount from facts.movement m where m.network = d.network
    and m.chain_id = d.chain_id and m.node = d.node and m.token = d.token and m.kind in ('reward-withdrawn', 'commission-withdrawn')) w`

/** What validators and their delegators earned, drew and have left to draw. */
export class UndrawnRewards1790000000932 implements MigrationInterface {
  readonly name = 'UndrawnRewards1790000000932'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UNDRAWN)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.undrawn_reward')
  }
}
