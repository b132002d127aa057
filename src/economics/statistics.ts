/** Sample statistics over doubles. None of them is money: money stays exact (docs/methodology/figure.md). */

type Values = readonly number[] | Float64Array

/**
 * The q-quantile (0 to 1) by linear interpolation between closest ranks, numpy's default (`linear`, type 7 of
 * Hyndman and Fan). `sorted` is ascending and not empty. Positive infinities are values like any other.
 */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) throw new RangeError('the quantile of nothing')
  const place = (sorted.length - 1) * q
  const low = sorted[Math.floor(place)] ?? Number.NaN
  const high = sorted[Math.ceil(place)] ?? Number.NaN
  const part = place - Math.floor(place)
  // Infinity − Infinity is not a number: equal neighbours, and a rank that is one value, need no interpolation.
  return low === high ? low : low + (high - low) * part
}

export function sortedCopy(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).sort()
}

export function mean(values: Values): number {
  let total = 0
  for (const value of values) total += value
  return total / values.length
}

/** The sample standard deviation (n − 1). NaN for fewer than two values. */
export function deviation(values: Values): number {
  const centre = mean(values)
  let squares = 0
  for (const value of values) squares += (value - centre) ** 2
  return values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1))
}

/** The standard normal's 95 % point: 5 to 95 % lie within it on both sides. */
export const Z95 = 1.6448536269514722

/**
 * How much further out the 95 % point of Student's t lies than the normal's: what a spread that was itself measured from few values
 * has to be widened by. 1 for many. Source: Abramowitz and Stegun, 26.7.5, two terms.
 */
export function studentTail(freedom: number): number {
  const z = Z95
  return 1 + (z ** 2 + 1) / (4 * freedom) + (5 * z ** 4 + 16 * z ** 2 + 3) / (96 * freedom ** 2)
}
