import type { MigrationInterface, QueryRunner } from 'typeorm'
import { subjectsOf } from './1790000000210-verification.ts'

const DELIVERED = `    when 'risc0' then array['proof_valid', 'claim_shown', 'predicate_met', 'output_reproduced']\n`

/** Of a proof that was delivered to a market it is also asked whether what was shown makes its claim, and whether that was asked for. */
export class DeliveredProofs1790000000940 implements MigrationInterface {
  readonly name = 'DeliveredProofs1790000000940'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create or replace view watch.subject as ${subjectsOf(DELIVERED)}`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`create or replace view watch.subject as ${subjectsOf()}`)
  }
}
