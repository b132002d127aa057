import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What the archiver keeps: blobs by id, and the leaves of those that rebuild a root. No foreign keys into facts: a
 * reorg may take a settlement away, while the bytes stay.
 */
export class Archive1790000000100 implements MigrationInterface {
  readonly name = 'Archive1790000000100'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema archive')
    await runner.query(`create table archive.blob (
      network text not null, blob_id text not null,
      status text not null check (status in ('pending', 'kept', 'lost', 'refused')),
      code text, detail text, sha256 bytea, size integer, merkle_root bytea, leaf_count integer, format text,
      tries integer not null default 0, next_try_at timestamptz, first_seen_at timestamptz not null, kept_at timestamptz,
      primary key (network, blob_id))`)
    await runner.query(`create table archive.leaf (
      network text not null, blob_id text not null, leaf_index integer not null,
      node bytea not null, input_hash bytea not null, output_hash bytea not null, signature bytea not null,
      claimed_at timestamptz not null, leaf_hash bytea not null,
      primary key (network, blob_id, leaf_index))`)
    await runner.query(
      'create index leaf_tuple on archive.leaf (network, node, input_hash, output_hash, claimed_at)',
    )
    // A claim is what an individual settlement or a proof states in its own log, or one leaf of a kept batch whose
    // bytes rebuild the settled root. Its id names its place on chain, so a blob settled twice gives two claims.
    await runner.query(`create view facts.claim as
      select network, chain_id, chain_id || '-' || block_number || '-' || position as id,
        block_number, block_hash, block_time, tx_hash, position, null::integer as leaf_index, node, evidence, request,
        requester, model, input_hash, output_hash, claimed_at, signature, blob_id, verification_key_hash
      from facts.settled_claim
      union all
      select s.network, s.chain_id, s.chain_id || '-' || s.block_number || '-' || s.position || '-' || l.leaf_index,
        s.block_number, s.block_hash, s.block_time, s.tx_hash, s.position, l.leaf_index, l.node, 'tee_signature', null,
        null, null, l.input_hash, l.output_hash, l.claimed_at, l.signature, s.blob_id, null
      from facts.settlement s
      join archive.blob b on b.network = s.network and b.blob_id = s.blob_id and b.status = 'kept' and b.merkle_root = s.merkle_root
      join archive.leaf l on l.network = s.network and l.blob_id = s.blob_id
      where s.kind = 'batch'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view facts.claim')
    await runner.query('drop schema archive cascade')
  }
}
