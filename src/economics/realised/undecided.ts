import type { Window } from '../figure.ts'
import { type Moment, momentsOf, type NodeCash, type NodeCost, watched } from './operator-life.ts'

/**
 * In which stretch of an operator's life its receipts must be told apart more finely than these sums of them, so that its life is
 * what it is of single receipts; null: in none. Both ends belong to it.
 *
 * Net cash at a moment lies between what it would be if of each sum all that brought money had come first and all that took some
 * last, and the other way round. The machines are not paid off before the first of these reaches their cost, and they are once the
 * second does. Before and after, only what the sums come to counts.
 */
export function undecided(nodes: readonly NodeCash[], cost: NodeCost, now: number): Window | null {
  const { last } = watched(nodes, now)
  const moments = momentsOf(nodes, now)
  const to = Math.min(
    last,
    firstReached(moments, cost, 'latest') ?? last,
    moments.find(({ usd }) => !usd.known)?.at ?? last,
  )
  const from = Math.min(firstReached(moments, cost, 'earliest') ?? to, to)
  const open = moments.flatMap(({ at, sum }) => (sum && sum.since <= to && at >= from ? [sum] : []))
  if (open.length === 0) return null
  return {
    from: Math.min(...open.map((sum) => sum.from)),
    to: Math.max(...open.map((sum) => sum.to)),
  }
}

/** The first moment at which net cash has reached the cost of all machines there are by then, if what each sum brought came when it is said to. */
function firstReached(
  moments: readonly Moment[],
  cost: NodeCost,
  brought: 'earliest' | 'latest',
): number | undefined {
  const steps = moments.flatMap(({ at, nodes, usd, sum }) => {
    if (!usd.known) return []
    if (!sum) return [{ at, nodes, usd: usd.value }]
    const came = Math.max(usd.value, 0) + sum.spent
    const took = usd.value - came
    const [first, second] = brought === 'earliest' ? [came, took] : [took, came]
    return [
      { at: sum.since, nodes: 0, usd: first },
      { at, nodes: 0, usd: second },
    ]
  })
  const sign = brought === 'earliest' ? -1 : 1
  steps.sort((a, b) => a.at - b.at || b.nodes - a.nodes || sign * (a.usd - b.usd))
  let [there, netCash, capexUsd, before] = [0, 0, 0, steps[0]?.at ?? 0]
  for (const { at, nodes, usd } of steps) {
    netCash += usd - there * cost.runningUsdPerSecond * (at - before)
    before = at
    there += nodes
    if (nodes > 0) capexUsd += cost.capexUsd
    if (usd > 0 && netCash >= capexUsd) return at
  }
  return undefined
}
