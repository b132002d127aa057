import type { MigrationInterface, QueryRunner } from 'typeorm'

const SUMS = ['node_day_direct', 'network_day_amount', 'payee_day']

const EMISSION = `select network, chain_id, block_number, block_hash, block_time, tx_hash, contract, phase, position,
    node as node_key, payee, token, amount, period, reason, period_seconds,
    case when period is not null then null when period_seconds is null then 'NOT_STATED' else 'OUT_OF_RANGE' end as period_reason`

/** What rewards come to in less than a base unit is shown with each of them, and carried by sums. */
export class FractionsOfUnits1790000000860 implements MigrationInterface {
  readonly name = 'FractionsOfUnits1790000000860'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of SUMS)
      await runner.query(`alter table derived.${table} add column fraction numeric not null default 0`)
    await runner.query(`create or replace view api.emission as ${EMISSION}, fraction from facts.emission`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.emission')
    await runner.query(`create view api.emission as ${EMISSION} from facts.emission`)
    for (const table of SUMS) await runner.query(`alter table derived.${table} drop column fraction`)
  }
}
