import type { PoolClient } from '../../platform/database.ts'
import {
  deriveRegistries,
  endsRegistry,
  isWordOf,
  REGISTRY_TABLES,
  speaks,
  undoRegistries,
} from './registries.ts'
import { IN_SCOPE, parametersOf, type Scope } from './scope.ts'

const STATE = `registry, role, owner, payment_address, endpoint, tee_type, measurement, measurement_version,
  measurement_approved, attested_block, attested_at, enabled, disabled_cause, disabled_by`
const STATE_COLUMNS = STATE.split(',').map((column) => column.trim())
const set = (from: string) => STATE_COLUMNS.map((column) => `${column} = ${from}.${column}`).join(', ')

const TELLING = ['node_registered', 'node_status', 'measurement_status', 'parameter_change'] as const

/**
 * Adds a version of a node for every block of the scope that says something about it, and brings `derived.node` up to
 * its newest version. A version is a function of the facts up to its block alone: the newest registration in a registry that
 * speaks for the network, else the newest of all; the newest status in that registry; and its newest word on the measurement
 * registered with. So it does not matter how blocks were batched. Of a node that no speaking registry has, the network takes
 * nothing: it counts as disabled by `registry_replaced`.
 */
export async function deriveVersions(client: PoolClient, scope: Scope): Promise<void> {
  const here = [scope.network, scope.chain, scope.from]
  await deriveRegistries(client, scope)
  if (!TELLING.some((kind) => scope.kinds.has(kind)) && !(await endsRegistry(client, scope))) return
  await client.query(VERSIONS, parametersOf(scope))
  await client.query(CLOSE, here)
  await client.query(NODES, here)
  await client.query(RESTORE_HEARTBEATS, here)
}

/** Brings the last heartbeat of every node of the scope up to date. */
export async function deriveHeartbeats(client: PoolClient, scope: Scope): Promise<void> {
  if (scope.kinds.has('heartbeat')) await client.query(HEARTBEATS, parametersOf(scope))
}

/** Takes back every version from block `from` on. Runs after the facts of those blocks were deleted. */
export async function undoVersions(client: PoolClient, scope: Scope): Promise<void> {
  const { network, chain, from } = scope
  await undoRegistries(client, scope)
  await client.query(
    'delete from derived.node_version where network = $1 and chain_id = $2 and from_block >= $3',
    [network, chain, from],
  )
  await client.query(
    `update derived.node_version set to_block = null, to_time = null
     where network = $1 and chain_id = $2 and to_block >= $3`,
    [network, chain, from],
  )
  await client.query(
    `delete from derived.node n where network = $1 and chain_id = $2 and changed_block >= $3 and first_block >= $3`,
    [network, chain, from],
  )
  await client.query(RESTORE_NODES, [network, chain, from])
  await client.query(RESTORE_HEARTBEATS, [network, chain, from])
}

const VERSIONS = `with ${REGISTRY_TABLES},
  point as (
    select node, block_number, block_time from facts.node_registered where ${IN_SCOPE}
    union select node, block_number, block_time from facts.node_status where ${IN_SCOPE}
    union select r.node, m.block_number, m.block_time
      from facts.measurement_status m
      join facts.node_registered r on r.network = m.network and r.chain_id = m.chain_id
        and (r.measurement = m.measurement or ${isUnproved('r')}) and r.block_number <= m.block_number
      where m.network = $1 and m.chain_id = $2 and m.block_number between $3 and $4
        and ${isWordOf('m.contract', 'r.contract', 'm.block_number')}
    union select r.node, c.block_number, c.block_time
      from (select old_registry as registry, block_number, block_time from word
        union select new_registry, block_number, block_time from word
        union select registry, block_number, block_time from ended) c
      join facts.node_registered r on r.network = $1 and r.chain_id = $2
        and r.contract = c.registry and r.block_number <= c.block_number
      where c.block_number between $3 and $4)
  insert into derived.node_version (network, chain_id, node, from_block, to_block, from_time, to_time, ${STATE})
  select $1, $2, p.node, p.block_number,
    lead(p.block_number) over later, p.block_time, lead(p.block_time) over later,
    r.contract, r.role, r.owner, r.payment_address, r.endpoint, r.tee_type, r.measurement, m.version, m.approved,
    r.block_number, r.block_time,
    case when r.speaks is false then false else coalesce(s.enabled, r.node is not null) end,
    case when r.speaks is false then 'registry_replaced' when s.enabled is distinct from false then null
      when s.cause <> 'undetermined' or s.actor is null or r.owner is null then s.cause
      when s.actor = r.owner then 'owner' else 'admin' end,
    case when r.speaks is false or s.enabled is distinct from false then null else s.actor end
  from point p
  left join lateral (
    select f.*, ${speaks('g.contract', 'p.block_number')} as speaks from derived.registry g
    cross join lateral (${newest('node_registered', 'f.node = p.node and f.contract = g.contract')}) f
    where g.network = $1 and g.chain_id = $2
    order by speaks desc, f.block_number desc, f.position desc limit 1) r on true
  left join lateral (${newest(
    'node_status',
    `f.node = p.node and ${isWordOf('f.contract', 'r.contract', 'p.block_number')}`,
  )}) s on true
  left join lateral (${newest(
    'measurement_status',
    `f.measurement = r.measurement and (f.tee_type = r.tee_type or f.tee_type is null or r.tee_type is null)
      and ${isWordOf('f.contract', 'r.contract', 'p.block_number')}`,
  )}) m on true
  window later as (partition by p.node order by p.block_number)`

