import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Claims by the verification key that they name. */
export class ClaimKeys1790000000961 implements MigrationInterface {
  readonly name = 'ClaimKeys1790000000961'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create view api.claim_key as select network, chain_id, block_time, verification_key_hash
      from facts.settled_claim where verification_key_hash is not null`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.claim_key')
  }
}
