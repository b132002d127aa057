import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // A page of one network's lies, newest first.
  'create index provider_fault_number on ingest.provider_fault (network, id)',
  `create view api.provider_fault as select network, id as number, chain_id, endpoint, kind, block_number, said, proved, seen_at
    from ingest.provider_fault`,
]

/** The lies that endpoints were caught in, for everybody to read. */
export class ProviderFault1790000000470 implements MigrationInterface {
  readonly name = 'ProviderFault1790000000470'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.provider_fault')
    await runner.query('drop index ingest.provider_fault_number')
  }
}
