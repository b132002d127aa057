import type { MigrationInterface, QueryRunner } from 'typeorm'

const INDEXES: Readonly<Record<string, string>> = {
  // The newest comparisons, and how many of them differ.
  reconciliation_day: 'keeper.reconciliation (network, day)',
  reconciliation_status: 'keeper.reconciliation (network, status)',
  // How many blobs are lost, among all that are kept.
  blob_status: 'archive.blob (network, status)',
  // Who paid in the last days.
  payer_day_newest: 'derived.payer_day (network, day desc, payer)',
}

/** Lists of pages that read and sorted whole tables. */
export class IndexesOfLists1790000001121 implements MigrationInterface {
  readonly name = 'IndexesOfLists1790000001121'

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, on] of Object.entries(INDEXES)) await runner.query(`create index ${name} on ${on}`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, on] of Object.entries(INDEXES))
      await runner.query(`drop index ${on.split('.')[0]}.${name}`)
  }
}
