import { describe, expect, test } from 'vitest'
import type { Assumptions, OtherToken } from '../../../../src/economics/payback/assumptions.ts'
import type { SampledNode } from '../../../../src/economics/payback/sampled-nodes.ts'
import { sensitivities } from '../../../../src/economics/payback/sensitivity.ts'
import { triangleAt } from '../../../../src/economics/payback/triangle.ts'
import { studentTail } from '../../../../src/economics/statistics.ts'
import { CERTAIN } from '../../../support/certain-payback.ts'

const Z90 = 1.2815515655446004
/** Worth of two months and what is left then, at the driver's 10 % and 90 % points. */
function ends(driver: string, given: Partial<Assumptions>, horizonMonths = 2): readonly number[] | undefined {
  const found = sensitivities(
    { ...CERTAIN, ...given },
    { paths: 1, horizonMonths, seed: 1, blockDays: 7 },
  ).find((each) => each.driver === driver)
  if (found) expect(found.swing).toBeCloseTo(Math.abs(found.high - found.low), 9)
  return found && [found.low, found.high]
}
const near = (...values: number[]) => values.map((each) => expect.closeTo(each, 8))
/** A month's dollar is worth a half of it a month earlier. */
const HALVES = 4_095
// Two blocks of 1 and 3 a day: 60.875 a month, and an error of a half, times Student's tail of one.
const dailyFees = Float64Array.from({ length: 14 }, (_, day) => (day < 7 ? 1 : 3))
const FEES = 60.875
const FALLING = { low: 0, mode: 0, high: 1 }
// Of a triangle that falls from 0 to 1.
const [TENTH, HALF, NINTH] = [0.1, 0.5, 0.9].map((q) => 1 - Math.sqrt(1 - q)) as [number, number, number]

