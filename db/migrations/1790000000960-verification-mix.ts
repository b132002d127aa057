import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Where claims of their own log stand, and in which contract: which evidence was checked on chain depends on it. */
export class VerificationMix1790000000960 implements MigrationInterface {
  readonly name = 'VerificationMix1790000000960'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create view api.claim_contract as select network, chain_id, block_number, block_hash, block_time,
      position, contract, node as node_key, evidence, request as request_key,
      chain_id || '-' || block_number || '-' || position as subject_id from facts.settled_claim`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.claim_contract')
  }
}
