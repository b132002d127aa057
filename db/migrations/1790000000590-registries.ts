import type { MigrationInterface, QueryRunner } from 'typeorm'

export const STATE = `role, owner, payment_address, endpoint, tee_type, measurement, measurement_version,
  measurement_approved, attested_block, attested_at, enabled`

// Words of a contract that registers nobody are about all nodes; those of a registry about its own.
export const isRegistry = (contract: string, of: string, block: string) => `(
    exists (select from derived.registry g where g.network = ${of}.network and g.chain_id = ${of}.chain_id
      and g.contract = ${contract} and g.first_block <= ${block})
    or exists (select from ingest.parameter g where g.network = ${of}.network and g.chain_id = ${of}.chain_id
      and g.parameter = 'contract_registers:0x' || encode(${contract}, 'hex')))`

// Of the last disabling up to a block. Networks that name the cause themselves keep their word.
export const disabling = (block: string) => {
  const last = (value: string) => `(select ${value} from keeper.node_disabling d
    where d.network = t.network and d.chain_id = t.chain_id and d.node = t.node and d.block_number <= ${block}
      and (t.registry is null or d.contract = t.registry or not ${isRegistry('d.contract', 't', 'd.block_number')})
    order by d.block_number desc, d.position desc limit 1)`
  const open = `t.disabled_cause in ('undetermined', 'measurement_revoked')`
  return `
    case when ${open} then coalesce(${last('d.cause')}, t.disabled_cause) else t.disabled_cause end as disabled_cause,
    case when t.disabled_by is null and ${open} then ${last('d.actor')} else t.disabled_by end as disabled_by`
}

const STATEMENTS = [
  // Contracts that registered a node, with their first registration.
  `create table derived.registry (
    network text not null, chain_id bigint not null, contract bytea not null, first_block integer not null,
    primary key (network, chain_id, contract))`,
  // What verifiers said of whose nodes they take from then on.
  `create table derived.registry_word (
    network text not null, chain_id bigint not null, verifier bytea not null,
    block_number integer not null, position integer not null, block_time timestamptz not null,
    old_registry bytea, new_registry bytea, primary key (network, chain_id, block_number, position))`,
  // Of which registry a state is.
  'alter table derived.node_version add column registry bytea',
  'alter table derived.node add column registry bytea',
  'alter table derived.lapse add column registry bytea',
  'alter table derived.lapse drop constraint lapse_ended_by_check',
  `alter table derived.lapse add constraint lapse_ended_by_check check (ended_by in ('heartbeat', 'disabled', 'limit', 'moved'))`,
  // By which rules states were derived: the indexer derives them again where they are not its own.
  'alter table ingest.fence add column derived_rules text',
  // When a parameter's block was: it matters from that time on.
  'alter table ingest.parameter add column from_time timestamptz',
  `update ingest.parameter p set from_time = case when from_block = 0 then '-infinity' else coalesce((
      select b.block_time from ingest.block b where b.network = p.network and b.chain_id = p.chain_id
        and b.number >= p.from_block order by b.number limit 1), now()) end`,
  'alter table ingest.parameter alter column from_time set not null',
  `update ingest.parameter set parameter = parameter || ':' || substring(source from '0x[0-9a-f]{40}')
    where parameter = 'heartbeat_max_age' and source like 'eth_call %'`,
  'drop function api.node_as_of(text[], bigint[], integer[])',
  'drop function derived.node_as_of(text, bigint, integer)',
  // The state of every node of a chain as of a block, with its last heartbeat to its registry up to there.
  `create function derived.node_as_of(for_network text, for_chain bigint, at_block integer)
    returns table (network text, chain_id bigint, node bytea, from_block integer, from_time timestamptz,
      role text, owner bytea, payment_address bytea, endpoint text, tee_type smallint, measurement bytea,
      measurement_version text, measurement_approved boolean, attested_block integer, attested_at timestamptz,
      enabled boolean, disabled_cause text, disabled_by bytea,
      last_heartbeat_block integer, last_heartbeat_at timestamptz, registry bytea)
    language sql stable as $$
      select v.network, v.chain_id, v.node, v.from_block, v.from_time,
        v.role, v.owner, v.payment_address, v.endpoint, v.tee_type, v.measurement, v.measurement_version,
        v.measurement_approved, v.attested_block, v.attested_at, v.enabled, v.disabled_cause, v.disabled_by,
        h.block_number, h.block_time, v.registry
      from derived.node_version v
      left join lateral (
        select b.block_number, b.block_time from facts.heartbeat b
        where b.network = for_network and b.chain_id = for_chain and b.node = v.node and b.block_number <= at_block
          and (b.contract = v.registry or v.registry is null or not ${isRegistry('b.contract', 'v', 'b.block_number')})
        order by b.block_number desc limit 1) h on true
      where v.network = for_network and v.chain_id = for_chain
        and v.from_block <= at_block and (v.to_block is null or at_block < v.to_block)
    $$`,
  `create or replace view api.node as select network, chain_id, node as node_key, first_block, first_time, changed_block,
      changed_time, ${STATE}, ${disabling('t.changed_block')},
      last_heartbeat_block, last_heartbeat_at, last_heartbeat_signed_at, lapsed, registry
    from derived.node t`,
  `create or replace view api.node_version as select network, chain_id, node as node_key, from_block, to_block, from_time,
      to_time, ${STATE}, ${disabling('t.from_block')}, registry from derived.node_version t`,
  `create or replace view api.lapse as select network, chain_id, node as node_key, after_block, after_time, limit_seconds,
      from_time, to_time, ended_by, registry from derived.lapse`,
  `create function api.node_as_of(networks text[], chains bigint[], blocks integer[]) returns setof api.node
    language sql stable security definer set search_path = pg_catalog as $$
      select a.network, a.chain_id, a.node, n.first_block, n.first_time, a.from_block, a.from_time,
        a.role, a.owner, a.payment_address, a.endpoint, a.tee_type, a.measurement, a.measurement_version,
        a.measurement_approved, a.attested_block, a.attested_at, a.enabled, d.disabled_cause, d.disabled_by,
        a.last_heartbeat_block, a.last_heartbeat_at, null::timestamptz,
        exists (select 1 from derived.lapse l where l.network = a.network and l.chain_id = a.chain_id
          and l.node = a.node and l.from_time <= j.block_time and (l.to_time is null or j.block_time < l.to_time)),
        a.registry
      from unnest(networks, chains, blocks) as at(network, chain_id, block)
      cross join lateral derived.node_as_of(at.network, at.chain_id, at.block) a
      cross join lateral (select ${disabling('t.from_block')} from (select a.*) t) d
      join derived.node n on n.network = a.network and n.chain_id = a.chain_id and n.node = a.node
      left join lateral (select b.block_time from ingest.block b where b.network = at.network
        and b.chain_id = at.chain_id and b.number <= at.block order by b.number desc limit 1) j on true
    $$`,
]

/** A node's state, heartbeats and limit are those of the registry that speaks for it. */
export class Registries1790000000590 implements MigrationInterface {
  readonly name = 'Registries1790000000590'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('views do not lose columns: restore the database from before this migration')
  }
}
