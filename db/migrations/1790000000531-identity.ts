import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Longest attestation that an answer holds: a Nitro document has about 5 kB, and anybody may register with any bytes. */
const MOST_BYTES = 65_536

const STATEMENTS = [
  `create or replace view api.registration as select network, chain_id, block_number, block_hash, block_time, tx_hash, contract, phase,
      position, node as node_key, role, owner, payment_address, endpoint, tee_type, measurement, signing_key,
      octet_length(attestation) as attestation_size, 'registration'::text as subject_kind,
      chain_id || '-' || block_number || '-' || position as subject_id,
      case when octet_length(attestation) <= ${MOST_BYTES} then attestation end as attestation
    from facts.node_registered`,
  // What an id without its network leads to: the one whole id, or an error that lists them. The API knows the state AS001.
  `create function api.only_id(asked text, ids text[]) returns text language plpgsql immutable
    set search_path = pg_catalog as $$
    begin
      if cardinality(ids) > 1 then
        raise exception '% is an id in several networks: %', asked, array_to_string(ids[1:20], ', ')
          using errcode = 'AS001', detail = array_to_json(ids[1:20])::text;
      end if;
      return ids[1];
    end $$`,
  // Searches by the beginning of a hash walk along these; tables of facts have theirs (src/indexer/store/partitions.ts).
  'create index node_key on derived.node (node)',
  'create index leaf_output on archive.leaf (output_hash)',
]

/** Ids without their network, searches by the beginning of a name, and the attestations themselves. */
export class Identity1790000000531 implements MigrationInterface {
  readonly name = 'Identity1790000000531'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function api.only_id')
    await runner.query('drop index derived.node_key, archive.leaf_output')
  }
}
