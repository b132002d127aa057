import type { MigrationInterface, QueryRunner } from 'typeorm'

const COLUMNS = `node as node_key, evidence, request as request_key, requester, model as model_key, input_hash, output_hash,
  claimed_at, blob_id, verification_key_hash, 'claim'::text as subject_kind`

const STATEMENTS = [
  // The root is compared within a coalesce: beside the blob's own key the planner would take it for a second, independent
  // chance, expect no rows at all, and read every batch instead of the newest.
  `create view api.claim_log as select network, chain_id, block_number, block_hash, block_time, tx_hash, position,
      null::integer as leaf_index, ${COLUMNS}, chain_id || '-' || block_number || '-' || position as subject_id
    from facts.settled_claim`,
  `create view api.claim_leaf as select s.network, s.chain_id, s.block_number, s.block_hash, s.block_time, s.tx_hash, s.position,
      l.leaf_index, l.node as node_key, 'tee_signature'::text as evidence, null::bytea as request_key, null::bytea as requester,
      null::bytea as model_key, l.input_hash, l.output_hash, l.claimed_at, s.blob_id, null::bytea as verification_key_hash,
      'claim'::text as subject_kind, s.chain_id || '-' || s.block_number || '-' || s.position || '-' || l.leaf_index as subject_id
    from facts.settlement s
    join archive.blob b on b.network = s.network and b.blob_id = s.blob_id and b.status = 'kept'
      and coalesce(b.merkle_root = s.merkle_root, false)
    join archive.leaf l on l.network = s.network and l.blob_id = s.blob_id
    where s.kind = 'batch'`,
  'create or replace view api.claim as select * from api.claim_log union all select * from api.claim_leaf',
]

/** The two kinds of claims as views of their own, so that a page is read of each along its own index. */
export class ClaimParts1790000000460 implements MigrationInterface {
  readonly name = 'ClaimParts1790000000460'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`create or replace view api.claim as select network, chain_id, block_number, block_hash, block_time, tx_hash,
      position, leaf_index, ${COLUMNS}, id as subject_id from facts.claim`)
    await runner.query('drop view api.claim_log, api.claim_leaf')
  }
}
