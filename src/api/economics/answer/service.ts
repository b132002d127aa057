import {
  type FigureContext,
  type FigureKind,
  RATIO,
  type Window,
  written,
} from '../../../economics/figure.ts'
import { type Known, known, missing } from '../../../economics/known.ts'
import { withoutMoney } from '../../../economics/price-use.ts'
import {
  cumulativeIncidence,
  incidenceQuantile,
  successOf,
  toOutcome,
  uptimeOf,
} from '../../../economics/service.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { listAssignments, listHeartbeats, toKey } from '../rows/service.ts'
import { createWriter } from './public.ts'

const SECONDS = (methodVersion: string): FigureKind => ({ unit: 'seconds', methodVersion, places: 3 })

const DELAYS = `select count(*)::integer, percentile_cont(array[0.05, 0.25, 0.5, 0.75, 0.95]) within group
    (order by extract(epoch from c.block_time - c.claimed_at)::double precision)
  from api.claim c where c.network = $1 and ($2::bytea is null or c.node_key = $2) and c.claimed_at is not null
    and c.block_time >= to_timestamp($3) and c.block_time < to_timestamp($4)
    and ($5::bigint[] is null or c.chain_id = any($5))`

export interface ServiceInput {
  readonly network: string
  /** Null: the whole network; then there is no uptime. */
  readonly node: string | null
  readonly window: Window
  /** Only work on these chains; left out: on all. */
  readonly chains?: readonly number[]
  /** Heartbeat age limit in seconds. */
  readonly maxAge: Known<number>
}

export async function getPublicService(snapshot: Snapshot, input: ServiceInput, context: FigureContext) {
  const { network, node, window, chains = null } = input
  const values = [network, toKey(node), window.from, window.to, chains]
  const assignments = await listAssignments(snapshot, network, node, window, chains)
  const [delays] = await snapshot.rows(DELAYS, values)
  const success = successOf(assignments, window.to)
  const steps = cumulativeIncidence(assignments.map((each) => toOutcome(each, window.to)))
  const uptime = await uptimeIn(snapshot, input)
  const counted = (events: number) => createWriter(withoutMoney(context, events))
  const write = counted(assignments.length)
  const latency = (q: number) =>
    assignments.length === 0
      ? missing<number>('NOT_OBSERVED', 'requests that are visible before they settle')
      : incidenceQuantile(steps, q)
  const { rate, ...counts } = success
  return {
    success: counted(counts.due)(rate, RATIO('success-1')),
    ...counts,
    deliveryP50: write(latency(0.5), SECONDS('incidence-1')),
    deliveryP90: write(latency(0.9), SECONDS('incidence-1')),
    settlementDelay: counted(Number(delays?.[0] ?? 0))(...delayFigure(delays)),
    uptime: counted(uptime.beats)(uptime.share, RATIO('uptime-1')),
    upSeconds: Math.round(uptime.up),
    downSeconds: Math.round(uptime.down),
    unknownSeconds: Math.round(uptime.unknown),
  }
}

async function uptimeIn(snapshot: Snapshot, input: ServiceInput) {
  const { network, node, window, maxAge } = input
  if (node === null) {
    const of = missing<number>('NOT_APPLICABLE', 'uptime of a whole network')
    return { ...uptimeOf([], of, [], window), beats: 0 }
  }
  const found = (await listHeartbeats(snapshot, { network, node, window }, maxAge)).get(node)
  return { ...uptimeOf(found?.runs ?? [], maxAge, found?.gaps ?? [], window), beats: found?.count ?? 0 }
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
