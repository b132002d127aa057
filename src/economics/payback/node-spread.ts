import type { SampledNode } from './sampled-nodes.ts'
import type { Paths } from './simulate.ts'

/** How many nodes of the sample would have paid back: as they earned, in half of their paths or more. */
export interface NodeSpread {
  /** Nodes that were drawn. */
  readonly nodes: number
  /** Of them, those that had left. */
  readonly left: number
  /** The machine alone, and machine and stake. */
  readonly machine: number
  readonly cash: number
}

/** Of paths over a sample's nodes, each drawn as often as any other. */
export function nodeSpread(sampled: readonly SampledNode[], paths: Paths): NodeSpread {
  const drawn = new Set(paths.node)
  return {
    nodes: drawn.size,
    left: sampled.filter(({ left }, index) => left && drawn.has(index)).length,
    machine: paidBack(paths.node, paths.machine),
    cash: paidBack(paths.node, paths.cash),
  }
}

function paidBack(nodes: Int32Array, months: Float64Array): number {
  const counts = new Map<number, { paths: number; paid: number }>()
  for (const [path, node] of nodes.entries()) {
    const count = counts.get(node) ?? { paths: 0, paid: 0 }
    counts.set(node, count)
    count.paths++
    if (Number.isFinite(months[path])) count.paid++
  }
  return [...counts.values()].filter(({ paths, paid }) => paid * 2 >= paths).length
}
