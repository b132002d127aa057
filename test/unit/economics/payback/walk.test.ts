import { describe, expect, test } from 'vitest'
import type { Assumptions, OtherToken } from '../../../../src/economics/payback/assumptions.ts'
import { BlockBootstrap } from '../../../../src/economics/payback/bootstrap.ts'
import { type Drawn, fixOf, sumOfProducts } from '../../../../src/economics/payback/draw.ts'
import { walkedOf, walkPath } from '../../../../src/economics/payback/walk.ts'
import { CERTAIN } from '../../../support/certain-payback.ts'
import { type Script, ScriptedRandom } from '../../../support/scripted-random.ts'

interface Walk {
  readonly given?: Partial<Assumptions>
  readonly drawn?: Partial<Drawn>
  readonly months: number
  /** Of a day. */
  readonly fees?: number
  readonly script?: Script
}

/** One path, of which the script has every number that chance is asked for. */
function walk({ given = {}, drawn = {}, months, fees = 0, script = {} }: Walk) {
  const all = { ...CERTAIN, ...given }
  const fixed = fixOf(all, { paths: 1, horizonMonths: months, seed: 1, blockDays: 30 })
  const tokens = fixed.tokens.length
  const normals = script.normals ?? Array(tokens * months).fill(0)
  const random = new ScriptedRandom({ uniforms: [], ...script, normals })
  const walked = walkedOf(fixed)
  const path: Drawn = {
    fees: new BlockBootstrap(new Float64Array(30).fill(fees), 30),
    drifts: new Float64Array(tokens),
    steps: new Float64Array(tokens),
    feeLevel: 1,
    emissions: new Float64Array(tokens),
    dilution: 1,
    costs: 0,
    gas: 0,
    capex: all.capexUsd,
    resaleLoss: 1,
    noSlash: 1,
    ...drawn,
  }
  const paid = walkPath(fixed, path, walked, random)
  expect(random.left).toBe(0)
  return { ...paid, gains: [...walked.gains] }
}
const near = (...values: number[]) => values.map((each) => expect.closeTo(each, 9))
const never = Number.POSITIVE_INFINITY
/** So many of the one token a month. */
const emitted = (...tokens: number[]) => ({ emissions: Float64Array.from(tokens) })

describe('the money of a month', () => {
  test('is fees of 30.4375 days, however many it has', () => {
    // 32 · 30.4375 · 0.5
    const { gains } = walk({ months: 3, fees: 32, drawn: { feeLevel: 0.5 } })
    expect(gains).toEqual(near(487, 974, 1_461))
  })

  test('of fees in tokens follows the price', () => {
    const drawn = { drifts: Float64Array.of(Math.log(2)) }
    expect(walk({ months: 3, fees: 32, drawn, given: { feesPricedIn: 'token' } }).gains).toEqual(
      near(1_948, 1_948 + 3_896, 1_948 + 3_896 + 7_792),
    )
    expect(walk({ months: 2, fees: 32, drawn }).gains).toEqual(near(974, 1_948))
  })

  test('is shared with those that enter, gas with it, and the costs that run anyway are not; then discounted', () => {
    const given = { entryShare: 0.5, yearlyDiscount: 4_095 }
    const drawn = { ...emitted(64), dilution: 0.5, gas: 10, costs: 7 }
    // (54 · 0.25 − 7) · 0.5, and (54 · 0.125 − 7) · 0.25.
    expect(walk({ months: 2, given, drawn }).gains).toEqual(near(3.25, 3.25 - 0.0625))
  })

  test('of emissions ends with issuance and shrinks with the stake, which slashes take', () => {
    const severity = { low: 0, mode: 0, high: 1 }
    const given = {
      stakeTokens: 1_000,
      emissionMonths: 2.5,
      slashes: { shape: 1, exposureYears: 1, severity },
    }
    // One slash of a half (1 − √(1 − 0.75)); none; two of which the first takes 0.2 and the second nothing.
    const uniforms = [0.9, 0.5, 0.75, 0.4, 0.9, 0.9, 0.1, 0.36, 0]
    const { gains } = walk({
      months: 3,
      given,
      drawn: { ...emitted(64), noSlash: 0.5 },
      script: { uniforms },
    })
    expect(gains).toEqual(near(32 + 500 - 1_000, 64 + 500 - 1_000, 64 + 32 * 0.4 + 400 - 1_000))
  })

  test('is that of each token at its price', () => {
    const two: OtherToken = {
      symbol: 'TWO',
      price: { ...CERTAIN.price, startUsd: 2 },
      stakeTokens: 500,
      emissionTokensPerDay: 0,
      correlations: [0.6],
    }
    const drawn = {
      ...emitted(10, 20),
      drifts: Float64Array.of(0.01, 0.02),
      steps: Float64Array.of(0.1, 0.2),
    }
    const given = { stakeTokens: 1_000, otherTokens: [two] }
    const { gains } = walk({ months: 1, given, drawn, script: { normals: [1, 2] } })
    const [first, second] = [Math.exp(0.11), 2 * Math.exp(0.02 + 0.2 * (0.6 + 1.6))]
    expect(gains).toEqual(near(10 * first + 20 * second + 1_000 * first + 500 * second - 2_000))
  })
})

