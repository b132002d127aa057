import type { MigrationInterface, QueryRunner } from 'typeorm'
import { subjectsOf } from './1790000000210-verification.ts'
import { SUPERSEDED } from './1790000000630-corrections.ts'

const DELIVERED = `    when 'risc0' then array['proof_valid', 'claim_shown', 'predicate_met', 'output_reproduced']\n`

// The newest word of each chain's emergency stop about the verifiers that a verdict names. Which proofs a stop is of is a part of the parameter.
const STOPS = `from jsonb_array_elements(v.conditions->'verifiers') as e(named)
  cross join lateral (select distinct on (p.chain_id) p.chain_id, p.block_number, p.block_time, p.contract, p.new_value
    from facts.parameter_change p where p.network = v.network and p.parameter = 'stopped:' || (e.named->>'selector')
    order by p.chain_id, p.block_number desc, p.position desc) p
  where p.new_value is not null`

const VERDICT = (
  more: string,
) => `create or replace view api.verdict as select v.network, v.number, v.chain_id, v.watchdog,
    v.subject_kind, v.subject_id, v.block_number, v.block_hash, v.node as node_key, v.statement, v.outcome, v.code, v.fault, v.detail,
    v.transient, v.conditions, v.subject_time, v.checked_at, ${SUPERSEDED} as superseded, v.corrects as corrects_number,
    (select c.number from watch.verdict c where c.corrects = v.number) as corrected_by_number, v.correction_reason${more}
  from watch.verdict v`

// Null where a verdict names no verifier.
const STOPPED = `, case when v.conditions ? 'verifiers' then exists (select ${STOPS}) end as verifier_stopped,
  case when v.conditions ? 'verifiers' then (select coalesce(jsonb_agg(jsonb_build_object('selector', e.named->>'selector',
      'kind', e.named->>'kind', 'version', e.named->>'version', 'chainId', p.chain_id::text, 'blockNumber', p.block_number,
      'contract', '0x' || encode(p.contract, 'hex'),
      'stoppedAt', to_char(p.block_time at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by p.block_time), '[]') ${STOPS}) end
    as stopped_verifiers`

/** Of a proof that was delivered to a market it is also asked whether what was shown makes its claim, and whether that was asked for; a verdict says which of its verifiers were stopped since. */
export class DeliveredProofs1790000000940 implements MigrationInterface {
  readonly name = 'DeliveredProofs1790000000940'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create or replace view watch.subject as ${subjectsOf(DELIVERED)}`)
    await runner.query(VERDICT(STOPPED))
  }

  async down(): Promise<void> {
    throw new Error('views do not lose columns: restore the database from before this migration')
  }
}
