import { describe, expect, test } from 'vitest'
import { deviation, mean, quantile, studentTail } from '../../../src/economics/statistics.ts'

test('a quantile lies between its two closest ranks; infinite neighbours are equal', () => {
  expect([0, 0.25, 0.4, 1].map((q) => quantile([1, 2, 4, 8], q))).toEqual([1, 1.75, 2.4000000000000004, 8])
  const [far, sorted] = [Number.POSITIVE_INFINITY, [1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]]
  expect([0, 0.5, 0.75].map((q) => quantile(sorted, q))).toEqual([1, far, far])
  expect(() => quantile([], 0.5)).toThrow(RangeError)
})

test('the deviation of a sample is over one less than its number, and of fewer than two there is none', () => {
  expect([mean([1, 3]), deviation([1, 3])]).toEqual([2, Math.SQRT2])
  expect([deviation([5]), deviation([])]).toEqual([Number.NaN, Number.NaN])
})

describe('how much wider Student’s t is than the normal', () => {
  // 95 % points as tables have them.
  test.each([
    [5, 2.015],
    [10, 1.812],
    [30, 1.697],
  ])('at %i degrees of freedom, within a hundredth', (freedom, t) => {
    expect(studentTail(freedom) * 1.645).toBeCloseTo(t, 1.5)
  })

  test('is the expansion of 26.7.5 to its second term: worked with 50 digits', () => {
    expect(studentTail(1)).toBeCloseTo(2.7898079695188458, 12)
    expect(studentTail(7)).toBeCloseTo(1.149961696952285, 12)
  })
})