describe('a price', () => {
  const price = { ...CERTAIN.price, jumpsPerYear: 12 * Math.LN2, jumpMean: 0.1, jumpDeviation: 0.3 }

  test('jumps as often as chance says, each time by itself', () => {
    // A month without a jump has a half: one, then none, then two.
    const { gains } = walk({
      months: 3,
      given: { price },
      drawn: emitted(1),
      script: { uniforms: [0.9, 0.5, 0.5, 0.9, 0.9, 0.1], normals: [0, 2, 0, 0, -1, 1] },
    })
    const [one, two] = [Math.exp(0.7), Math.exp(0.7 - 0.2 + 0.4)]
    expect(gains).toEqual(near(one, 2 * one, 2 * one + two))
  })

  test('goes on walking until a stake is free, where leaving is told', () => {
    const given = { stakeTokens: 100, unlockMonths: 3, yearlyDiscount: 4_095 }
    const drawn = { drifts: Float64Array.of(0.01), steps: Float64Array.of(0.2) }
    // Six months of drift alone, and three at once: √3 steps.
    const { gains } = walk({ months: 6, given, drawn, script: { normals: [0, 0, 0, 0, 0, 0, 1] } })
    const worth = (month: number, move = 0) => 100 * Math.exp(0.01 * month + move) * 0.5 ** (month + 3)
    expect(gains[4]).toBeCloseTo(worth(5) - 100, 9)
    expect(gains[5]).toBeCloseTo(worth(6, 0.03 + 0.2 * Math.sqrt(3)) - 100, 9)
  })

  test('of a stake that is not free yet jumps too', () => {
    const jumping = { ...price, jumpsPerYear: 4 }
    const given = {
      stakeTokens: 100,
      unlockMonths: 3,
      price: jumping,
      slashes: { ...CERTAIN.slashes, shape: 1 },
    }
    // No jump in six months; in the three after them, of which e⁻¹ have none, one. A slash takes nothing.
    const script = { uniforms: [...Array(12).fill(0), 0.5, 0.5], normals: [...Array(6).fill(0), 0, 2] }
    const { gains } = walk({ months: 6, given, script })
    expect(gains[5]).toBeCloseTo(100 * Math.exp(0.7) - 100, 9)
  })

  test('of what is left after slashes', () => {
    const severity = { low: 0.5, mode: 0.5, high: 0.5 }
    const given = { stakeTokens: 100, unlockMonths: 4, slashes: { ...CERTAIN.slashes, shape: 1, severity } }
    const drawn = { drifts: Float64Array.of(0.01), noSlash: 0.5 }
    const script = { uniforms: [0.9, 0.1], normals: [0, 0] }
    expect(walk({ months: 1, given, drawn, script }).gains).toEqual(near(50 * Math.exp(0.05) - 100))
  })

  test('does so with each of several tokens, and nothing of it is asked without a stake', () => {
    const two: OtherToken = {
      symbol: 'TWO',
      price: { ...CERTAIN.price, startUsd: 2 },
      stakeTokens: 50,
      emissionTokensPerDay: 0,
      correlations: [0.6],
    }
    const given = { stakeTokens: 100, unlockMonths: 4, otherTokens: [two] }
    const drawn = { steps: Float64Array.of(0.1, 0.2), drifts: new Float64Array(2) }
    const { gains } = walk({ months: 1, given, drawn, script: { normals: [0, 0, 1, 2] } })
    expect(gains).toEqual(near(100 * Math.exp(0.2) + 100 * Math.exp(0.4 * 2.2) - 200))
    expect(walk({ months: 1, given: { unlockMonths: 4 } }).gains).toEqual([0])
  })
})

