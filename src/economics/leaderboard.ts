import { compare, type Exact } from './exact.ts'
import type { Known } from './known.ts'

/** A node's value of a metric. */
export interface Ranked {
  readonly node: { readonly key: string }
  readonly value: Known<Exact>
}

/** The highest first; those without a value at the end, by name. */
export function byScore(a: Ranked, b: Ranked): number {
  if (a.value.known && b.value.known)
    return compare(b.value.value, a.value.value) || (a.node.key < b.node.key ? -1 : 1)
  if (a.value.known !== b.value.known) return a.value.known ? -1 : 1
  return a.node.key < b.node.key ? -1 : 1
}
