import { describe, expect, test } from 'vitest'
import { correlationOf, jointWeights, jumpsOf } from '../../../../src/economics/payback/joint.ts'

/** Correlations of each walk with those before it, as the weights of independent steps give them. */
function given(rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return rows.map((row, at) =>
    rows
      .slice(0, at)
      .map((other) => row.reduce((total, each, index) => total + each * (other[index] ?? 0), 0)),
  )
}
const near = (rows: readonly (readonly number[])[]) =>
  rows.map((row) => row.map((each) => expect.closeTo(each, 9)))

describe('steps that move together', () => {
  test('are put together by the Cholesky factor of their correlations', () => {
    // 0.6 · 0.5 + 0.8 x = 0.7; what is left of one is its own.
    expect(jointWeights([[], [0.6], [0.5, 0.7]])).toEqual(near([[1], [0.6, 0.8], [0.5, 0.5, Math.sqrt(0.5)]]))
  })

  test('may be one and the same, or opposite, and a third follows both of them as far', () => {
    const same = [[], [1], [0.5, 0.5]]
    expect(jointWeights(same)).toEqual(near([[1], [1, 0], [0.5, 0, Math.sqrt(0.75)]]))
    const opposite = [[], [-1], [0.5, -0.5]]
    expect(given(jointWeights(opposite))).toEqual(near(opposite))
  })

  test('are drawn towards none by twentieths until some walks have such correlations', () => {
    // With p, p and −p there is a factor when 1 − 2 p³ − 3 p² is not below 0: from one half on.
    expect(given(jointWeights([[], [1], [1, -1]]))).toEqual(near([[], [0.5], [0.5, -0.5]]))
    // Two of one walk, and a third that follows them unlike: at 0.95 of all they are two walks.
    expect(given(jointWeights([[], [1], [0.5, 0.4]]))).toEqual(near([[], [0.95], [0.475, 0.38]]))
  })

  test('need no drawing for what rounding leaves', () => {
    expect(jointWeights([[], [1], [0, 2 ** -30]])).toEqual([[1], [1, 0], [0, 0, 1]])
    expect(jointWeights([[], [0], [1, 2 ** -15]])).toEqual([[1], [0, 1], [1, 2 ** -15, 0]])
  })
})

describe('a jump', () => {
  test('is a move of more than four robust standard deviations from the middle', () => {
    // About 10 the median of the distances is 1, so one deviation is 1.4826.
    const limit = 4 * 1.4826
    expect(jumpsOf([9, 9, 10, 11, 11, 10 + limit + 0.01, 10 - limit - 0.01])).toEqual([
      ...Array(5).fill(false),
      true,
      true,
    ])
    expect(jumpsOf([-2, -2, 0, 2, 2, 2 * limit, -2 * limit])).toEqual(Array(7).fill(false))
  })

  test('is none where most moves are the same: nothing says how far they go', () => {
    expect(jumpsOf([0, 0, 0, 5])).toEqual(Array(4).fill(false))
  })
})

describe('the correlation of moves', () => {
  test('is Pearson’s', () => {
    expect(correlationOf([1, 2, 3, 4], [11, 13, 12, 14])).toBeCloseTo(0.8, 12)
    expect(correlationOf([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1)
  })

  test('is of two days at least, on which neither jumped', () => {
    expect(correlationOf([1, 2], [5, 3])).toBeCloseTo(-1, 12)
    expect(correlationOf([1], [5])).toBe(0)
    // 100 is a jump of the one, −100 of the other: without them, as before.
    expect(correlationOf([1, 2, 100, 3, 4, 2], [11, 13, 12, 12, 14, -100])).toBeCloseTo(0.8, 12)
  })

  test('is none with what does not move', () => {
    expect(correlationOf([1, 2, 3], [5, 5, 5])).toBe(0)
  })
})
