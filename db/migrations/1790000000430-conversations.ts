import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Blobs of individual settlements. Prompts and answers are personal: their text stays in the archive's folder, and only
 * hashes of it come into the database.
 */
export class Conversations1790000000430 implements MigrationInterface {
  readonly name = 'Conversations1790000000430'

  async up(runner: QueryRunner): Promise<void> {
    // Every hash that may have been signed for these bytes: of a text as it stands, and of its canonical form.
    await runner.query(`create table archive.conversation (
      network text not null, blob_id text not null, input_hashes bytea[] not null, output_hashes bytea[] not null,
      primary key (network, blob_id))`)
    // `agrees`: the settled hashes follow from the kept bytes; null while there are no such bytes.
    await runner.query(`create view archive.individual as
      select s.network, s.chain_id, s.block_number, s.position, s.blob_id, b.status, b.sha256,
        c.input_hash = any(k.input_hashes) and c.output_hash = any(k.output_hashes) as agrees
      from facts.settlement s
      join facts.settled_claim c on c.network = s.network and c.chain_id = s.chain_id
        and c.block_number = s.block_number and c.position = s.position
      left join archive.blob b on b.network = s.network and b.blob_id = s.blob_id
      left join archive.conversation k on k.network = s.network and k.blob_id = s.blob_id
      where s.kind = 'individual'`)
    // For whom the operator lets read contents: the hash that the bytes are kept by, and nothing of them.
    await runner.query(`create view api.kept_conversation as
      select k.network, k.blob_id, b.sha256 from archive.conversation k
      join archive.blob b on b.network = k.network and b.blob_id = k.blob_id and b.status = 'kept'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.kept_conversation')
    await runner.query('drop view archive.individual')
    await runner.query('drop table archive.conversation')
  }
}