// Registered by another contract, and nothing on chain proves with which measurement: it may be the one that is spoken of, and
// what endpoints tell of it needs a state to hold for.
function isUnproved(of: string): string {
  const isTold = `${of}.payment_address is not null or ${of}.endpoint is not null`
  return `(${of}.measurement is null and ${of}.tee_type is not null and not (${isTold}))`
}

function newest(kind: string, where: string): string {
  return `select * from facts.${kind} f
    where f.network = $1 and f.chain_id = $2 and ${where} and f.block_number <= p.block_number
    order by f.block_number desc, f.position desc limit 1`
}

const CLOSE = `update derived.node_version v set to_block = next.from_block, to_time = next.from_time
  from (select distinct on (node) node, from_block, from_time from derived.node_version
    where network = $1 and chain_id = $2 and from_block >= $3 order by node, from_block) next
  where v.network = $1 and v.chain_id = $2 and v.node = next.node and v.to_block is null and v.from_block < next.from_block
    and v.from_block < $3`

// A node's last heartbeat is one to its registry. Where that became another, the block of the scope's beginning stands for
// "to be looked up", which RESTORE_HEARTBEATS does.
const LOOK_UP = `last_heartbeat_block = case when n.registry is not distinct from`

const NODES = `insert into derived.node as n (network, chain_id, node, first_block, first_time, changed_block, changed_time, ${STATE})
  select distinct on (node) network, chain_id, node, first_value(from_block) over w, first_value(from_time) over w,
    from_block, from_time, ${STATE}
  from derived.node_version
  where network = $1 and chain_id = $2 and from_block >= $3
  window w as (partition by node order by from_block)
  order by node, from_block desc
  on conflict (network, chain_id, node) do update set changed_block = excluded.changed_block,
    changed_time = excluded.changed_time, ${LOOK_UP} excluded.registry then n.last_heartbeat_block else $3 end, ${set('excluded')}`

// Only beats since the node is known: which beats came earlier in the same batch must not matter.
const HEARTBEATS = `update derived.node n
  set last_heartbeat_block = h.block_number, last_heartbeat_at = h.block_time, last_heartbeat_signed_at = h.signed_at
  from (select distinct on (f.node) f.node, f.block_number, f.block_time, f.signed_at from facts.heartbeat f
    join derived.node t on t.network = $1 and t.chain_id = $2 and t.node = f.node
    where f.network = $1 and f.chain_id = $2 and f.block_number between $3 and $4
      and f.block_number >= t.first_block and ${isWordOf('f.contract', 't.registry', 'f.block_number')}
    order by f.node, f.block_number desc, f.position desc) h
  where n.network = $1 and n.chain_id = $2 and n.node = h.node`

const RESTORE_NODES = `update derived.node n
  set changed_block = v.from_block, changed_time = v.from_time,
    ${LOOK_UP} v.registry then n.last_heartbeat_block else $3 end, ${set('v')}
  from derived.node_version v
  where n.network = $1 and n.chain_id = $2 and n.changed_block >= $3
    and v.network = $1 and v.chain_id = $2 and v.node = n.node and v.to_block is null`

const RESTORE_HEARTBEATS = `update derived.node n
  set last_heartbeat_block = h.block_number, last_heartbeat_at = h.block_time, last_heartbeat_signed_at = h.signed_at
  from (select t.node, b.block_number, b.block_time, b.signed_at
    from derived.node t
    left join lateral (select * from facts.heartbeat b
      where b.network = $1 and b.chain_id = $2 and b.node = t.node and b.block_number between t.first_block and $3 - 1
        and ${isWordOf('b.contract', 't.registry', 'b.block_number')}
      order by b.block_number desc, b.position desc limit 1) b on true
    where t.network = $1 and t.chain_id = $2 and t.last_heartbeat_block >= $3) h
  where n.network = $1 and n.chain_id = $2 and n.node = h.node`
