/** What a simple random sample without replacement found. */
export interface Drawn {
  /** Elements of the population. */
  readonly size: number
  readonly count: number
  /** Of those drawn: what was rejected, and what stayed undecided. */
  readonly failures: number
}

/** One chance in so many that a bound is below the truth: one-sided 95 %. */
const ONE_IN = 20n
const LOG_ALPHA = -Math.log(Number(ONE_IN))
/** Logarithms of probabilities are right to less than this for populations up to {@link MAX_SIZE}. */
const CLOSE = 1e-4
const MAX_SIZE = 1_000_000_000

/**
 * The largest number of failures in the population with which so few in the sample are not less likely than 5 %: an exact
 * one-sided upper 95 % bound of the hypergeometric distribution, in elements. Divide by the size for a share.
 * @throws RangeError on what is no sample
 */
export function upperBound(drawn: Drawn): number {
  const { size, count, failures } = drawn
  const isSample = [size, count, failures].every((each) => Number.isSafeInteger(each) && each >= 0)
  if (!isSample || size > MAX_SIZE || count > size || failures > count)
    throw new RangeError(`no sample: ${failures} failures in ${count} of ${size}`)
  // As many as were seen are possible; more than leave room for the good ones that were seen are not.
  return lastThat(failures, size - count + failures, (total) => isPossible(drawn, total))
}

/**
 * The smallest sample whose upper bound is at most `share` of the population, when it finds `failures` and no more; null when
 * even a census would not reach it.
 */
export function checksToReach(size: number, failures: number, share: number): number | null {
  const most = Math.floor(share * size)
  if (failures > most) return null
  const misses = (count: number) => upperBound({ size, count, failures }) > most
  if (!misses(failures)) return failures
  return lastThat(failures, size, misses) + 1
}

/** The last of a range of numbers for which something holds that holds for the first and, once it does not, no more. */
function lastThat(first: number, last: number, holds: (value: number) => boolean): number {
  let [low, high] = [first, last]
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2)
    if (holds(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** Whether so few failures in the sample have a probability above 5 % when the population holds `total`. */
function isPossible(drawn: Drawn, total: number): boolean {
  const logarithm = logProbability(drawn, total)
  return Math.abs(logarithm - LOG_ALPHA) > CLOSE ? logarithm > LOG_ALPHA : isPossibleExactly(drawn, total)
}

// In whole numbers: ONE_IN · Σ C(total, i) · C(size − total, count − i) > C(size, count).
function isPossibleExactly({ size, count, failures }: Drawn, total: number): boolean {
  const first = Math.max(0, count - (size - total))
  let ways = choose(total, first) * choose(size - total, count - first)
  let sum = ways
  for (let i = first; i < Math.min(failures, total, count); i++) {
    ways =
      (ways * BigInt(total - i) * BigInt(count - i)) / (BigInt(i + 1) * BigInt(size - total - count + i + 1))
    sum += ways
  }
  return first <= failures && ONE_IN * sum > choose(size, count)
}

function choose(from: number, count: number): bigint {
  const least = Math.min(count, from - count)
  let ways = 1n
  for (let i = 1; i <= least; i++) ways = (ways * BigInt(from - least + i)) / BigInt(i)
  return ways
}

function logProbability({ size, count, failures }: Drawn, total: number): number {
  const first = Math.max(0, count - (size - total))
  const last = Math.min(failures, total, count)
  let term = logChoose(total, last) + logChoose(size - total, count - last) - logChoose(size, count)
  // From the largest number of failures down: the terms below it fall off where the answer is in doubt.
  let sum = Number.NEGATIVE_INFINITY
  for (let i = last; i >= first; i--) {
    sum = Math.max(sum, term) + Math.log1p(Math.exp(-Math.abs(sum - term)))
    term += Math.log((i * (size - total - count + i)) / ((total - i + 1) * (count - i + 1)))
  }
  return sum
}

function logChoose(from: number, count: number): number {
  return logFactorial(from) - logFactorial(count) - logFactorial(from - count)
}

/** ln(n!), by Stirling's series from 32 on and term by term below. */
function logFactorial(n: number): number {
  if (n < 32) {
    let sum = 0
    for (let i = 2; i <= n; i++) sum += Math.log(i)
    return sum
  }
  const series = 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5)
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + series
}
