import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How often the transfers to an account were asked for in vain, because they are more in one block than anybody gives. */
export class TracedTries1790000000761 implements MigrationInterface {
  readonly name = 'TracedTries1790000000761'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table keeper.traced add column tries integer not null default 0, add column tried_at timestamptz',
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table keeper.traced drop column tries, drop column tried_at')
  }
}
