import { add, compare, type Exact, exact, multiply } from './exact.ts'

/**
 * The middle value, or the mean of the two middle ones.
 * @throws RangeError on an empty list
 */
export function median(values: readonly Exact[]): Exact {
  const sorted = [...values].sort(compare)
  if (sorted.length === 0) throw new RangeError('the median of nothing')
  const [low, high] = [sorted[(sorted.length - 1) >> 1] as Exact, sorted[sorted.length >> 1] as Exact]
  return low === high ? low : multiply(add(low, high), exact(1, 2))
}
