import type { MigrationInterface, QueryRunner } from 'typeorm'

// Times that a stranger states, by table; `view` shows the table's rows.
const TIMES = [
  { table: 'facts.heartbeat', column: 'signed_at' },
  { table: 'facts.settled_claim', column: 'claimed_at' },
  { table: 'facts.request_assigned', column: 'deadline' },
  { table: 'facts.emission', column: 'period' },
  { table: 'archive.leaf', column: 'claimed_at' },
] as const

const FIRST_BEYOND = `timestamptz '10000-01-01 00:00:00+00'`

const PLACE = 'network, chain_id, block_number, block_hash, block_time, tx_hash, contract, phase, position'
const SUBJECT = (kind: string) =>
  `'${kind}'::text as subject_kind, chain_id || '-' || block_number || '-' || position as subject_id`

// Null with its reason: OUT_OF_RANGE where a number was stated that is no moment, else NOT_STATED.
const seconds = (column: string, table = '') => `${table}${column}_seconds,
  case when ${table}${column} is not null then null when ${table}${column}_seconds is null then 'NOT_STATED' else 'OUT_OF_RANGE' end
    as ${column}_reason`

const CLAIM = `node as node_key, evidence, request as request_key, requester, model as model_key, input_hash, output_hash,
  claimed_at, blob_id, verification_key_hash`

// Each is the view as it was, with more columns at its end: what stands on it stays.
const VIEWS = [
  `create or replace view api.heartbeat as select ${PLACE}, node as node_key, signed_at, ${SUBJECT('heartbeat')},
    ${seconds('signed_at')} from facts.heartbeat`,
  `create or replace view api.request as select ${PLACE}, request as request_key, node as node_key, requester, model as model_key,
    input_hash, deadline, ${seconds('deadline')} from facts.request_assigned`,
  `create or replace view api.emission as select ${PLACE}, node as node_key, payee, token, amount, period, reason,
    ${seconds('period')} from facts.emission`,
  `create or replace view api.claim_log as select network, chain_id, block_number, block_hash, block_time, tx_hash, position,
      null::integer as leaf_index, ${CLAIM}, ${SUBJECT('claim')}, ${seconds('claimed_at')}
    from facts.settled_claim`,
  `create or replace view api.claim_leaf as select s.network, s.chain_id, s.block_number, s.block_hash, s.block_time, s.tx_hash, s.position,
      l.leaf_index, l.node as node_key, 'tee_signature'::text as evidence, null::bytea as request_key, null::bytea as requester,
      null::bytea as model_key, l.input_hash, l.output_hash, l.claimed_at, s.blob_id, null::bytea as verification_key_hash,
      'claim'::text as subject_kind, s.chain_id || '-' || s.block_number || '-' || s.position || '-' || l.leaf_index as subject_id,
      ${seconds('claimed_at', 'l.')}
    from facts.settlement s
    join archive.blob b on b.network = s.network and b.blob_id = s.blob_id and b.status = 'kept'
      and coalesce(b.merkle_root = s.merkle_root, false)
    join archive.leaf l on l.network = s.network and l.blob_id = s.blob_id
    where s.kind = 'batch'`,
  'create or replace view api.claim as select * from api.claim_log union all select * from api.claim_leaf',
]

/**
 * A time outside of the years 1 to 9999 is no time but a number that somebody wrote: it is kept as seconds, and the time is
 * null (docs/decisions/0040-times-of-strangers.md). What was stored before is put right; numbers beyond the year 294276 were not
 * kept, and come back with `assay redecode`.
 */
export class Moments1790000000530 implements MigrationInterface {
  readonly name = 'Moments1790000000530'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table archive.leaf alter column claimed_at drop not null')
    for (const { table, column } of TIMES) {
      await runner.query(`alter table ${table} add column ${column}_seconds numeric(78,0)`)
      await runner.query(`update ${table} set ${column}_seconds = extract(epoch from ${column}), ${column} = null
        where ${column} >= ${FIRST_BEYOND}`)
    }
    await runner.query(`update derived.node set last_heartbeat_signed_at = null
      where last_heartbeat_signed_at >= ${FIRST_BEYOND}`)
    for (const view of VIEWS) await runner.query(view)
  }

  async down(): Promise<void> {
    throw new Error('views do not lose columns: restore the database from before this migration')
  }
}
