import type { Known } from '../known.ts'
import type { Entry } from '../ledger.ts'

/** One node's money since it joined. Unix seconds, USD. */
export interface NodeCash {
  readonly node: string
  readonly joinedAt: number
  /** Null: still there. */
  readonly leftAt: number | null
  /** What its operator kept of each receipt after what answering it cost, refunds below zero, in order of time. */
  readonly receipts: readonly Receipt[]
}

/** What was kept of one receipt, or of a sum of several. */
export interface Receipt {
  /** Of a sum the last of its moments; where it is not known what was kept, the first. */
  readonly at: number
  readonly usd: Known<number>
  readonly sum?: ReceiptSum
  readonly entry?: Entry
}

/** What several receipts came to. */
interface ReceiptSum {
  readonly from: number
  readonly to: number
  /** What answering all of them cost, which is taken off already. USD. */
  readonly spent: number
}

/** What one node costs whoever runs it. USD. */
export interface NodeCost {
  readonly capexUsd: number
  /** Power, hosting and daily gas, while it is there. */
  readonly runningUsdPerSecond: number
}

export interface OperatorLife {
  readonly nodes: readonly string[]
  readonly joinedAt: number
  /** `paid`: net cash had reached the cost of its machines; `left` before that; `open`: neither yet; `unknown`: not told from then on. */
  readonly end: 'paid' | 'left' | 'open' | 'unknown'
  /** Seconds from joining to that end. */
  readonly after: number
  /** Net cash by then, and what its machines had cost. */
  readonly netCash: number
  readonly capexUsd: number
}

/** Something that happened to an operator. */
export interface Moment {
  readonly at: number
  /** Change of the number of nodes that are there. */
  readonly nodes: number
  readonly usd: Known<number>
  /** Of several receipts; `since`: when the first of them counts. */
  readonly sum?: ReceiptSum & { readonly since: number }
}

/**
 * What became of an operator's money up to `now`: the first moment at which cumulated net cash of all its nodes had reached the
 * cost of all machines that it had by then. It left when none of its nodes is there any more. Nothing is simulated.
 */
export function operatorLife(nodes: readonly NodeCash[], cost: NodeCost, now: number): OperatorLife {
  const joinedAt = Math.min(...nodes.map((node) => node.joinedAt))
  const { gone, last } = watched(nodes, now)
  const names = nodes.map(({ node }) => node)
  let [there, netCash, capexUsd, before] = [0, 0, 0, joinedAt]
  const ended = (end: OperatorLife['end'], at: number): OperatorLife => {
    return { nodes: names, joinedAt, end, after: at - joinedAt, netCash, capexUsd }
  }
  for (const moment of momentsOf(nodes, now)) {
    if (moment.at > last) break
    netCash -= there * cost.runningUsdPerSecond * (moment.at - before)
    before = moment.at
    if (!moment.usd.known) return ended('unknown', moment.at)
    netCash += moment.usd.value
    there += moment.nodes
    if (moment.nodes > 0) capexUsd += cost.capexUsd
    if (moment.usd.value > 0 && netCash >= capexUsd) return ended('paid', moment.at)
  }
  netCash -= there * cost.runningUsdPerSecond * (last - before)
  return ended(gone ? 'left' : 'open', last)
}

/** Up to when an operator is watched: until none of its nodes is there any more, or `now`. */
export function watched(nodes: readonly NodeCash[], now: number) {
  const gone = nodes.every(({ leftAt }) => leftAt !== null && leftAt < now)
  return { gone, last: gone ? Math.max(...nodes.map(({ leftAt }) => leftAt ?? now)) : now }
}

const NOTHING: Known<number> = { known: true, value: 0 }

/** Joining, receiving and leaving in order of time; of one moment in this order. */
export function momentsOf(nodes: readonly NodeCash[], now: number): readonly Moment[] {
  const moments = nodes.flatMap(({ joinedAt, leftAt, receipts }): readonly Moment[] => [
    { at: joinedAt, nodes: 1, usd: NOTHING },
    ...receipts.map(({ at, usd, sum }) => ({
      at: Math.max(at, joinedAt),
      nodes: 0,
      usd,
      ...(sum && { sum: { ...sum, since: Math.max(sum.from, joinedAt) } }),
    })),
    ...(leftAt === null ? [] : [{ at: leftAt, nodes: -1, usd: NOTHING }]),
  ])
  return moments.filter(({ at }) => at < now).sort((a, b) => a.at - b.at || b.nodes - a.nodes)
}
