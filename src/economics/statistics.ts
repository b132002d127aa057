/** Sample statistics over doubles. None of them is money: money stays exact (docs/methodology/rounding.md). */

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

/** The standard normal distribution's quantile. Source: P. J. Acklam's rational approximation, relative error below 1.2e-9. */
export function normalQuantile(p: number): number {
  if (p <= 0 || p >= 1) throw new RangeError(`a probability strictly between 0 and 1, got ${p}`)
  if (p > 0.97575) return -normalQuantile(1 - p)
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    return polynomial(TAIL_TOP, q) / (polynomial(TAIL_BOTTOM, q) * q + 1)
  }
  const q = p - 0.5
  const r = q * q
  return (polynomial(CENTRE_TOP, r) * q) / (polynomial(CENTRE_BOTTOM, r) * r + 1)
}

const CENTRE_TOP = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
]
const CENTRE_BOTTOM = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1,
]
const TAIL_TOP = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
]
const TAIL_BOTTOM = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416]

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((total, each) => total * x + each, 0)
}
