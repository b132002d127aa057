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
  await derive(client, rowCount ? { ...scope, from: 0 } : scope, head)
}

/** Takes back every lapse that the chain up to a block does not show. `head` is that block's time, Unix seconds. */
export async function undoLapses(client: PoolClient, scope: Scope, head: number): Promise<void> {
  await client.query(
    `delete from derived.lapse where network = $1 and chain_id = $2
       and (after_block >= $3 or ended_block >= $3 or ended_block is null)`,
    [scope.network, scope.chain, scope.from],
  )
  await derive(client, { ...scope, to: scope.from - 1 }, head)
}

async function derive(client: PoolClient, scope: Scope, head: number): Promise<void> {
  const parameters = [...parametersOf(scope), head]
  await client.query(BACKWARDS, [scope.network, scope.chain, scope.from, head])
  await client.query(FORGET, parameters)
  await client.query(DERIVE, parameters)
  await client.query(FLAG, parameters.slice(0, 2))
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

// A block whose time lies before that of the newest one until then may end every silence that is not over.
const BACKWARDS = `delete from derived.lapse where network = $1 and chain_id = $2 and to_time is null
  and to_timestamp($4::bigint) < (select block_time from ingest.block
    where network = $1 and chain_id = $2 and number < $3 order by number desc limit 1)`

const FORGET = `with ${BASE}
  delete from derived.lapse o using base b
  where o.network = $1 and o.chain_id = $2 and o.node = b.node and o.registry = b.registry
    and o.after_block >= b.block_number and $5::bigint is not null`

// Signs of life and what lies between them; the limits of the registry, each with its time; the times in which the node owed
// signs there. Where all three meet, and the limit was over, is a piece of a lapse; pieces that touch are one. What meets is a
// matter of blocks, so that it holds for times that go backwards too; a piece that has ended shows in the time of its last block.
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
    select g.registry, p.value, p.from_block, p.from_time, p.until_block, p.until_time
    from (select distinct registry from base) g
    cross join lateral (
      select value, from_block, from_time, lead(from_block) over w as until_block, lead(from_time) over w as until_time
      from ingest.parameter p where p.network = $1 and p.chain_id = $2 and p.from_block <= $4
        and p.parameter = case when exists (select from ingest.parameter o where o.network = $1 and o.chain_id = $2
          and o.parameter = ${ownLimit('g.registry')}) then ${ownLimit('g.registry')} else '${HEARTBEAT_MAX_AGE}' end
      window w as (order by from_block)) p
    where p.value <= 1000000000),
  owing as (
    select v.node, b.registry, v.from_block, v.from_time, v.to_block, v.to_time, v.enabled is true as enabled,
      v.enabled and v.tee_type is not null and v.registry is not distinct from b.registry as owes
    from derived.node_version v join base b on b.node = v.node
    where v.network = $1 and v.chain_id = $2 and (v.to_block is null or b.block_number is null or v.to_block > b.block_number)),
  step as (
    select *, (owes is distinct from lag(owes) over w)::int as switch, lead(enabled) over w as goes_on
    from owing window w as (partition by node, registry order by from_block)),
  island as (
    select *, sum(switch) over (partition by node, registry order by from_block) as number from step),
  owed as (
    select node, registry, min(from_block) as from_block, (array_agg(from_time order by from_block))[1] as from_time,
      (array_agg(to_block order by from_block desc))[1] as to_block,
      (array_agg(to_time order by from_block desc))[1] as to_time,
      (array_agg(goes_on order by from_block desc))[1] as goes_on
    from island where owes group by node, registry, number),
  cut as (
    select g.node, g.registry, g.after_block, g.after_time, r.value, first.block as from_block,
      greatest(g.after_time + (r.value::double precision + 1) * interval '1 second', first.time) as begins,
      last.block as to_block, last.time as ends, last.ended_by
    from gap g join rule r on r.registry = g.registry join owed o on o.node = g.node and o.registry = g.registry
    cross join lateral (
      select * from (values (g.after_block, g.after_time), (r.from_block, r.from_time), (o.from_block, o.from_time))
        as at(block, time) order by block desc limit 1) first
    left join lateral (
      select * from (values (1, g.next_block, g.next_time, 'heartbeat'),
          (2, o.to_block, o.to_time, case when o.goes_on then 'moved' else 'disabled' end),
          (3, r.until_block, r.until_time, 'limit')) as at(rank, block, time, ended_by)
        where block is not null order by block, rank limit 1) last on true),
  piece as (
    select *, ((from_block, begins) is distinct from (lag(to_block) over w, lag(ends) over w))::int as apart
    from cut where case when to_block is null then begins <= to_timestamp($5::bigint)
      else from_block < to_block and begins < ends end
    window w as (partition by node, registry, after_block order by from_block)),
  whole as (
    select *, sum(apart) over (partition by node, registry, after_block order by from_block) as number from piece)
  insert into derived.lapse
    (network, chain_id, node, registry, after_block, after_time, limit_seconds, from_time, to_time, ended_block, ended_by)
  select $1, $2, node, registry, after_block, after_time, (array_agg(value order by from_block))[1], min(begins),
    (array_agg(ends order by from_block desc))[1], (array_agg(to_block order by from_block desc))[1],
    (array_agg(ended_by order by from_block desc))[1]
  from whole group by node, registry, after_block, after_time, number`
