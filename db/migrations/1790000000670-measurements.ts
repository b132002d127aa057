import type { MigrationInterface, QueryRunner } from 'typeorm'
import { disabling, isRegistry } from './1790000000590-registries.ts'
import { CONTACT_FROM } from './1790000000640-contacts.ts'

const IS_DIRECT = '(t.payment_address is not null or t.endpoint is not null)'

/** On what a measurement rests, and why none is known: `t` has that of facts, `c` what endpoints told. */
export const MEASUREMENT_FROM = `case when t.measurement is not null then case when ${IS_DIRECT} then 'chain' else 'document' end
    when c.measurement is not null then 'endpoints' end as measurement_from,
  case when t.measurement is not null or c.measurement is not null then null when t.tee_type is null then 'NOT_ATTESTED'
    when ${IS_DIRECT} then 'DOCUMENT_UNREADABLE' when c.asked then coalesce(c.reason, 'NOT_SAID')
    else 'UNASKED' end as measurement_reason`

/** What endpoints told of the registration that a state rests on: the last one of its block. */
export const TOLD = `left join lateral (
    select true as asked, w.payment_address, w.endpoint, w.measurement, w.reason from keeper.registration_word w
    join facts.node_registered r on r.network = w.network and r.chain_id = w.chain_id
      and r.block_number = w.block_number and r.position = w.position and r.block_hash = w.block_hash
    where w.network = t.network and w.chain_id = t.chain_id and w.block_number = t.attested_block
      and t.payment_address is null and t.endpoint is null
      and r.contract = t.registry and r.node = t.node
      and not exists (select from facts.node_registered o
        where o.network = r.network and o.chain_id = r.chain_id and o.block_number = r.block_number
          and o.contract = r.contract and o.node = r.node and o.position > r.position)) c on true`

/** The registry's newest word up to `block` on the measurement that they told. */
export const newestWord = (block: string) => `from facts.measurement_status m
    where t.measurement is null and m.network = t.network and m.chain_id = t.chain_id and m.measurement = c.measurement
      and (m.tee_type = t.tee_type or m.tee_type is null or t.tee_type is null) and m.block_number <= ${block}
      and (m.contract = t.registry or not ${isRegistry('m.contract', 't', 'm.block_number')})
    order by m.block_number desc, m.position desc limit 1`

const said = (block: string) => `${TOLD}
  left join lateral (select m.approved, m.version ${newestWord(block)}) p on true`

const STATE = `t.role, t.owner, coalesce(t.payment_address, c.payment_address) as payment_address,
  coalesce(t.endpoint, c.endpoint) as endpoint, t.tee_type, coalesce(t.measurement, c.measurement) as measurement,
  coalesce(t.measurement_version, p.version) as measurement_version,
  coalesce(t.measurement_approved, p.approved) as measurement_approved, t.attested_block, t.attested_at, t.enabled`

const STATEMENTS = [
  // Rows from before have no measurement: they are asked for again, and what they hold stays until then.
  `alter table keeper.registration_word add column measurement bytea,
     add column measurement_asked boolean not null default false`,
  `create or replace view api.node as select t.network, t.chain_id, t.node as node_key, first_block, first_time,
      changed_block, changed_time, ${STATE}, ${disabling('t.changed_block')},
      last_heartbeat_block, last_heartbeat_at, last_heartbeat_signed_at, lapsed, registry, null::text as lapsed_reason,
      ${CONTACT_FROM}, ${MEASUREMENT_FROM}
    from derived.node t ${said('t.changed_block')}`,
  `create or replace view api.node_version as select t.network, t.chain_id, t.node as node_key, from_block, to_block,
      from_time, to_time, ${STATE}, ${disabling('t.from_block')}, registry, ${CONTACT_FROM}, ${MEASUREMENT_FROM}
    from derived.node_version t ${said('t.from_block')}`,
  `create or replace function api.node_as_of(networks text[], chains bigint[], blocks integer[]) returns setof api.node
    language sql stable security definer set search_path = pg_catalog as $$
      select t.network, t.chain_id, t.node, n.first_block, n.first_time, t.from_block, t.from_time,
        ${STATE}, d.disabled_cause, d.disabled_by,
        t.last_heartbeat_block, t.last_heartbeat_at, null::timestamptz, l.lapsed, t.registry,
        case when l.lapsed is null then 'BLOCK_TIME_UNKNOWN' end, ${CONTACT_FROM}, ${MEASUREMENT_FROM}
      from unnest(networks, chains, blocks) as at(network, chain_id, block)
      cross join lateral ingest.time_of(at.network, at.chain_id, at.block) b
      cross join lateral derived.node_as_of(at.network, at.chain_id, at.block) t
      ${said('t.from_block')}
      cross join lateral (select ${disabling('t.from_block')}) d
      join derived.node n on n.network = t.network and n.chain_id = t.chain_id and n.node = t.node
      cross join lateral (select case when t.enabled and t.tee_type is not null and t.registry is not null
          then ingest.heartbeat_limit(at.network, at.chain_id, t.registry, at.block) end as seconds) m
      cross join lateral (select case when m.seconds <= 1000000000 then m.seconds * interval '1 second'
        + case when t.last_heartbeat_block < t.attested_block or t.last_heartbeat_block is null
            then t.attested_at else t.last_heartbeat_at end end as until) s
      cross join lateral (select case when s.until is null or b.latest <= s.until and b.earliest <= s.until then false
        when b.earliest > s.until and b.latest > s.until then true end as lapsed) l
    $$`,
  `create or replace view api.registration as select t.network, t.chain_id, t.block_number, t.block_hash, t.block_time,
      t.tx_hash, t.contract, t.phase, t.position, t.node as node_key, t.role, t.owner,
      coalesce(t.payment_address, c.payment_address) as payment_address, coalesce(t.endpoint, c.endpoint) as endpoint,
      t.tee_type, coalesce(t.measurement, c.measurement) as measurement, t.signing_key,
      octet_length(t.attestation) as attestation_size, 'registration'::text as subject_kind,
      t.chain_id || '-' || t.block_number || '-' || t.position as subject_id,
      case when octet_length(t.attestation) <= 65536 then t.attestation end as attestation,
      ${CONTACT_FROM}, c.said_by as contact_said_by, c.vouched_by as contact_vouched_by,
      case when t.payment_address is null and t.endpoint is null then
        case when c.asked then c.reason else 'UNASKED' end end as contact_reason,
      c.difference as contact_difference, ${MEASUREMENT_FROM}
    from facts.node_registered t
    left join lateral (select true as asked, w.* from keeper.registration_word w
      where w.network = t.network and w.chain_id = t.chain_id and w.block_number = t.block_number
        and w.position = t.position and w.block_hash = t.block_hash
        and t.payment_address is null and t.endpoint is null) c on true`,
]

/** A measurement that neither a call nor its document proves is said to be the endpoints' word. */
export class Measurements1790000000670 implements MigrationInterface {
  readonly name = 'Measurements1790000000670'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('views do not lose columns: restore the database from before this migration')
  }
}
