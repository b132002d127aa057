import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A block that was put into the list while a worker had it is looked at once more when that worker is done. */
export class WorkAgain1790000000802 implements MigrationInterface {
  readonly name = 'WorkAgain1790000000802'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table watch.work add column again boolean not null default false')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table watch.work drop column again')
  }
}
