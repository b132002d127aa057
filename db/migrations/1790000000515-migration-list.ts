import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Which migrations ran, for the API's role to see: so the API can tell that the tables are older than it is. */
export class MigrationList1790000000515 implements MigrationInterface {
  readonly name = 'MigrationList1790000000515'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create view api.migration as select timestamp, name from assay_migration')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.migration')
  }
}
