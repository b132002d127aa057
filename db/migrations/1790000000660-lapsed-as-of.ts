import type { MigrationInterface, QueryRunner } from 'typeorm'
import { disabling, STATE } from './1790000000590-registries.ts'

const STATEMENTS = [
  'drop function api.node_as_of(text[], bigint[], integer[])',
  `create or replace view api.node as select network, chain_id, node as node_key, first_block, first_time, changed_block,
      changed_time, ${STATE}, ${disabling('t.changed_block')},
      last_heartbeat_block, last_heartbeat_at, last_heartbeat_signed_at, lapsed, registry, null::text as lapsed_reason
    from derived.node t`,
  // Earliest and latest time that a block may have. The journal does not keep blocks without data far below finality: such a
  // block's time lies between those of its neighbours there.
  `create function ingest.time_of(for_network text, for_chain bigint, at_block integer)
    returns table (earliest timestamptz, latest timestamptz) language sql stable as $$
      select coalesce((select b.block_time from ingest.block b where b.network = for_network and b.chain_id = for_chain
          and b.number <= at_block order by b.number desc limit 1), '-infinity'),
        coalesce((select b.block_time from ingest.block b where b.network = for_network and b.chain_id = for_chain
          and b.number >= at_block order by b.number limit 1), 'infinity')
    $$`,
  // The newest age limit of heartbeats to a registry that holds at a block, seconds. Null where none is known.
  `create function ingest.heartbeat_limit(for_network text, for_chain bigint, of_registry bytea, at_block integer)
    returns double precision language sql stable as $$
      select p.value::double precision from ingest.parameter p
      where p.network = for_network and p.chain_id = for_chain and p.from_block <= at_block
        and p.parameter = coalesce((select o.parameter from ingest.parameter o where o.network = for_network
          and o.chain_id = for_chain and o.parameter = 'heartbeat_max_age:0x' || encode(of_registry, 'hex') limit 1),
          'heartbeat_max_age')
      order by p.from_block desc limit 1
    $$`,
  // As isTEEActive says it of the block: more than the limit of that block after the last heartbeat or registration until then.
  `create function api.node_as_of(networks text[], chains bigint[], blocks integer[]) returns setof api.node
    language sql stable security definer set search_path = pg_catalog as $$
      select a.network, a.chain_id, a.node, n.first_block, n.first_time, a.from_block, a.from_time,
        a.role, a.owner, a.payment_address, a.endpoint, a.tee_type, a.measurement, a.measurement_version,
        a.measurement_approved, a.attested_block, a.attested_at, a.enabled, d.disabled_cause, d.disabled_by,
        a.last_heartbeat_block, a.last_heartbeat_at, null::timestamptz, l.lapsed, a.registry,
        case when l.lapsed is null then 'BLOCK_TIME_UNKNOWN' end
      from unnest(networks, chains, blocks) as at(network, chain_id, block)
      cross join lateral ingest.time_of(at.network, at.chain_id, at.block) b
      cross join lateral derived.node_as_of(at.network, at.chain_id, at.block) a
      cross join lateral (select ${disabling('t.from_block')} from (select a.*) t) d
      join derived.node n on n.network = a.network and n.chain_id = a.chain_id and n.node = a.node
      cross join lateral (select case when a.enabled and a.tee_type is not null and a.registry is not null
          then ingest.heartbeat_limit(at.network, at.chain_id, a.registry, at.block) end as seconds) m
      cross join lateral (select case when m.seconds <= 1000000000 then m.seconds * interval '1 second'
        + case when a.last_heartbeat_block < a.attested_block or a.last_heartbeat_block is null
            then a.attested_at else a.last_heartbeat_at end end as until) s
      cross join lateral (select case when s.until is null or b.latest <= s.until and b.earliest <= s.until then false
        when b.earliest > s.until and b.latest > s.until then true end as lapsed) l
    $$`,
]

/** Whether a node was silent for too long as of a block follows from that block's time, and is null where it is not known. */
export class LapsedAsOf1790000000660 implements MigrationInterface {
  readonly name = 'LapsedAsOf1790000000660'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('views do not lose columns: restore the database from before this migration')
  }
}
