import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Blobs whose leaves the lake holds: those that are not here are written next, and those that are gone get tombstones. */
export class LateLake1790000000971 implements MigrationInterface {
  readonly name = 'LateLake1790000000971'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table lake.blob (
      network text not null, blob_id text not null, leaf_count integer not null, primary key (network, blob_id))`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lake.blob')
  }
}
