import type { Exact } from '../exact.ts'
import { fromBaseUnits, multiply, sum } from '../exact.ts'
import { type Known, listKnown, mapKnown } from '../known.ts'
import type { Entry } from '../ledger.ts'
import type { PriceBook } from '../price.ts'
import { stakeGap, stakeHistory } from '../stake.ts'

/**
 * What is staked behind each node as a time ends, at the prices of the second before: USD, or whole tokens where `prices` measure amounts.
 * Entries in the order of the chain; nodes without a stake are left out.
 */
export function stakedBehind(
  entries: readonly Entry[],
  prices: PriceBook,
  until: number,
): ReadonlyMap<string, Known<Exact>> {
  const found = new Map<string, Known<Exact>>()
  for (const [node, own] of Map.groupBy(entries, (entry) => entry.node)) {
    if (node === null) continue
    const history = stakeHistory(own, new Set(), until)
    const last = history.spans.filter((span) => span.to === until && span.total.n !== 0n)
    const gap = stakeGap(history, until)
    const values = last.map(({ token, total }) =>
      mapKnown(prices.priceAt(token, until - 1), ({ price }) =>
        multiply(multiply(total, fromBaseUnits(1n, token.decimals)), price),
      ),
    )
    if (gap ?? values.length > 0) found.set(node, gap ?? mapKnown(listKnown(values), sum))
  }
  return found
}
