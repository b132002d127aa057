import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Of a heartbeat through another contract, every signature in the input that may be its own: the node's key tells which is. */
export class HeartbeatCandidates1790000000760 implements MigrationInterface {
  readonly name = 'HeartbeatCandidates1790000000760'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table facts.heartbeat add column candidates bytea[]')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table facts.heartbeat drop column candidates')
  }
}
