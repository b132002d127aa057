import type { MigrationInterface, QueryRunner } from 'typeorm'

// What each finalized or unfinalized row on chain states and can be checked for. `stated` is what the database says of
// it: the reference node compares it with what it reads from the chain itself. `proofs`: branches for evidence with more statements.
export const subjectsOf = (proofs = '') => `
  select network, chain_id, 'registration' as kind, chain_id || '-' || block_number || '-' || position as id,
    block_number, block_hash, block_time, position, null::integer as leaf_index, node, null as evidence, null as blob_id,
    'attestation_valid' as statement, jsonb_build_object('node', encode(node, 'hex')) as stated
  from facts.node_registered where tee_type is not null or attestation is not null
  union all
  select network, chain_id, 'heartbeat', chain_id || '-' || block_number || '-' || position,
    block_number, block_hash, block_time, position, null, node, null, null, 'heartbeat_signed',
    jsonb_build_object('node', encode(node, 'hex'), 'time', extract(epoch from signed_at)::bigint,
      'signature', encode(signature, 'hex'))
  from facts.heartbeat
  union all
  select network, chain_id, 'settlement', chain_id || '-' || block_number || '-' || position,
    block_number, block_hash, block_time, position, null, null, null, blob_id, 'settlement_included',
    jsonb_build_object('root', encode(merkle_root, 'hex'), 'size', batch_size::text, 'blob', blob_id)
  from facts.settlement where kind = 'batch'
  union all
  select network, chain_id, 'claim', id, block_number, block_hash, block_time, position, leaf_index, node, evidence,
    blob_id, s.statement, jsonb_build_object('node', encode(node, 'hex'), 'input', encode(input_hash, 'hex'),
      'output', encode(output_hash, 'hex'), 'time', extract(epoch from claimed_at)::bigint,
      'signature', encode(signature, 'hex'))
  from facts.claim cross join lateral unnest(case evidence
    when 'tee_signature' then array['settlement_included', 'hand_off_signed', 'output_reproduced']
    when 'onnx-replay' then array['output_reproduced']
${proofs}    else array['proof_valid', 'output_reproduced'] end) as s(statement)`

/** What there is to check, what waits for a verdict, and when an unanswered question is asked again. */
export class Verification1790000000210 implements MigrationInterface {
  readonly name = 'Verification1790000000210'

  async up(runner: QueryRunner): Promise<void> {
    // When the status last changed: a question that waited for the blob is asked again at once.
    await runner.query('alter table archive.blob add column changed_at timestamptz')
    // Null: signed with a time that no calendar holds. The exact number is in the blob.
    await runner.query('alter table archive.leaf alter column claimed_at drop not null')
    await runner.query(`create table watch.retry (
      network text not null, watchdog text not null, subject_kind text not null, subject_id text not null,
      chain_id bigint not null, block_number integer not null, block_hash bytea not null, statement text not null,
      tries integer not null, tried_at timestamptz not null, next_try_at timestamptz not null,
      primary key (network, watchdog, subject_kind, subject_id, block_hash, statement))`)
    await runner.query('create index retry_due on watch.retry (network, watchdog, next_try_at)')
    await runner.query(`create view watch.subject as ${subjectsOf()}`)
    await runner.query(`create view watch.pending as
      select s.* from watch.subject s
      join ingest.status i on i.network = s.network and i.chain_id = s.chain_id and s.block_number <= i.finalized_height
      where not exists (select from watch.verdict v where v.network = s.network and v.subject_kind = s.kind
        and v.subject_id = s.id and v.block_hash = s.block_hash and v.statement = s.statement and not v.transient)`)
    // The same hand-off settled more than once: `repeat` counts from 0 in chain order, so 0 is the first.
    await runner.query(`create view archive.repeat as
      select * from (
        select network, chain_id, id, block_number, position, leaf_index, node, input_hash, output_hash, claimed_at,
          signature, row_number() over tuple - 1 as repeat,
          count(*) over (partition by network, node, input_hash, output_hash, claimed_at) as copies
        from facts.claim where evidence = 'tee_signature'
        window tuple as (partition by network, node, input_hash, output_hash, claimed_at
          order by block_time, chain_id, block_number, position, leaf_index nulls first)) each
      where copies > 1`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view archive.repeat')
    await runner.query('drop view watch.pending')
    await runner.query('drop view watch.subject')
    await runner.query('drop table watch.retry')
    await runner.query(`update archive.leaf set claimed_at = 'infinity' where claimed_at is null`)
    await runner.query('alter table archive.leaf alter column claimed_at set not null')
    await runner.query('alter table archive.blob drop column changed_at')
  }
}
