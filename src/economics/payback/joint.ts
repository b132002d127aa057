import { deviation, mean, quantile, sortedCopy } from '../statistics.ts'

/**
 * How steps of several walks are put together from as many independent ones, so that they move together: the rows of the Cholesky
 * factor of their correlations. `correlations`: of each walk with those before it. Where pairs that were measured on different days
 * do not fit together, all are drawn towards none until they do.
 */
export function jointWeights(correlations: readonly (readonly number[])[]): readonly (readonly number[])[] {
  // Without any correlation there is always one.
  for (let twentieths = 20; ; twentieths--) {
    const rows = factorOf(correlations, twentieths / 20)
    if (rows) return rows
  }
}

// What sums of a few products of numbers below one are off by at most: 2⁻³⁰.
const ROUNDING = 9.313225746154785e-10

/** Undefined: there is none, for no walks have such correlations. */
function factorOf(correlations: readonly (readonly number[])[], part: number): number[][] | undefined {
  const rows: number[][] = []
  for (const own of correlations) {
    const row: number[] = []
    for (const [column, correlation] of own.entries()) {
      const above = rows[column] ?? []
      const shared = row.reduce((total, each, index) => total + each * (above[index] ?? 0), 0)
      const diagonal = above[column] ?? 0
      const rest = correlation * part - shared
      // A walk that follows others wholly has nothing of its own that a third could follow.
      if (diagonal === 0 && Math.abs(rest) > ROUNDING) return undefined
      row.push(diagonal === 0 ? 0 : rest / diagonal)
    }
    const left = 1 - row.reduce((total, each) => total + each ** 2, 0)
    if (left < -ROUNDING) return undefined
    rows.push([...row, Math.sqrt(Math.max(0, left))])
  }
  return rows
}

// A move of more than this many robust standard deviations from the middle is a jump and not a walk.
const JUMP = 4
// Turns a median absolute deviation into a standard deviation of a normal distribution.
const MAD = 1.4826

/** Which of some moves are jumps. */
export function jumpsOf(moves: readonly number[]): readonly boolean[] {
  const centre = quantile(sortedCopy(moves), 0.5)
  const spread = MAD * quantile(sortedCopy(moves.map((each) => Math.abs(each - centre))), 0.5)
  return moves.map((each) => spread > 0 && Math.abs(each - centre) > JUMP * spread)
}

/** Pearson's correlation of two lists of moves of the same days, days on which either jumped left out; 0 where one does not move. */
export function correlationOf(a: readonly number[], b: readonly number[]): number {
  const [jumpsA, jumpsB] = [jumpsOf(a), jumpsOf(b)]
  const calm = a.flatMap((x, index) => (jumpsA[index] || jumpsB[index] ? [] : [[x, b[index] ?? 0] as const]))
  if (calm.length < 2) return 0
  const [left, right] = [calm.map(([x]) => x), calm.map(([, y]) => y)]
  const middle = mean(right)
  const scale = deviation(left) * deviation(right) * (calm.length - 1)
  if (!(scale > 0)) return 0
  // One of them about its middle is enough: what the other's middle adds is nothing in the sum.
  const together = calm.reduce((total, [x, y]) => total + x * (y - middle), 0)
  return Math.max(-1, Math.min(1, together / scale))
}
