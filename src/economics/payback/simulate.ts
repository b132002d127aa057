import type { Assumptions, Simulation } from './assumptions.ts'
import { drawPath, fixOf, monthsOfExit } from './draw.ts'
import { Random } from './random.ts'
import { walkedOf, walkPath } from './walk.ts'

/** Months until paid back, for each path; Infinity: not within the horizon. */
export interface Paths {
  /** Discounted net cash covers capex: the stake is returned, and is no cost. */
  readonly machine: Float64Array
  /** Discounted net cash covers capex and the stake at its first price. */
  readonly cash: Float64Array
  /** The first month at whose end discounted net cash and what machine and stake would fetch then cover them. */
  readonly exit: Float64Array
  /** By month of leaving, for each path: discounted net cash and what machine and stake fetch then, less what was put in. USD. */
  readonly exitAt: readonly { readonly month: number; readonly gain: Float64Array }[]
  /** Which of the sample's nodes each path drew; all 0 without a sample. */
  readonly node: Int32Array
}

/**
 * Simulates futures month by month. Parameters are drawn anew for each path from their uncertainty, and of a sample one of its
 * nodes: each as often as any other. Then: fees from blocks of past days, prices as random walks with jumps that move together, fees and
 * emissions shared with a growing number of nodes, slashes out of the stake. The same assumptions and seed give the same paths.
 */
export function simulate(given: Assumptions, simulation: Simulation): Paths {
  const { paths, horizonMonths } = simulation
  const random = new Random(simulation.seed)
  const fixed = fixOf(given, simulation)
  const order = shuffled(fixed.nodes.length, random)
  const result = {
    machine: new Float64Array(paths),
    cash: new Float64Array(paths),
    exit: new Float64Array(paths),
    exitAt: monthsOfExit(horizonMonths).map((month) => ({ month, gain: new Float64Array(paths) })),
    node: new Int32Array(paths),
  }
  const walked = walkedOf(fixed)
  for (const path of result.node.keys()) {
    const index = order[path % order.length] ?? 0
    const node = fixed.nodes[index]
    if (!node) break
    const drawn = drawPath(fixed, node, random)
    const paid = walkPath(fixed, drawn, walked, random)
    result.node[path] = index
    result.machine[path] = paid.machine
    result.cash[path] = paid.cash
    result.exit[path] = paid.exit
    for (const { month, gain } of result.exitAt) gain[path] = walked.gains[month - 1] ?? 0
  }
  return result
}

/** The whole numbers below `count` in an order by chance (Fisher and Yates). */
function shuffled(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index)
  for (let last = count - 1; last > 0; last--) {
    const other = random.below(last + 1)
    const kept = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = kept
  }
  return order
}