describe('what a driver moves', () => {
  test('fees, with their gas and not with the costs: shared, discounted, beyond what was put in', () => {
    const given: Partial<Assumptions> = {
      dailyFees,
      capexUsd: 50,
      pastCashUsd: 5,
      delegatorsPart: 0.2,
      gasUsdPerMonth: 10,
      powerUsdPerMonth: 100,
      otherUsdPerMonth: 7,
      entryShare: 0.5,
      yearlyDiscount: HALVES,
      resale: Float64Array.of(1, 0.75, 0.5),
    }
    const worth = (level: number) =>
      5 - 50 + ((FEES * level * 0.8 - 10 * level) * 0.5 - 107) * (0.5 + 0.25) + 50 * 0.5 * 0.25
    const error = 0.5 * studentTail(1)
    expect(ends('fees', given)).toEqual(near(worth(Math.exp(-Z90 * error)), worth(Math.exp(Z90 * error))))
  })

  test('the node, by the 10 % and the 90 % point of the levels of fees, with gas, and of emissions', () => {
    const node = (fees: number, emissions: number) =>
      ({ fees: { level: fees }, emissions: { level: emissions } }) as SampledNode
    const given: Partial<Assumptions> = {
      dailyFees,
      gasUsdPerMonth: 10,
      emissionTokensPerDay: 2,
      nodes: [node(3, 0.5), node(1, 1.5)],
    }
    // Of two levels a tenth of the way from either end.
    const worth = (fees: number, emissions: number) => 2 * ((FEES - 10) * fees + 60.875 * emissions)
    expect(ends('which node', given)).toEqual(near(worth(1.2, 0.6), worth(2.8, 1.4)))
    expect(ends('power', given)).toEqual(near(worth(1, 1), worth(1, 1)))
    expect(ends('which node', { ...given, nodes: undefined })).toBeUndefined()
    expect(ends('which node', { ...given, nodes: [] })).toEqual(near(worth(1, 1), worth(1, 1)))
  })

  test('growth, of which the 90 % point is the worse, by the year', () => {
    const worth = (growth: number) => FEES * ((1 + growth) ** (-1 / 12) + (1 + growth) ** (-2 / 12))
    expect(ends('node growth', { dailyFees, nodeGrowth: FALLING })).toEqual(near(worth(NINTH), worth(TENTH)))
    expect(ends('power', { dailyFees, nodeGrowth: FALLING })).toEqual(near(worth(HALF), worth(HALF)))
  })

  test('the power bill', () => {
    const given = { powerUsdPerMonth: 100, otherUsdPerMonth: 7, powerFactor: FALLING }
    const worth = (factor: number) => -2 * (100 * factor + 7)
    expect(ends('power', given)).toEqual(near(worth(NINTH), worth(TENTH)))
    expect(ends('fees', given)).toEqual(near(worth(HALF), worth(HALF)))
  })

  test('the price of the machine where it is uncertain, and what it fetches with it', () => {
    const given = { capexUsd: 80, resale: Float64Array.of(1, 1, 0.25) }
    const capexFactor = { low: 1, mode: 1, high: 2 }
    const worth = (factor: number) => -80 * factor * 0.75
    expect(ends('price of the machine', { ...given, capexFactor })).toEqual(
      near(worth(1 + NINTH), worth(1 + TENTH)),
    )
    expect(ends('fees', { ...given, capexFactor })).toEqual(near(worth(1 + HALF), worth(1 + HALF)))
    expect(ends('price of the machine', given)).toBeUndefined()
    expect(ends('fees', given)).toEqual(near(worth(1), worth(1)))
  })

  test('what the machine loses, and never more than all of it', () => {
    const given = {
      capexUsd: 80,
      resale: Float64Array.of(1, 1, 0.5),
      resaleLoss: { low: 1, mode: 1, high: 2 },
    }
    const worth = (loss: number) => -80 * 0.5 * loss
    expect(ends('residual value', given)).toEqual(near(worth(1 + NINTH), worth(1 + TENTH)))
    expect(ends('fees', given)).toEqual(near(worth(1 + HALF), worth(1 + HALF)))
    const all = { ...given, resaleLoss: { low: 3, mode: 3, high: 4 } }
    expect(ends('residual value', all)).toEqual(near(-80, -80))
  })

  test('slashes, which take of the stake and of what it earns', () => {
    const given: Partial<Assumptions> = {
      stakeTokens: 1_000,
      emissionTokensPerDay: 2,
      emissionMonths: 1.5,
      unlockMonths: 3,
      yearlyDiscount: HALVES,
      slashes: { shape: 4, exposureYears: 2, severity: { low: 0.1, mode: 0.1, high: 0.1 } },
    }
    const worth = (share: number) => {
      const left = (months: number) => (1 - share) ** (months / 12)
      return -1_000 + 60.875 * (left(1) * 0.5 + left(2) * 0.5 * 0.25) + 1_000 * left(2) * 0.125 * 0.25
    }
    // Two a year, give or take one.
    expect(ends('slashes', given)).toEqual(near(worth(0.1 * (2 + Z90)), worth(0.1 * (2 - Z90))))
    expect(ends('fees', given)).toEqual(near(worth(0.2), worth(0.2)))
    const severity = { low: 0.1, mode: 0.1, high: 0.1 }
    // A quarter a year, give or take a half: never less than none; and never more than the whole stake.
    expect(ends('slashes', { ...given, slashes: { shape: 0.25, exposureYears: 1, severity } })).toEqual(
      near(worth(0.1 * (0.25 + Z90 / 2)), worth(0)),
    )
    expect(ends('slashes', { ...given, slashes: { shape: 400, exposureYears: 1, severity } })).toEqual(
      near(-1_000, -1_000),
    )
    expect(ends('slashes', { ...given, slashes: { ...CERTAIN.slashes, shape: 4, severity } })).toEqual(
      near(worth(0), worth(0)),
    )
  })

  test('each price by itself, reached in a straight line of its log', () => {
    const walks = (startUsd: number, sigma: number) => ({ ...CERTAIN.price, startUsd, sigma })
    const two: OtherToken = {
      symbol: 'TWO',
      price: walks(4, 0.2),
      stakeTokens: 50,
      emissionTokensPerDay: 0.5,
      correlations: [0],
    }
    const given: Partial<Assumptions> = {
      dailyFees,
      feesPricedIn: 'token',
      price: walks(2, 0.6),
      stakeTokens: 100,
      emissionTokensPerDay: 1,
      otherTokens: [two],
    }
    // Six months: the root of a half of the variance of a year.
    const worth = (first: number, second: number) => {
      const months = [1, 2, 3, 4, 5, 6].map((month) => {
        const [own, other] = [2 * Math.exp((first * month) / 6), 4 * Math.exp((second * month) / 6)]
        return 30.4375 * (3 * own + 0.5 * other)
      })
      const stakes = 200 * Math.exp(first) + 200 * Math.exp(second)
      return months.reduce((total, each) => total + each) + stakes - 400
    }
    const [one, other] = [0.6, 0.2].map((sigma) => Z90 * sigma * Math.SQRT1_2) as [number, number]
    expect(ends('token price', given, 6)).toEqual(near(worth(-one, 0), worth(one, 0)))
    expect(ends('price of TWO', given, 6)).toEqual(near(worth(0, -other), worth(0, other)))
    const drifting = { ...given, price: { ...walks(2, 0.6), logDrift: 0.4 } }
    expect(ends('price of TWO', drifting, 6)).toEqual(near(worth(0.2, -other), worth(0.2, other)))
  })
})

test('the driver that moves most is first', () => {
  const given: Assumptions = {
    ...CERTAIN,
    powerUsdPerMonth: 10,
    powerFactor: FALLING,
    capexUsd: 10_000,
    resale: Float64Array.of(1, 1, 0.5),
    resaleLoss: { low: 0, mode: 0, high: 1 },
    dailyFees,
  }
  const found = sensitivities(given, { paths: 1, horizonMonths: 2, seed: 1, blockDays: 7 })
  expect(found.slice(0, 3).map(({ driver }) => driver)).toEqual(['residual value', 'fees', 'power'])
})

test('a point of a triangle has so much of its area below it, also where the triangle is one value', () => {
  // Of 1, 2 and 5: a quarter lies below the peak.
  expect(triangleAt(1, 2, 5, 1 / 16)).toBeCloseTo(1.5, 12)
  expect(triangleAt(1, 2, 5, 11 / 12)).toBeCloseTo(4, 12)
  expect(triangleAt(3, 3, 3, 0.9)).toBe(3)
})
