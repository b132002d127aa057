import { describe, expect, test } from 'vitest'
import {
  type Assumptions,
  emittedInFirst,
  type OtherToken,
} from '../../../../src/economics/payback/assumptions.ts'
import { meanError } from '../../../../src/economics/payback/bootstrap.ts'
import {
  discountFactors,
  drawPath,
  fixOf,
  levelAt,
  monthsOfExit,
  tokensOf,
} from '../../../../src/economics/payback/draw.ts'
import type { SampledNode } from '../../../../src/economics/payback/sampled-nodes.ts'
import { studentTail } from '../../../../src/economics/statistics.ts'
import { CERTAIN } from '../../../support/certain-payback.ts'
import { type Script, ScriptedRandom } from '../../../support/scripted-random.ts'

const simulation = (horizonMonths: number) => ({ paths: 1, horizonMonths, seed: 1, blockDays: 7 })
const fix = (given: Partial<Assumptions>, horizonMonths = 12) =>
  fixOf({ ...CERTAIN, ...given }, simulation(horizonMonths))
const other = (more: Partial<OtherToken> = {}): OtherToken => ({
  symbol: 'TWO',
  price: { ...CERTAIN.price, startUsd: 4 },
  stakeTokens: 0,
  emissionTokensPerDay: 0,
  correlations: [0.6],
  ...more,
})
const levels = (daily: readonly number[], level: number, levelError: number) => ({
  weight: 1,
  level,
  levelError,
  own: Float64Array.from(daily),
  daily: Float64Array.from(daily),
})
const node = (more: Partial<SampledNode>): SampledNode => ({
  node: '0xa',
  days: 2,
  left: false,
  fees: levels([0, 0], 1, 0),
  emissions: levels([0, 0], 1, 0),
  ...more,
})

describe('what all paths have in common', () => {
  test('twelve months of whole days are a year, each the days that begin in its twelfth', () => {
    expect([...fix({}).days]).toEqual([30, 30, 31, 30, 31, 30, 31, 30, 30, 31, 30, 31])
    expect(fix({}, 48).days.reduce((total, each) => total + each)).toBe(1_461)
  })

  test('a dollar at a month’s end is worth less by that part of a year', () => {
    const factors = discountFactors(0.21, 24)
    expect([factors[5], factors[11], factors[23]]).toEqual(
      [1 / 1.1, 1 / 1.21, 1 / 1.21 ** 2].map((it) => expect.closeTo(it, 12)),
    )
  })

  test('leaving is told after half a year, each whole year, and at the horizon', () => {
    expect(monthsOfExit(60)).toEqual([6, 12, 24, 36, 48, 60])
    expect(monthsOfExit(30)).toEqual([6, 12, 24, 30])
    expect(monthsOfExit(6)).toEqual([6])
    expect(monthsOfExit(4)).toEqual([4])
    expect([...fix({}, 8).isLeaving]).toEqual([0, 0, 0, 0, 0, 1, 0, 1])
  })

  test('stakes are worth what they are at their first prices, and less until they are free', () => {
    const fixed = fix({
      stakeTokens: 10,
      price: { ...CERTAIN.price, startUsd: 3 },
      otherTokens: [other({ stakeTokens: 5 })],
      yearlyDiscount: 0.21,
      unlockMonths: 6,
      delegatorsPart: 0.2,
    })
    expect([[...fixed.stakes], [...fixed.startPrices], fixed.stake]).toEqual([[10, 5], [3, 4], 50])
    expect(fixed.whileLocked).toBeCloseTo(1 / 1.1, 12)
    expect(fixed.keep).toBe(0.8)
  })

  test('slashes take where there is a rate and a stake', () => {
    const slashes = { ...CERTAIN.slashes, shape: 1 }
    expect(fix({ slashes, stakeTokens: 1 }).slashing).toBe(true)
    expect(fix({ slashes, otherTokens: [other({ stakeTokens: 1 })] }).slashing).toBe(true)
    expect([fix({ slashes }).slashing, fix({ stakeTokens: 1 }).slashing]).toEqual([false, false])
  })

  test('each token has its walk and its months without a jump', () => {
    const price = { ...CERTAIN.price, jumpsPerYear: 6 }
    const [first, second] = tokensOf({ ...CERTAIN, price, otherTokens: [other()] })
    expect([first?.noJump, second?.noJump]).toEqual([expect.closeTo(Math.exp(-0.5), 12), 1])
    expect([[...(first?.weights ?? [])], [...(second?.weights ?? [])]]).toEqual([[1], [0.6, 0.8]])
  })

  test('emissions of several tokens are so many of the first', () => {
    const given = { ...CERTAIN, emissionTokensPerDay: 2, price: { ...CERTAIN.price, startUsd: 8 } }
    expect(emittedInFirst(given)).toBe(2)
    expect(emittedInFirst({ ...given, otherTokens: [other({ emissionTokensPerDay: 6 }), other()] })).toBe(5)
  })
})

