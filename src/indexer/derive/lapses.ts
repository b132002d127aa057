import type { PoolClient } from '../../platform/database.ts'
import { isWordOf } from './registries.ts'
import { IN_SCOPE, parametersOf, type Scope } from './scope.ts'

/**
 * The name of the age limit in `ingest.parameter`, seconds: that of the network's file. With `:0x…` behind it, that of one
 * registry as it was read from it, which counts for its nodes instead.
 */
export const HEARTBEAT_MAX_AGE = 'heartbeat_max_age'

/**
 * Derives silence that broke the rule. A sign of life is a heartbeat or a registration; the registry counts a node as
 * inactive at a block whose time is more than the limit of that block after the last one (og-evm
 * TEERegistry.isTEEActive), and a disabled node owes none, nor does one while it is registered without a TEE type, whatever
 * it sends. So a lapse also begins and ends where the limit changes, and the registry that counts is the node's at the time.
 *
 * Runs after versions and before heartbeats were derived: it needs the last beat before the scope. `head` is the time of the
 * scope's last block, Unix seconds: silence begins by its passing.
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
       and (after_block >= $3 or from_time > to_timestamp($4))`,
    [...place, scope.from, head],
  )
  await client.query(
    `update derived.lapse set to_time = null, ended_block = null, ended_by = null
     where network = $1 and chain_id = $2 and ended_block >= $3`,
    [...place, scope.from],
  )
  await client.query(FLAG, place)
}

const ofLimit = `(p.parameter = '${HEARTBEAT_MAX_AGE}' or p.parameter like '${HEARTBEAT_MAX_AGE}:%')`
const ownLimit = (registry: string) => `'${HEARTBEAT_MAX_AGE}:0x' || encode(${registry}, 'hex')`

// Nodes to look at, each with a registry that it is or was in during the scope and its last sign of life in it before: those
// the scope says something about, those that may have fallen silent since, and those whose limit changed.
const BASE = `touched as (
    select node from facts.heartbeat where ${IN_SCOPE}
    union select node from derived.node_version where network = $1 and chain_id = $2 and from_block between $3 and $4),
  pair as (
    select v.node, v.registry from derived.node_version v
    where v.network = $1 and v.chain_id = $2 and v.tee_type is not null and v.registry is not null
      and v.from_block <= $4 and (v.to_block is null or v.to_block >= $3) and v.node in (select node from touched)
    union select v.node, v.registry from derived.node_version v
    where v.network = $1 and v.chain_id = $2 and v.to_block is null and v.enabled and v.tee_type is not null
      and v.registry is not null and (
        not exists (select from derived.lapse o
          where o.network = $1 and o.chain_id = $2 and o.node = v.node and o.to_time is null)
        or exists (select from ingest.parameter p
          where p.network = $1 and p.chain_id = $2 and ${ofLimit} and p.from_block between $3 and $4))),
  base as materialized (
    select b.node, b.registry, l.block_number, l.block_time
    from pair b
    left join derived.node n on n.network = $1 and n.chain_id = $2 and n.node = b.node
    left join lateral (
      select block_number, block_time from (
        select n.last_heartbeat_block as block_number, n.last_heartbeat_at as block_time
        where n.registry = b.registry and n.last_heartbeat_block < $3
        union all (select h.block_number, h.block_time from facts.heartbeat h
          where n.registry is distinct from b.registry and h.network = $1 and h.chain_id = $2 and h.node = b.node
            and h.block_number < $3 and ${isWordOf('h.contract', 'b.registry', 'h.block_number')}
          order by h.block_number desc limit 1)
        union all (select v.attested_block, v.attested_at from derived.node_version v
          where v.network = $1 and v.chain_id = $2 and v.node = b.node and v.registry = b.registry and v.from_block < $3
          order by v.from_block desc limit 1)) sign
      where block_number < $3 order by block_number desc limit 1) l on true)`

const RULES = `with rules as (
    select coalesce(md5(string_agg(concat_ws(':', parameter, from_block, from_time, value), ' '
      order by parameter, from_block)), '') as hash
    from ingest.parameter p where network = $1 and chain_id = $2 and ${ofLimit})
  update ingest.fence f set lapse_rules = rules.hash from rules
  where f.network = $1 and f.chain_id = $2 and f.lapse_rules is distinct from rules.hash`

const FLAG = `update derived.node n set lapsed = not n.lapsed
  where network = $1 and chain_id = $2 and n.lapsed is distinct from exists (
    select from derived.lapse o where o.network = $1 and o.chain_id = $2 and o.node = n.node and o.to_time is null)`

const FORGET = `with ${BASE}
  delete from derived.lapse o using base b
  where o.network = $1 and o.chain_id = $2 and o.node = b.node and o.registry = b.registry
    and o.after_block >= b.block_number and $5::bigint is not null`

// Signs of life and what lies between them; the limits of the registry, each with its time; the times in which the node owed
// signs there. Where all three meet, and the limit was over, is a piece of a lapse; pieces that touch are one.
const DERIVE = `with ${BASE},
  sign as (
    select node, registry, block_number, block_time from base where block_number is not null
    union select h.node, b.registry, h.block_number, h.block_time from facts.heartbeat h join base b on b.node = h.node
      where h.network = $1 and h.chain_id = $2 and h.block_number between $3 and $4
        and ${isWordOf('h.contract', 'b.registry', 'h.block_number')}
    union select r.node, r.contract, r.block_number, r.block_time from facts.node_registered r
      join base b on b.node = r.node and b.registry = r.contract
      where r.network = $1 and r.chain_id = $2 and r.block_number between $3 and $4),
  gap as (
    select node, registry, block_number as after_block, block_time as after_time,
      lead(block_number) over w as next_block, lead(block_time) over w as next_time
    from sign window w as (partition by node, registry order by block_number)),
  rule as (
    select g.registry, p.value, p.from_time, p.until_block, p.until_time
    from (select distinct registry from base) g
    cross join lateral (
      select value, from_time, lead(from_block) over w as until_block, lead(from_time) over w as until_time
      from ingest.parameter p where p.network = $1 and p.chain_id = $2 and p.from_time <= to_timestamp($5::bigint)
        and p.parameter = case when exists (select from ingest.parameter o where o.network = $1 and o.chain_id = $2
          and o.parameter = ${ownLimit('g.registry')}) then ${ownLimit('g.registry')} else '${HEARTBEAT_MAX_AGE}' end
      window w as (order by from_block)) p
    where p.value <= 1000000000),
  owing as (
    select v.node, b.registry, v.from_block, v.from_time, v.to_block, v.to_time, v.enabled is true as enabled,
      v.enabled and v.tee_type is not null and v.registry is not distinct from b.registry as owes
    from derived.node_version v join base b on b.node = v.node
    where v.network = $1 and v.chain_id = $2 and (v.to_time is null or b.block_time is null or v.to_time >= b.block_time)),
  step as (
    select *, (owes is distinct from lag(owes) over w)::int as switch, lead(enabled) over w as goes_on
    from owing window w as (partition by node, registry order by from_block)),
  island as (
    select *, sum(switch) over (partition by node, registry order by from_block) as number from step),
  owed as (
    select node, registry, min(from_time) as from_time,
      case when not bool_or(to_block is null) then max(to_time) end as to_time,
      case when not bool_or(to_block is null) then max(to_block) end as to_block,
      (array_agg(goes_on order by from_block desc))[1] as goes_on
    from island where owes group by node, registry, number),
  cut as (
    select g.*, r.value, r.until_block, r.until_time, o.to_block, o.to_time as owed_until, o.goes_on,
      greatest(g.after_time + (r.value::double precision + 1) * interval '1 second', r.from_time, o.from_time) as begins,
      least(g.next_time, o.to_time, r.until_time) as ends
    from gap g join rule r on r.registry = g.registry join owed o on o.node = g.node and o.registry = g.registry),
  piece as (
    select *, (begins is distinct from lag(ends) over (partition by node, registry, after_block order by begins))::int as apart
    from cut where begins <= to_timestamp($5::bigint) and (ends is null or begins < ends)),
  whole as (
    select *, sum(apart) over (partition by node, registry, after_block order by begins) as number from piece)
  insert into derived.lapse
    (network, chain_id, node, registry, after_block, after_time, limit_seconds, from_time, to_time, ended_block, ended_by)
  select $1, $2, w.node, w.registry, w.after_block, w.after_time, w.limit_seconds, w.begins, l.ends,
    case when l.ends is null then null when l.ends = l.next_time then l.next_block
      when l.ends = l.owed_until then l.to_block else l.until_block end,
    case when l.ends is null then null when l.ends = l.next_time then 'heartbeat'
      when l.ends is distinct from l.owed_until then 'limit' when l.goes_on then 'moved' else 'disabled' end
  from (select node, registry, after_block, after_time, number, min(begins) as begins, max(begins) as last,
      (array_agg(value order by begins))[1] as limit_seconds
    from whole group by 1, 2, 3, 4, 5) w
  join whole l on l.node = w.node and l.registry = w.registry and l.after_block = w.after_block and l.begins = w.last`
