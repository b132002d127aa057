import type { MigrationInterface, QueryRunner } from 'typeorm'
import { disabling } from './1790000000590-registries.ts'
import { CONTACT_FROM } from './1790000000640-contacts.ts'

// What endpoints told of the registration that a state rests on: the last one of its block.
const SAID = `left join lateral (
    select w.payment_address, w.endpoint from keeper.registration_word w
    join facts.node_registered r on r.network = w.network and r.chain_id = w.chain_id
      and r.block_number = w.block_number and r.position = w.position and r.block_hash = w.block_hash
    where w.network = t.network and w.chain_id = t.chain_id and w.block_number = t.attested_block
      and w.payment_address is not null and t.payment_address is null and t.endpoint is null
      and r.contract = t.registry and r.node = t.node
      and not exists (select from facts.node_registered o
        where o.network = r.network and o.chain_id = r.chain_id and o.block_number = r.block_number
          and o.contract = r.contract and o.node = r.node and o.position > r.position)) c on true`
const STATE = `t.role, t.owner, coalesce(t.payment_address, c.payment_address) as payment_address,
  coalesce(t.endpoint, c.endpoint) as endpoint, t.tee_type, t.measurement, t.measurement_version,
  t.measurement_approved, t.attested_block, t.attested_at, t.enabled`

const STATEMENTS = [
  `create or replace view api.node as select t.network, t.chain_id, t.node as node_key, first_block, first_time,
      changed_block, changed_time, ${STATE}, ${disabling('t.changed_block')},
      last_heartbeat_block, last_heartbeat_at, last_heartbeat_signed_at, lapsed, registry, null::text as lapsed_reason,
      ${CONTACT_FROM}
    from derived.node t ${SAID}`,
  `create or replace view api.node_version as select t.network, t.chain_id, t.node as node_key, from_block, to_block,
      from_time, to_time, ${STATE}, ${disabling('t.from_block')}, registry, ${CONTACT_FROM}
    from derived.node_version t ${SAID}`,
  `create or replace function api.node_as_of(networks text[], chains bigint[], blocks integer[]) returns setof api.node
    language sql stable security definer set search_path = pg_catalog as $$
      select t.network, t.chain_id, t.node, n.first_block, n.first_time, t.from_block, t.from_time,
        ${STATE}, d.disabled_cause, d.disabled_by,
        t.last_heartbeat_block, t.last_heartbeat_at, null::timestamptz, l.lapsed, t.registry,
        case when l.lapsed is null then 'BLOCK_TIME_UNKNOWN' end, ${CONTACT_FROM}
      from unnest(networks, chains, blocks) as at(network, chain_id, block)
      cross join lateral ingest.time_of(at.network, at.chain_id, at.block) b
      cross join lateral derived.node_as_of(at.network, at.chain_id, at.block) t
      ${SAID}
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
]

/** A node's state says whose word its endpoint and payment address are, now and as of a block. */
export class NodeContacts1790000000665 implements MigrationInterface {
  readonly name = 'NodeContacts1790000000665'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('views do not lose columns: restore the database from before this migration')
  }
}
