import { type FigureContext, type FigureKind, RATIO, type Window, written } from '../../economics/figure.ts'
import type { ClaimCount } from '../../economics/gas.ts'
import { type Known, known, missing } from '../../economics/known.ts'
import {
  type Assignment,
  cumulativeIncidence,
  incidenceQuantile,
  type Outcome,
  successOf,
  uptimeOf,
} from '../../economics/service.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import { createWriter } from './public.ts'
import { refused } from './scope.ts'

const SECONDS = (methodVersion: string): FigureKind => ({ unit: 'seconds', methodVersion, places: 3 })
const MOST = 100_000

const ASSIGNMENTS = `select '0x' || encode(r.node_key, 'hex'), extract(epoch from r.block_time)::double precision,
    extract(epoch from r.deadline)::double precision, extract(epoch from d.block_time)::double precision,
    '0x' || encode(d.node_key, 'hex')
  from api.request r
  left join lateral (select c.block_time, c.node_key from api.claim c
    where c.network = r.network and c.request_key = r.request_key order by c.block_number, c.position limit 1) d on true
  where r.network = $1 and ($2::bytea is null or r.node_key = $2)
    and r.block_time >= to_timestamp($3) and r.block_time < to_timestamp($4)
  order by r.block_time limit ${MOST + 1}`
const DELAYS = `select count(*)::integer, percentile_cont(array[0.05, 0.25, 0.5, 0.75, 0.95]) within group
    (order by extract(epoch from c.block_time - c.claimed_at)::double precision)
  from api.claim c where c.network = $1 and ($2::bytea is null or c.node_key = $2) and c.claimed_at is not null
    and c.block_time >= to_timestamp($3) and c.block_time < to_timestamp($4)`
// With the last one before the window, however old: a node that fell silent long ago is down and not unknown.
const HEARTBEATS = `select extract(epoch from block_time)::double precision from (
    (select block_time from api.heartbeat where network = $1 and node_key = $2 and block_time < to_timestamp($3)
      order by block_time desc limit 1)
    union all
    (select block_time from api.heartbeat where network = $1 and node_key = $2 and block_time >= to_timestamp($3)
      and block_time < to_timestamp($4) order by block_time limit ${MOST + 1})) beats`
// What the index knows of a node's chain: up to its newest indexed block, and nothing after.
const INDEXED_UNTIL = `select min(extract(epoch from c.block_time))::double precision from api.node n
  join api.chain c on c.network = n.network and c.chain_id = n.chain_id where n.network = $1 and n.node_key = $2`
const CLAIMS = `select count(*)::integer, count(distinct (model_key, input_hash))::integer from api.claim
  where network = $1 and ($2::bytea is null or node_key = $2)
    and block_time >= to_timestamp($3) and block_time < to_timestamp($4)`

const CLAIM_DAYS = `select extract(epoch from min(block_time))::double precision, count(*)::integer from api.claim
  where network = $1 and node_key = $2 and block_time >= to_timestamp($3) and block_time < to_timestamp($4)
  group by (block_time at time zone 'UTC')::date`

