/** Sample statistics over doubles. None of them is money: money stays exact (docs/methodology/figure.md). */

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
  // Infinity − Infinity and 0 · Infinity are not numbers: equal neighbours and whole ranks need no interpolation.
  return part === 0 || low === high ? low : low + (high - low) * part
}

export function sortedCopy(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).sort()
}

export function mean(values: ArrayLike<number>): number {
  let total = 0
  for (let index = 0; index < values.length; index++) total += values[index] ?? 0
  return total / values.length
}

/** The sample standard deviation (n − 1). NaN for fewer than two values. */
export function deviation(values: ArrayLike<number>): number {
  const centre = mean(values)
  let squares = 0
  for (let index = 0; index < values.length; index++) squares += ((values[index] ?? 0) - centre) ** 2
  return values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1))
}

// The standard normal's 95 % point.
const Z95 = 1.6448536269514722

/**
 * How much further out the 95 % point of Student's t lies than the normal's: what a spread that was itself measured from few values
 * has to be widened by. 1 for many. Source: Abramowitz and Stegun, 26.7.5, two terms.
 */
export function studentTail(freedom: number): number {
  const z = Z95
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  return 1 + ((z ** 3 + z) / 4 / freedom + second / freedom ** 2) / z
}
