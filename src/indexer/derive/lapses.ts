import type { PoolClient } from '../../platform/database.ts'
import { IN_SCOPE, parametersOf, type Scope } from './scope.ts'

/** The name of the age limit in `ingest.parameter`: seconds. */
export const HEARTBEAT_MAX_AGE = 'heartbeat_max_age'

/**
 * Derives silence that broke the rule. A sign of life is a heartbeat or a registration; the registry counts a node as
 * inactive when the block's time is more than the limit after the last one (og-evm TEERegistry.isTEEActive), and a
 * disabled node owes none, nor does one while it is registered without a TEE type, whatever it sends. The limit is the one
 * in force at the block of that last sign.
 *
 * Runs after versions and before heartbeats were derived: it needs the last beat before the scope. `head` is the time of the scope's last block, Unix seconds: silence begins by its passing.
 */
export async function deriveLapses(client: PoolClient, scope: Scope, head: number): Promise<void> {
  const place = [scope.network, scope.chain]
  // A limit may become known after the blocks it holds for: then every lapse is derived again, once.
  const { rowCount } = await client.query(RULES, place)
  if (rowCount) await client.query('delete from derived.lapse where network = $1 and chain_id = $2', place)
  const parameters = [...parametersOf(rowCount ? { ...scope, from: 0 } : scope), head]
  await client.query(FORGET, parameters)
  await client.query(DERIVE, parameters)
  await client.query(FLAG, place)
}

/** Takes back every lapse that the chain up to a block does not show. `head` is that block's time, Unix seconds. */
export async function undoLapses(client: PoolClient, scope: Scope, head: number): Promise<void> {
  const place = [scope.network, scope.chain]
  await client.query(
    `delete from derived.lapse where network = $1 and chain_id = $2
       and (after_block >= $3 or from_time >= to_timestamp($4))`,
    [...place, scope.from, head],
  )
  await client.query(
    `update derived.lapse set to_time = null, ended_block = null, ended_by = null
     where network = $1 and chain_id = $2 and ended_block >= $3`,
    [...place, scope.from],
  )
  await client.query(FLAG, place)
}

// Nodes to look at: those the scope says something about, and those that may have fallen silent since; each with its
// last sign of life before the scope.
const NODES = `touched as (
    select node from facts.heartbeat where ${IN_SCOPE}
    union select node from derived.node_version where network = $1 and chain_id = $2 and from_block between $3 and $4),
  base as materialized (
    select v.node, l.block_number, l.block_time
    from derived.node_version v
    left join derived.node n on n.network = $1 and n.chain_id = $2 and n.node = v.node
    left join lateral (
      select attested_block, attested_at from derived.node_version
      where network = $1 and chain_id = $2 and node = v.node and from_block < $3 order by from_block desc limit 1) a on true
    left join lateral (
      select block_number, block_time from (values
        (n.last_heartbeat_block, n.last_heartbeat_at), (a.attested_block, a.attested_at)) sign (block_number, block_time)
      where block_number < $3 order by block_number desc limit 1) l on true
    where v.network = $1 and v.chain_id = $2 and v.to_block is null
      and (v.node in (select node from touched)
        or (v.enabled and v.tee_type is not null and l.block_number is not null and not exists (
          select from derived.lapse o where o.network = $1 and o.chain_id = $2 and o.node = v.node and o.to_time is null))))`

const RULES = `with rules as (
    select coalesce(md5(string_agg(from_block || ':' || coalesce(value::text, ''), ' ' order by from_block)), '') as hash
    from ingest.parameter where network = $1 and chain_id = $2 and parameter = '${HEARTBEAT_MAX_AGE}')
  update ingest.fence f set lapse_rules = rules.hash from rules
  where f.network = $1 and f.chain_id = $2 and f.lapse_rules is distinct from rules.hash`

const FLAG = `update derived.node n set lapsed = not n.lapsed
  where network = $1 and chain_id = $2 and n.lapsed is distinct from exists (
    select from derived.lapse o where o.network = $1 and o.chain_id = $2 and o.node = n.node and o.to_time is null)`

const FORGET = `with ${NODES}
  delete from derived.lapse o using base b
  where o.network = $1 and o.chain_id = $2 and o.node = b.node and o.after_block >= b.block_number
    and $5::bigint is not null`

const DERIVE = `with ${NODES},
  sign as (
    select node, block_number, block_time from base where block_number is not null
    union select h.node, h.block_number, h.block_time from facts.heartbeat h join base b on b.node = h.node
      where h.network = $1 and h.chain_id = $2 and h.block_number between $3 and $4
    union select r.node, r.block_number, r.block_time from facts.node_registered r join base b on b.node = r.node
      where r.network = $1 and r.chain_id = $2 and r.block_number between $3 and $4),
  gap as (
    select node, block_number as after_block, block_time as after_time,
      lead(block_number) over w as next_block, lead(block_time) over w as next_time
    from sign window w as (partition by node order by block_number)),
  silence as (
    select g.*, p.value as limit_seconds, g.after_time + p.value::double precision * interval '1 second' as begins
    from gap g
    join lateral (select value from ingest.parameter
      where network = $1 and chain_id = $2 and parameter = '${HEARTBEAT_MAX_AGE}' and from_block <= g.after_block
      order by from_block desc limit 1) p on p.value <= 1000000000),
  owing as (
    select v.node, v.from_block, v.from_time, v.to_block, v.to_time, v.enabled and v.tee_type is not null as owes
    from derived.node_version v join base b on b.node = v.node
    where v.network = $1 and v.chain_id = $2 and (v.to_time is null or b.block_time is null or v.to_time >= b.block_time)),
  step as (
    select *, (owes is distinct from lag(owes) over (partition by node order by from_block))::int as switch from owing),
  island as (
    select *, sum(switch) over (partition by node order by from_block) as number from step),
  enabled as (
    select node, min(from_time) as from_time,
      case when not bool_or(to_block is null) then max(to_time) end as to_time,
      case when not bool_or(to_block is null) then max(to_block) end as to_block
    from island where owes group by node, number)
  insert into derived.lapse
    (network, chain_id, node, after_block, after_time, limit_seconds, from_time, to_time, ended_block, ended_by)
  select $1, $2, s.node, s.after_block, s.after_time, s.limit_seconds,
    greatest(s.begins, v.from_time),
    least(s.next_time, v.to_time),
    case when e.disabled then v.to_block else s.next_block end,
    case when e.disabled then 'disabled' when s.next_time is not null then 'heartbeat' end
  from silence s
  join enabled v on v.node = s.node
  cross join lateral (select v.to_time is not null and (s.next_time is null or v.to_time < s.next_time) as disabled) e
  where greatest(s.begins, v.from_time) < least(s.next_time, v.to_time, to_timestamp($5::bigint))`
