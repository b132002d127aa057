import type { Accrual } from './accrual.ts'
import { type Exact, exact, multiply, sum } from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, listKnown, mapKnown, missing } from './known.ts'
import { countOf, type Entry } from './ledger.ts'
import { DAY, dayOf, isIn } from './period.ts'
import type { StakeState, TokenStake } from './stake.ts'

/** A node of the role asked about. Unix seconds; `leftAt`: null while it is there. */
export interface Peer {
  readonly node: string
  readonly accounts: ReadonlySet<string>
  readonly joinedAt: number
  readonly leftAt: number | null
}

/** Which nodes were there on which whole UTC days of a window, and the means over them. */
export interface Sample {
  /** Nodes that were there on one day at least. */
  readonly nodes: number
  readonly nodeDays: number
  /** Nodes that are there as the window ends. */
  readonly there: number
  /** Who runs them: nodes that ever had an account in common are one operator's. Absent: not asked. */
  readonly operators?: number
  /** Days on which one node at least was there. */
  readonly days: number
  readonly has: (day: number) => boolean
  /** By node: its whole days in the window; empty where `from` is not before `to`. */
  readonly spans: ReadonlyMap<string, Window>
  /** The day that the window ends on. */
  readonly until: number
  /** Whether an entry's node was there all through the day of it. */
  readonly counts: (entry: Entry) => boolean
  /** Each entry's worth over the number of nodes of its day. */
  readonly mean: (entry: Entry, worth: Known<Exact>) => Known<Exact>
  /** The sum of those: over the days, of one node. */
  readonly total: (entries: readonly Entry[], worth: (entry: Entry) => Known<Exact>) => Known<Exact>
  readonly count: (entries: readonly Entry[]) => Exact
  /** Null: none is staked. */
  readonly stake: Known<StakeState | null>
  readonly stakeBasis: string
  /** All emissions of its nodes that were paid in the window, also those of whom had left by then. Absent: not asked. */
  readonly emissions?: readonly Entry[]
  /** What the nodes stake in each token. Absent: not asked. */
  readonly stakes?: readonly TokenStake[]
  /** Whether there is such a node at all. */
  readonly observed: Known<true>
}

/**
 * With fewer nodes than these no spread between nodes is told: it is measured from so few that a range for one more node, Student's
 * `t · √(1 + 1 ÷ n)` of their standard deviation, is more than half again as wide as of a spread that is known. Source:
 * docs/methodology/payback.md.
 */
export const LEAST_NODES = 5

/** Why so many nodes tell nothing of a spread between nodes, or undefined: they do. */
export function tooFewNodes(nodes: number): Known<never> | undefined {
  if (nodes >= LEAST_NODES) return undefined
  return missing(
    'INSUFFICIENT_DATA',
    `${LEAST_NODES} nodes of the role for a spread between nodes; there are ${nodes}`,
  )
}

/** The sample of a window. `observed`: why there is none, if so. */
export function sampleOf(
  peers: readonly Peer[],
  window: Window,
  stake: Known<StakeState | null>,
  stakeBasis: string,
  observed: Known<true>,
): Sample {
  const spans = new Map(
    peers.map((peer) => {
      const from = dayOf(Math.max(peer.joinedAt, window.from) + DAY - 1)
      return [peer.node, { from, to: dayOf(Math.min(peer.leftAt ?? window.to, window.to)) }] as const
    }),
  )
  const present = new Map<number, number>()
  for (const { from, to } of spans.values())
    for (let day = from; day < to; day += DAY) present.set(day, (present.get(day) ?? 0) + 1)
  // One denominator for all days keeps the exact sums small.
  const common = [...new Set(present.values())].reduce((lcm, count) => leastCommon(lcm, BigInt(count)), 1n)
  const part = ({ at }: Entry) => exact(common / BigInt(present.get(dayOf(at)) ?? 1), common)
  const mean = (entry: Entry, worth: Known<Exact>) => mapKnown(worth, (value) => multiply(value, part(entry)))
  return {
    nodes: [...spans.values()].filter(({ from, to }) => from < to).length,
    there: peers.filter(
      ({ joinedAt, leftAt }) => joinedAt < window.to && (leftAt === null || leftAt >= window.to),
    ).length,
    nodeDays: [...present.values()].reduce((total, count) => total + count, 0),
    days: present.size,
    has: (day) => present.has(day),
    spans,
    until: dayOf(window.to),
    counts: ({ node, at }) => {
      const span = spans.get(node ?? '')
      return span !== undefined && isIn(at, span)
    },
    mean,
    total: (entries, worth) => mapKnown(listKnown(entries.map((entry) => mean(entry, worth(entry)))), sum),
    count: (entries) => sum(entries.map((entry) => multiply(part(entry), exact(countOf([entry]))))),
    stake,
    stakeBasis,
    observed,
  }
}

const NEVER: Window = { from: 0, to: 0 }

/** Whether an entry is of the sample's days: by its own, or by those that it is for, as what is paid to a node that had left. */
export function countsInTime(
  { counts, spans }: Pick<Sample, 'counts' | 'spans'>,
  { partIn }: Pick<Accrual, 'partIn'>,
): Sample['counts'] {
  return (entry) => counts(entry) || partIn(entry, spans.get(entry.node ?? '') ?? NEVER) !== null
}

/** What a reader must know of a figure that stands on a sample. */
export function caveatsOf(sample: Sample, role: string | null): readonly string[] {
  const { nodes, nodeDays, days, operators = nodes } = sample
  return [
    `no node of your own: each day is the mean over the nodes of the role ${role} that were registered all through it; ${nodes} nodes, ${nodeDays} node-days, ${days} days`,
    // Nodes of one hand are like each other: their spread is not that between operators.
    ...(nodes >= LEAST_NODES && operators < LEAST_NODES
      ? [
          `these nodes are of ${operators} ${operators === 1 ? 'operator' : 'operators'} only: how they differ says little of how another operator's would`,
        ]
      : []),
  ]
}

function leastCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return (a / x) * b
}
