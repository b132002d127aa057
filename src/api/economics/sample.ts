import { type Exact, exact, fromBaseUnits, multiply, sum, toDecimal, ZERO } from '../../economics/exact.ts'
import type { Window } from '../../economics/figure.ts'
import { type Known, listKnown, mapKnown } from '../../economics/known.ts'
import type { Entry } from '../../economics/ledger.ts'
import { DAY, dayOf } from '../../economics/period.ts'
import type { StakeState } from '../../economics/stake.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import { LEFT_AT } from './survival.ts'

const PEERS = `select distinct on (n.node_key) '0x' || encode(n.node_key, 'hex'), '0x' || encode(n.owner, 'hex'),
    '0x' || encode(n.payment_address, 'hex'), extract(epoch from n.first_time)::double precision, ${LEFT_AT}
  from api.node n where n.network = $1 and n.role = $2 order by n.node_key, n.chain_id`

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
  /** Days on which one node at least was there. */
  readonly days: number
  readonly has: (day: number) => boolean
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
  /** Whether there is such a node at all. */
  readonly observed: Known<true>
}

/** All nodes of a role in a network, those that left as well. */
export async function listPeers(snapshot: Snapshot, network: string, role: string): Promise<readonly Peer[]> {
  const rows = await snapshot.rows(PEERS, [network, role])
  return rows.map(([node, owner, paid, joined, left]) => ({
    node: String(node),
    accounts: new Set([owner, paid].flatMap((each) => (each ? [String(each)] : []))),
    joinedAt: Number(joined),
    leftAt: left === null ? null : Number(left),
  }))
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
    nodeDays: [...present.values()].reduce((total, count) => total + count, 0),
    days: present.size,
    has: (day) => present.has(day),
    counts: ({ node, at }) => {
      const span = spans.get(node ?? '')
      return span !== undefined && at >= span.from && at < span.to
    },
    mean,
    total: (entries, worth) => mapKnown(listKnown(entries.map((entry) => mean(entry, worth(entry)))), sum),
    count: (entries) => sum(entries.map(part)),
    stake,
    stakeBasis,
    observed,
  }
}

/** The sample as it is shown. */
export function toPublicSample({ nodes, nodeDays, days, stake, stakeBasis }: Sample) {
  const state = stake.known ? stake.value : null
  const amount = state ? multiply(state.own, fromBaseUnits(1n, state.token.decimals)) : ZERO
  return {
    nodes,
    nodeDays,
    days,
    stake: stake.known ? toDecimal(amount, 6) : null,
    stakeToken: state?.token.symbol ?? null,
    stakeBasis,
  }
}

/** What a reader must know of a figure that stands on a sample. */
export function caveatsOf({ nodes, nodeDays, days }: Sample, role: string | null): readonly string[] {
  return [
    `no node of one's own: each day is the mean over the nodes of the role ${role} that were registered all through it; ${nodes} nodes, ${nodeDays} node-days, ${days} days`,
  ]
}

function leastCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return (a / x) * b
}
