import { type Exact, fromNumber } from '../exact.ts'
import { type Known, known, missing } from '../known.ts'
import { median } from '../median.ts'

/** A node's time out of service that ended with its return. Unix seconds. */
export interface Outage {
  readonly node: string
  readonly from: number
  readonly to: number
}

/** A node's state over a time. */
export interface Spell {
  readonly node: string
  readonly chain: number
  readonly from: number
  /** Null: it holds still. */
  readonly to: number | null
  readonly isEnabled: boolean
}

/** Times for which nodes were disabled and after which they served again; `spells` in the order of time. */
export function disablings(spells: readonly Spell[]): readonly Outage[] {
  const found: Outage[] = []
  for (const own of Map.groupBy(spells, ({ chain, node }) => `${chain} ${node}`).values()) {
    let from: number | undefined
    for (const { node, isEnabled, from: at } of own) {
      if (!isEnabled) from ??= at
      else if (from !== undefined) {
        found.push({ node, from, to: at })
        from = undefined
      }
    }
  }
  return found
}

/** Seconds until a node served again: the median of outages that ended. One that lasts still is of unknown length, and not in it. */
export function recoveryOf(outages: readonly Outage[]): Known<Exact> {
  if (outages.length === 0) return missing('NOT_OBSERVED', 'an outage of these nodes that ended')
  return known(median(outages.map(({ from, to }) => fromNumber(to - from))))
}
