import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the indexer knows of itself and of the endpoints it read from. */
export class Ingest1790000000050 implements MigrationInterface {
  readonly name = 'Ingest1790000000050'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema ingest')
    // Rises with every indexer that takes the writer's lock; a commit counts only with the newest.
    // `lapse_rules`: which age limits (a hash of them) lapses were derived with.
    await runner.query(`create table ingest.fence (
      network text not null, chain_id bigint not null, fence bigint not null,
      lapse_rules text, primary key (network, chain_id))`)
    // One row per network and chain: where the index stands. Written in the same transaction as the facts.
    await runner.query(`create table ingest.status (
      network text not null, chain_id bigint not null, genesis_hash bytea not null,
      height integer not null, hash bytea not null, block_time timestamptz,
      finalized_height integer not null, finalized_hash bytea not null,
      head integer not null, digest bytea not null, source_set_hash bytea not null,
      fence bigint not null, trouble_code text, trouble text, trouble_since timestamptz,
      updated_at timestamptz not null default now(),
      primary key (network, chain_id))`)
    // The journal: every block above finality, and every block that holds our data, with the digest after it and
    // what vouches for its header. `holds_data`: at least one log of ours is in it.
    await runner.query(`create table ingest.block (
      network text not null, chain_id bigint not null, number integer not null, hash bytea not null,
      parent_hash bytea, block_time timestamptz not null, digest bytea not null,
      holds_data boolean not null, proof text not null, vouched_by text,
      primary key (network, chain_id, number))`)
    // Raw data of our blocks: segments by the hash of their bytes, and what is not sealed in one yet (docs/formats/segment.md).
    await runner.query(`create table ingest.segment (
      network text not null, chain_id bigint not null, from_block integer not null, to_block integer not null,
      name text not null, size integer not null, blocks integer not null, digest_before bytea not null,
      digest_after bytea not null, primary key (network, chain_id, from_block))`)
    await runner.query(`create table ingest.raw (
      network text not null, chain_id bigint not null, number integer not null, block bytea not null,
      primary key (network, chain_id, number))`)
    await runner.query(`create table ingest.provider_fault (
      id bigint generated always as identity primary key, network text not null, chain_id bigint not null,
      endpoint text not null, kind text not null, block_number integer, said text, proved text,
      seen_at timestamptz not null default now())`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema ingest cascade')
  }
}