describe('a node of a sample', () => {
  test('has its own levels of fees and emissions', () => {
    const fixed = fix({
      emissionTokensPerDay: 2,
      otherTokens: [other({ emissionTokensPerDay: 0.5 })],
      nodes: [node({ fees: levels([10, 30], 0.5, 0.1), emissions: levels([1, 5], 9, 0.2) })],
    })
    // 2 and half a token of 4 dollars are 4 a day; the node has 3.
    expect(fixed.nodes).toMatchObject([
      { feeLevel: 0.5, emissionLevel: 0.75, feeError: 0.1, emissionError: 0.2 },
    ])
    expect(fixed.nodes[0]?.fees.sumOf(2, new ScriptedRandom({ bits: [0] }))).toBe(40)
  })

  test('has no level of emissions where nobody has any', () => {
    expect(fix({ nodes: [node({})] }).nodes).toMatchObject([{ emissionLevel: 0 }])
  })

  test('is the one that was asked about where there is no sample', () => {
    for (const nodes of [undefined, []])
      expect(fix({ nodes, dailyFees: Float64Array.of(1, 2) }).nodes).toMatchObject([
        { feeLevel: 1, emissionLevel: 1, feeError: 0, emissionError: 0 },
      ])
  })
})

describe('the parameters of a path', () => {
  // Two blocks of 1 and 3 a day: their mean is off by a half, times Student's tail of one.
  const dailyFees = Float64Array.from({ length: 14 }, (_, day) => (day < 7 ? 1 : 3))
  const error = 0.5 * studentTail(1)
  const draw = (
    given: Partial<Assumptions>,
    of: { feeError?: number; emissionError?: number },
    script: Script,
  ) => {
    const fixed = fix({ dailyFees, ...given })
    const drawn = { ...fixed.nodes[0], feeLevel: 3, emissionLevel: 0.5, feeError: 0, emissionError: 0, ...of }
    const random = new ScriptedRandom(script)
    const found = drawPath(fixed, drawn as (typeof fixed.nodes)[number], random)
    expect(random.left).toBe(0)
    return found
  }
  const near = (value: number) => expect.closeTo(value, 12)

  test('have the fees of the mean node off by their error, its gas with its requests, and its luck in both', () => {
    expect(meanError(dailyFees, 7)).toBeCloseTo(error, 12)
    const given = { gasUsdPerMonth: 40, emissionTokensPerDay: 2, delegatorsPart: 0.2 }
    // Of one token: its volatility, then the fees of all, then this node's own.
    const found = draw(given, { feeError: 0.1, emissionError: 0.2 }, { normals: [0, 1, -1], uniforms: [] })
    const requests = Math.exp(error - 0.1)
    expect(found.feeLevel).toBeCloseTo(0.8 * requests, 12)
    expect(found.gas).toBeCloseTo(40 * 3 * requests, 12)
    expect([...found.emissions]).toEqual([near(2 * 30.4375 * 0.5 * 0.8 * Math.exp(-0.2))])
  })

  test('ask for luck where either level may be another, and else not', () => {
    const script = { normals: [0, 0, 2], uniforms: [] }
    expect(draw({}, { feeError: 0.1 }, script).feeLevel).toBeCloseTo(Math.exp(0.2), 12)
    const found = draw({ emissionTokensPerDay: 1 }, { emissionError: 0.1 }, script)
    expect([found.feeLevel, found.emissions[0]]).toEqual([1, near(30.4375 * 0.5 * Math.exp(0.2))])
    expect(draw({}, {}, { normals: [0, 0], uniforms: [] }).feeLevel).toBe(1)
  })

  test('have a volatility off by its error, and the drift that it needs', () => {
    const price = {
      ...CERTAIN.price,
      sigma: 0.6,
      sigmaError: 0.5,
      logDrift: null,
      jumpsPerYear: 2,
      jumpMean: 0.1,
    }
    const second = other({ price: { ...CERTAIN.price, sigma: 0.3, logDrift: 0.24 } })
    const found = draw({ price, otherTokens: [second] }, {}, { normals: [2, 5, 0], uniforms: [] })
    const sigma = 0.6 * Math.E
    expect([...found.steps]).toEqual([near(sigma / Math.sqrt(12)), near(0.3 / Math.sqrt(12))])
    expect([...found.drifts]).toEqual([near((-(sigma ** 2) / 2 - 2 * Math.expm1(0.1)) / 12), near(0.02)])
  })

  test('have growth, power, resale, slashes and the price of the machine, in this order', () => {
    const given: Partial<Assumptions> = {
      capexUsd: 1_000,
      stakeTokens: 1,
      powerUsdPerMonth: 100,
      otherUsdPerMonth: 7,
      nodeGrowth: { low: 0, mode: 0, high: 1 },
      powerFactor: { low: 0, mode: 0, high: 2 },
      resaleLoss: { low: 1, mode: 1, high: 3 },
      slashes: { ...CERTAIN.slashes, shape: 4 / 3, exposureYears: 4 },
    }
    // Of a triangle that falls from low to high: 1 − √(1 − u) of its width. Gamma: d = 1, x = 3, so 8 ÷ 4 a year.
    const slash = 1 - Math.exp(-4)
    const script = { normals: [0, 0, 3], uniforms: [0.75, 0.4375, 0.64, slash] }
    const found = draw(given, {}, script)
    expect(found).toMatchObject({
      dilution: near(1.5 ** (-1 / 12)),
      costs: near(100 * 0.5 + 7),
      resaleLoss: near(1 + 2 * 0.4),
      noSlash: near(Math.exp(-2 / 12)),
      capex: 1_000,
    })
    const capexFactor = { low: 1, mode: 1, high: 2 }
    expect(
      draw({ ...given, capexFactor }, {}, { ...script, uniforms: [...script.uniforms, 0.75] }).capex,
    ).toBe(1_500)
    expect(draw({ capexUsd: 1_000 }, {}, { normals: [0, 0], uniforms: [] }).noSlash).toBe(1)
  })

  test('begin with a new run of days', () => {
    const fixed = fix({ dailyFees: Float64Array.of(1, 10) })
    const [one] = fixed.nodes
    if (!one) throw new Error('there is the node that was asked about')
    one.fees.sumOf(1, new ScriptedRandom({ bits: [0] }))
    drawPath(fixed, one, new ScriptedRandom({ normals: [0, 0], uniforms: [] }))
    expect(one.fees.sumOf(1, new ScriptedRandom({ bits: [0] }))).toBe(1)
  })
})

test('a level is as likely too low as too high', () => {
  expect(levelAt(0.5, 2)).toBeCloseTo(Math.E, 12)
  expect(levelAt(0.5, -2)).toBeCloseTo(1 / Math.E, 12)
})
