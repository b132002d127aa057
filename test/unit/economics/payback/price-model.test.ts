import { describe, expect, test } from 'vitest'
import { known } from '../../../../src/economics/known.ts'
import { estimatePrice } from '../../../../src/economics/payback/estimate.ts'
import {
  calmDrift,
  logDriftOf,
  logVarianceOf,
  type PriceModel,
} from '../../../../src/economics/payback/price-model.ts'

const model: PriceModel = {
  startUsd: 1,
  sigma: 0.4,
  sigmaError: 0,
  logDrift: null,
  jumpsPerYear: 3,
  jumpMean: -0.1,
  jumpDeviation: 0.2,
}

describe('a price that keeps its mean', () => {
  // A jump multiplies the price by e^(−0.1 + 0.2² ÷ 2) in the mean.
  const gain = Math.exp(-0.08) - 1

  test('drifts by −σ² ÷ 2 less what jumps add', () => {
    expect(calmDrift(model, 0.5)).toBeCloseTo(-0.125 - 3 * gain, 12)
    expect(calmDrift({ ...model, logDrift: 0.3 }, 0.5)).toBe(0.3)
  })

  test('moves in a year by that and its jumps, with the variance of both', () => {
    expect(logDriftOf(model)).toBeCloseTo(-0.08 - 3 * gain - 0.3, 12)
    expect(logVarianceOf(model)).toBeCloseTo(0.16 + 3 * (0.01 + 0.04), 12)
  })
})

describe('a price model', () => {
  // 32 moves of 0.1 a root of a day, as often up as down, over four days each: 0.2.
  const calm = Array.from({ length: 32 }, (_, index) => ({ log: index % 2 === 0 ? 0.2 : -0.2, days: 4 }))
  const deviationOf = (count: number) => 0.1 * Math.sqrt(count / (count - 1))

  test('has the volatility of a root of a day, by the year, and how far it may be off', () => {
    expect(estimatePrice(7, calm)).toEqual(
      known({
        startUsd: 7,
        sigma: expect.closeTo(deviationOf(32) * Math.sqrt(365.25), 12),
        sigmaError: expect.closeTo(1 / Math.sqrt(62), 12),
        logDrift: null,
        jumpsPerYear: 0,
        jumpMean: 0,
        jumpDeviation: 0,
      }),
    )
  })

  test('has jumps by themselves, over all the time that was quoted', () => {
    const one = estimatePrice(7, [...calm, { log: 3, days: 4 }])
    expect(one).toMatchObject(
      known({ jumpsPerYear: expect.closeTo(365.25 / 132, 9), jumpMean: 3, jumpDeviation: 0 }),
    )
    const two = estimatePrice(7, [...calm, { log: 3, days: 4 }, { log: -2, days: 1 }])
    expect(two).toMatchObject(
      known({
        sigma: expect.closeTo(deviationOf(32) * Math.sqrt(365.25), 12),
        jumpsPerYear: expect.closeTo((2 * 365.25) / 133, 9),
        jumpMean: 0.5,
        jumpDeviation: expect.closeTo(5 / Math.SQRT2, 12),
      }),
    )
  })

  test('takes thirty moves', () => {
    expect(estimatePrice(7, calm.slice(0, 30)).known).toBe(true)
    expect(estimatePrice(7, calm.slice(0, 29))).toMatchObject({
      missing: [{ reason: 'INSUFFICIENT_DATA', input: expect.stringContaining('there are 29') }],
    })
  })
})
