import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Days of before have none: null, and not zero.
  'alter table watch.spent add column cpu_ms bigint',
  `create view api.watchdog_day as select network, watchdog, day, checks, cpu_ms from watch.spent`,
  // What a claim of its own log carries on chain for others to check: its proof, public signals or signature.
  `create view api.claim_size as select network, chain_id, block_time,
      octet_length(proof) as proof, octet_length(public_signals) as public_signals, octet_length(signature) as signature
    from facts.settled_claim`,
]

/** What checking costs: processors' time of watchdogs by day, bytes that claims carry. */
export class CheckingCost1790000000951 implements MigrationInterface {
  readonly name = 'CheckingCost1790000000951'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.claim_size, api.watchdog_day')
    await runner.query('alter table watch.spent drop column cpu_ms')
  }
}
