import type { Window } from '../../../economics/figure.ts'
import type { ClaimCount } from '../../../economics/gas.ts'
import type { Known } from '../../../economics/known.ts'
import type { Assignment } from '../../../economics/service.ts'
import { refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

const MOST = 100_000

// The delivery that counts is the assigned node's own in time, if there is one: anybody may put a claim on chain that names a
// request, and one that came before it takes nothing from it. Else the first by anybody.
const ASSIGNMENTS = `select '0x' || encode(r.node_key, 'hex'), extract(epoch from r.block_time)::double precision,
    extract(epoch from r.deadline)::double precision, extract(epoch from d.block_time)::double precision,
    '0x' || encode(d.node_key, 'hex')
  from api.request r
  left join lateral (select c.block_time, c.node_key from api.claim c
    where c.network = r.network and c.request_key = r.request_key
    order by (c.node_key is not distinct from r.node_key and (r.deadline is null or c.block_time <= r.deadline)) desc,
      c.block_number, c.position limit 1) d on true
  where r.network = $1 and ($2::bytea is null or r.node_key = $2)
    and r.block_time >= to_timestamp($3) and r.block_time < to_timestamp($4)
    and ($5::bigint[] is null or r.chain_id = any($5))
  order by r.block_time limit ${MOST + 1}`
// With the last one before the window, however old: a node that fell silent long ago is down and not unknown. What the
// index knows of a node's chain ends with its newest indexed block. Read backwards along the blocks of the node's chain: what is older
// than that last one is never looked at.
// Of a run of them only the first and the last matter.
const HEARTBEATS = `select '0x' || encode(r.node_key, 'hex'), extract(epoch from r.indexed)::double precision, min(r.at), max(r.at),
    count(*) filter (where r.at >= $3)::integer
  from (select b.*, count(*) filter (where b.at - b.before > $5) over (partition by b.node_key, b.chain_id order by b.at) as run
    from (select n.node_key, n.chain_id, c.block_time as indexed, extract(epoch from beats.block_time)::double precision as at,
        lag(extract(epoch from beats.block_time)::double precision) over (partition by n.node_key, n.chain_id order by beats.block_time) as before
  from api.node n join api.chain c on c.network = n.network and c.chain_id = n.chain_id
  left join lateral (select h.block_number from api.heartbeat h
    where h.network = n.network and h.chain_id = n.chain_id and h.node_key = n.node_key and h.block_time < to_timestamp($3)
    order by h.block_number desc limit 1) last on true
  left join lateral (select h.block_time from api.heartbeat h
    where h.network = n.network and h.chain_id = n.chain_id and h.node_key = n.node_key and h.block_time < to_timestamp($4)
      and h.block_number >= coalesce(last.block_number, 0)) beats on true
  where n.network = $1 and ($2::bytea is null or n.node_key = $2)) b) r
  group by r.node_key, r.chain_id, r.indexed, r.run limit ${MOST + 1}`
const CLAIMS_IN = `api.claim where network = $1 and ($2::bytea is null or node_key = $2)
    and block_time >= to_timestamp($3) and block_time < to_timestamp($4)
    and ($5::bigint[] is null or chain_id = any($5))`
const CLAIMS = `select count(*)::integer from ${CLAIMS_IN}`
// Grouped by hashing: to count what is distinct, the database sorts.
const REPEATED = `select coalesce(sum(claims), 0)::integer, count(*)::integer
  from (select count(*) as claims from ${CLAIMS_IN} group by model_key, input_hash) payload`
const CLAIM_DAYS = `select extract(epoch from min(block_time))::double precision, count(*)::integer from api.claim
  where network = $1 and node_key = $2 and block_time >= to_timestamp($3) and block_time < to_timestamp($4)
  group by (block_time at time zone 'UTC')::date`

/** Heartbeats of one node and where the index knows nothing of its chain. Unix seconds. */
interface Beats {
  /** From the first to the last of those that follow on each other within the age limit. */
  readonly runs: Window[]
  /** Heartbeats in the window. */
  count: number
  readonly gaps: Window[]
}

/**
 * Work given in a window, of one node or of all (null); `chains`: only on these.
 * @throws `TOO_MANY_ROWS`
 */
export async function listAssignments(
  snapshot: Snapshot,
  network: string,
  node: string | null,
  window: Window,
  chains: readonly number[] | null = null,
): Promise<readonly Assignment[]> {
  const rows = await snapshot.rows(ASSIGNMENTS, [network, toKey(node), window.from, window.to, chains])
  return bounded(rows, 'requests').map(toAssignment)
}

/**
 * Heartbeats by node, each with its last one before the window; `maxAge`: seconds that one holds for.
 * @throws `TOO_MANY_ROWS`
 */
export async function listHeartbeats(
  snapshot: Snapshot,
  { network, node, window }: ClaimScope,
  maxAge: Known<number>,
): Promise<ReadonlyMap<string, Beats>> {
  const limit = maxAge.known ? maxAge.value : Number.POSITIVE_INFINITY
  const values = [network, toKey(node), window.from, window.to, limit]
  const rows = bounded(await snapshot.rows(HEARTBEATS, values), 'runs of heartbeats')
  const found = new Map<string, Beats>()
  for (const [key, indexed, first, last, count] of rows) {
    const name = String(key)
    // The newest block itself was seen: what may be missing begins after its second. No block: nothing was seen.
    const from = indexed === null ? window.from : Math.floor(Number(indexed)) + 1
    const beats = found.get(name) ?? { runs: [], count: 0, gaps: [{ from, to: Number.POSITIVE_INFINITY }] }
    found.set(name, beats)
    if (first === null) continue
    beats.runs.push({ from: Number(first), to: Number(last) })
    beats.count += Number(count)
  }
  return found
}

/** Claims of a node in a window by UTC day, each at its first claim's moment. */
export async function listClaimDays(
  snapshot: Snapshot,
  network: string,
  node: string,
  window: Window,
): Promise<readonly ClaimCount[]> {
  const rows = await snapshot.rows(CLAIM_DAYS, [network, toKey(node), window.from, window.to])
  return rows.map(([at, count]) => ({ at: Number(at), count: Number(count) }))
}

interface ClaimScope {
  readonly network: string
  /** Null: all. */
  readonly node: string | null
  readonly window: Window
  /** Only those on these chains; left out: on all. */
  readonly chains?: readonly number[] | null
}

/** Number of claims in the window. */
export async function countClaims(
  snapshot: Snapshot,
  { network, node, window, chains = null }: ClaimScope,
): Promise<number> {
  const [row] = await snapshot.rows(CLAIMS, [network, toKey(node), window.from, window.to, chains])
  return Number(row?.[0] ?? 0)
}

/** Number of claims in the window, and of distinct (model, input) among them. */
export async function countRepeated(
  snapshot: Snapshot,
  { network, node, window, chains = null }: ClaimScope,
) {
  const [row] = await snapshot.rows(REPEATED, [network, toKey(node), window.from, window.to, chains])
  return { all: Number(row?.[0] ?? 0), distinct: Number(row?.[1] ?? 0) }
}

// A list that was cut short would read as misses and as silence.
function bounded(rows: unknown[][], what: string): unknown[][] {
  if (rows.length > MOST)
    throw refused('TOO_MANY_ROWS', `more than ${MOST} ${what} in the window: ask for fewer days`)
  return rows
}

function toAssignment([node, at, deadline, deliveredAt, by]: unknown[]): Assignment {
  return {
    node: String(node),
    assignedAt: Number(at),
    deadline: deadline === null ? null : Number(deadline),
    delivered: deliveredAt === null ? null : { at: Number(deliveredAt), by: String(by) },
  }
}

/** A node's key as the database has it; null: every node. */
export function toKey(node: string | null): Buffer | null {
  return node === null ? null : Buffer.from(node.slice(2), 'hex')
}