export interface ServiceInput {
  readonly network: string
  /** Null: the whole network; then there is no uptime. */
  readonly node: string | null
  readonly window: Window
  /** Heartbeat age limit in seconds. */
  readonly maxAge: Known<number>
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

/** Number of claims in the window, and of distinct (model, input) among them. */
export async function countClaims(snapshot: Snapshot, { network, node, window }: ServiceInput) {
  const [row] = await snapshot.rows(CLAIMS, [network, toKey(node), window.from, window.to])
  return { all: Number(row?.[0] ?? 0), distinct: Number(row?.[1] ?? 0) }
}

export async function getPublicService(snapshot: Snapshot, input: ServiceInput, context: FigureContext) {
  const { network, node, window } = input
  const values = [network, toKey(node), window.from, window.to]
  const assignments = bounded(await snapshot.rows(ASSIGNMENTS, values), 'requests').map(toAssignment)
  const [delays] = await snapshot.rows(DELAYS, values)
  const success = successOf(assignments, window.to)
  const steps = cumulativeIncidence(assignments.map((each) => toOutcome(each, window.to)))
  const uptime = await uptimeIn(snapshot, input, values)
  const write = createWriter(context)
  const latency = (q: number) =>
    assignments.length === 0
      ? missing<number>('NOT_OBSERVED', 'requests that are visible before they settle')
      : incidenceQuantile(steps, q)
  const { rate, ...counts } = success
  return {
    success: write(rate, RATIO('success-1')),
    ...counts,
    deliveryP50: write(latency(0.5), SECONDS('incidence-1')),
    deliveryP90: write(latency(0.9), SECONDS('incidence-1')),
    settlementDelay: write(...delayFigure(delays)),
    uptime: write(uptime.share, RATIO('uptime-1')),
    upSeconds: Math.round(uptime.up),
    downSeconds: Math.round(uptime.down),
    unknownSeconds: Math.round(uptime.unknown),
  }
}

async function uptimeIn(snapshot: Snapshot, input: ServiceInput, values: unknown[]) {
  const { node, window, maxAge } = input
  if (node === null) return uptimeOf([], missing('NOT_APPLICABLE', 'uptime of a whole network'), [], window)
  const rows = bounded(await snapshot.rows(HEARTBEATS, values), 'heartbeats')
  const [indexed] = await snapshot.rows(INDEXED_UNTIL, values.slice(0, 2))
  // Not one indexed block: nothing of the window was seen.
  const seenUntil = indexed?.[0] == null ? window.from : Number(indexed[0])
  // The newest block itself was seen: what may be missing begins after its second.
  const gap = { from: Math.floor(seenUntil) + 1, to: Number.POSITIVE_INFINITY }
  return uptimeOf(
    rows.map((row) => Number(row[0])),
    maxAge,
    [gap],
    window,
  )
}

// A list that was cut short would read as misses and as silence.
function bounded(rows: unknown[][], what: string): unknown[][] {
  if (rows.length > MOST)
    throw refused('TOO_MANY_ROWS', `more than ${MOST} ${what} in the window: ask for fewer days`)
  return rows
}

type DelayFigure = Parameters<ReturnType<typeof createWriter>>

function delayFigure(row: unknown[] | undefined): DelayFigure {
  const kind = SECONDS('settlement-delay-conditional-1')
  const quantiles = row?.[1] as number[] | null | undefined
  if (!quantiles || Number(row?.[0]) === 0)
    return [missing('NOT_OBSERVED', 'settled claims that carry the node’s own time'), kind]
  const [p5, p25, p50, p75, p95] = quantiles.map((each) => written(each, 3))
  return [
    known(quantiles[2] ?? 0),
    kind,
    { p5: p5 ?? null, p25: p25 ?? null, p50: p50 ?? null, p75: p75 ?? null, p95: p95 ?? null },
  ]
}

function toAssignment([node, at, deadline, deliveredAt, by]: unknown[]): Assignment {
  return {
    node: String(node),
    assignedAt: Number(at),
    deadline: deadline === null ? null : Number(deadline),
    delivered: deliveredAt === null ? null : { at: Number(deliveredAt), by: String(by) },
  }
}

function toOutcome({ assignedAt, deadline, delivered }: Assignment, now: number): Outcome {
  const inTime = delivered && delivered.at < now && (deadline === null || delivered.at <= deadline)
  if (inTime) return { after: delivered.at - assignedAt, end: 'delivered' }
  if (deadline !== null && deadline < now) return { after: deadline - assignedAt, end: 'expired' }
  return { after: now - assignedAt, end: 'open' }
}

function toKey(node: string | null): Buffer | null {
  return node === null ? null : Buffer.from(node.slice(2), 'hex')
}
