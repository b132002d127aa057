import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the verdicts of logs were judged by, content-addressed. */
export class LogEvidence1790000000791 implements MigrationInterface {
  readonly name = 'LogEvidence1790000000791'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table watch.log_evidence (
      origin text not null references watch.log, hash bytea not null, bytes bytea not null, primary key (origin, hash))`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table watch.log_evidence')
  }
}
