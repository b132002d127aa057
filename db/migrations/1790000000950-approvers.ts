import type { MigrationInterface, QueryRunner } from 'typeorm'

// Through another contract it is that contract which the registry saw: who signed is named only where the call went straight to it.
const APPROVERS = `create or replace view api.measurement_change as
  select network, chain_id, block_number, block_hash, block_time, tx_hash, contract, phase, position,
    measurement, tee_type, approved, version, grace_seconds,
    (select x.sender from keeper.sender x where x.network = m.network and x.chain_id = m.chain_id and x.tx_hash = m.tx_hash
      and x.called = m.contract) as approver
  from facts.measurement_status m`

/** Who approved or revoked a measurement, where the transaction's signature proves it. */
export class Approvers1790000000950 implements MigrationInterface {
  readonly name = 'Approvers1790000000950'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPROVERS)
  }

  async down(): Promise<void> {
    throw new Error('views do not lose columns: restore the database from before this migration')
  }
}