describe('what a machine fetches', () => {
  test('is by its curve, what it loses times the path’s factor, discounted, and never below nothing', () => {
    const given = { capexUsd: 128, resale: Float64Array.of(1, 0.75, 0.625, 0.25), yearlyDiscount: 4_095 }
    const { gains } = walk({ months: 3, given, drawn: { resaleLoss: 2 } })
    expect(gains).toEqual(near(64 * 0.5 - 128, 32 * 0.25 - 128, -128))
  })

  test('is of what it costs on this path', () => {
    const given = { capexUsd: 128, resale: Float64Array.of(1, 0.75) }
    expect(walk({ months: 1, given, drawn: { capex: 64 } }).gains).toEqual(near(48 - 64))
  })
})

describe('paid back', () => {
  test('is the machine, and machine and stake, in the part of the month in which cash covers them', () => {
    const given = { capexUsd: 100, pastCashUsd: 20, stakeTokens: 60 }
    // 20, 52, 84, 116, 148, 180.
    expect(walk({ months: 8, given, drawn: emitted(32) })).toMatchObject({ machine: 2.5, cash: 4.375 })
    expect(walk({ months: 2, given, drawn: emitted(32) })).toMatchObject({ machine: never, cash: never })
  })

  test('is what has been earned already', () => {
    const given = { capexUsd: 100, pastCashUsd: 100, stakeTokens: 60 }
    expect(walk({ months: 1, given })).toMatchObject({ machine: 0, cash: never })
    expect(walk({ months: 1, given: { ...given, pastCashUsd: 160 } })).toMatchObject({ machine: 0, cash: 0 })
  })

  test('is exactly met, also where rounding leaves a hair out', () => {
    const met = { machine: expect.closeTo(10, 9), cash: expect.closeTo(10, 9) }
    // Ten times 0.1 add up to less than one.
    expect(walk({ months: 10, given: { capexUsd: 1 }, drawn: emitted(0.1) })).toMatchObject(met)
    expect(walk({ months: 1, given: { pastCashUsd: -64 }, drawn: emitted(64) })).toMatchObject({
      machine: 1,
      cash: 1,
    })
  })

  test('by leaving is at the first month’s end, or in the part of a later month in which it comes to cover', () => {
    const given = { capexUsd: 100 }
    expect(walk({ months: 4, given, drawn: emitted(32) }).exit).toBe(3.125)
    expect(walk({ months: 4, given, drawn: emitted(128) }).exit).toBe(1)
    expect(walk({ months: 2, given, drawn: emitted(50) }).exit).toBe(2)
    expect(walk({ months: 3, given, drawn: emitted(32) }).exit).toBe(never)
  })
})

test('amounts are worth the sum of each times its worth', () => {
  expect(sumOfProducts(Float64Array.of(2, 3), Float64Array.of(5, 7, 11))).toBe(31)
})
