import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Verdicts as they were given, and those of one outcome: without these a list of them sorts every verdict.
  'create index verdict_listed on watch.verdict (network, number)',
  'create index verdict_outcome on watch.verdict (outcome, network, number)',
]

/** A list of verdicts is read in the order in which it is shown. */
export class VerdictsInOrder1790000000910 implements MigrationInterface {
  readonly name = 'VerdictsInOrder1790000000910'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index watch.verdict_outcome, watch.verdict_listed')
  }
}
