import { describe, expect, test } from 'vitest'
import { known } from '../../../../src/economics/known.ts'
import type { Assumptions } from '../../../../src/economics/payback/assumptions.ts'
import { BACKTEST, backtestCoverage, forecastFees } from '../../../../src/economics/payback/backtest.ts'
import { meanError } from '../../../../src/economics/payback/bootstrap.ts'
import { drawPath, fixOf } from '../../../../src/economics/payback/draw.ts'
import { Random } from '../../../../src/economics/payback/random.ts'
import type { SampledNode } from '../../../../src/economics/payback/sampled-nodes.ts'
import { poolOf, shrinkToPool } from '../../../../src/economics/payback/shrink.ts'
import { simulate } from '../../../../src/economics/payback/simulate.ts'
import { walkedOf, walkPath } from '../../../../src/economics/payback/walk.ts'
import { CERTAIN } from '../../../support/certain-payback.ts'
import { ScriptedRandom } from '../../../support/scripted-random.ts'

const flat = (value: number, days: number) => new Float64Array(days).fill(value)

describe('simulated paths', () => {
  const sampled = (...fees: number[]): Assumptions => ({
    ...CERTAIN,
    capexUsd: 1,
    nodes: fees.map((each) => {
      const daily = flat(each, 30)
      const alone = { weight: 1, level: 1, levelError: 0, own: daily, daily }
      return { node: '', days: 30, left: false, fees: alone, emissions: alone } as SampledNode
    }),
  })

  test('are each of the node that it drew, and tell leaving at its months', () => {
    const { node, exitAt, machine } = simulate(sampled(16, 0, 32), {
      paths: 6,
      horizonMonths: 8,
      seed: 3,
      blockDays: 7,
    })
    expect(exitAt.map(({ month }) => month)).toEqual([6, 8])
    expect([...node].sort()).toEqual([0, 0, 1, 1, 2, 2])
    for (const [path, drawn] of node.entries()) {
      const monthly = ([16, 0, 32][drawn] ?? 0) * 30.4375
      for (const { month, gain } of exitAt) expect(gain[path]).toBeCloseTo(month * monthly - 1, 9)
      expect(Number.isFinite(machine[path])).toBe(drawn !== 1)
    }
  })

  test('begin with each node as often as with any other', () => {
    const first = Array.from(
      { length: 90 },
      (_, seed) => simulate(sampled(1, 2, 3), { paths: 1, horizonMonths: 1, seed, blockDays: 7 }).node[0],
    )
    // Thirty each, give or take 4.5.
    for (const node of [0, 1, 2]) {
      const times = first.filter((each) => each === node).length
      expect(times).toBeGreaterThan(16)
      expect(times).toBeLessThan(44)
    }
  })

  test('of one node ask chance for nothing but what is drawn of it', () => {
    const given = {
      ...CERTAIN,
      dailyFees: Float64Array.from({ length: 60 }, (_, day) => day),
      stakeTokens: 1_000,
    }
    const price = { ...CERTAIN.price, sigma: 1 }
    const simulation = { paths: 1, horizonMonths: 6, seed: 5, blockDays: 7 }
    const fixed = fixOf({ ...given, price }, simulation)
    const [random, walked, [node]] = [new Random(5), walkedOf(fixed), fixed.nodes]
    if (!node) throw new Error('there is the node that was asked about')
    walkPath(fixed, drawPath(fixed, node, random), walked, random)
    expect(simulate({ ...given, price }, simulation).exitAt[0]?.gain[0]).toBe(walked.gains[5])
  })
})

describe('the backtest', () => {
  const plan = { ...BACKTEST, trainDays: 30, aheadDays: 10, paths: 50 }
  const days = (...parts: readonly (readonly [number, number])[]) =>
    Float64Array.from(parts.flatMap(([value, count]) => Array<number>(count).fill(value)))

  test('forecasts each window from the days just before it, and holds what came if it lies in the interval, ends included', () => {
    // After thirty days of 5 come 10s: the first two forecasts are deceived, the others see 10s alone from the fourth on.
    const found = backtestCoverage([days([5, 30], [10, 60])], { ...plan, aheadDays: 30 })
    expect(found).toEqual(known({ forecasts: 2, outcomes: 2, held: 1, coverage: 0.5, nominal: 0.9 }))
    const all = backtestCoverage([days([10, 60])], plan)
    expect(all).toEqual(known({ forecasts: 3, outcomes: 3, held: 3, coverage: 1, nominal: 0.9 }))
    // One cent more or less than what always came.
    for (const last of [9.99, 10.01])
      expect(backtestCoverage([days([10, 39], [last, 1])], plan)).toMatchObject({
        value: { outcomes: 1, held: 0 },
      })
  })

  test('takes thirty days before a forecast at least, and all of those ahead', () => {
    expect(backtestCoverage([days([10, 40])], { ...plan, trainDays: 5 })).toMatchObject({
      value: { forecasts: 1 },
    })
    expect(backtestCoverage([days([10, 39])], { ...plan, trainDays: 5 })).toEqual({
      known: false,
      missing: [{ reason: 'INSUFFICIENT_DATA', input: '40 days of history to test one forecast' }],
    })
    expect(backtestCoverage([], plan).known).toBe(false)
  })

  test('asks of the nodes that were there all through a window, from those that were there before it', () => {
    const gone = Number.NaN
    const series = [days([10, 50]), days([10, 45], [gone, 5]), days([gone, 30], [10, 20])]
    expect(backtestCoverage(series, plan)).toMatchObject({ value: { forecasts: 2, outcomes: 5, held: 5 } })
    // Nobody was there before, or nobody stayed.
    for (const alone of [days([gone, 30], [10, 10]), days([10, 35], [gone, 5])])
      expect(backtestCoverage([alone], plan).known).toBe(false)
  })

  test('of one node has the sum of its days, by how far their mean may be off', () => {
    // 2 a day, then 6: whatever the start, ten days of a run of twenty are drawn.
    const past = [days([2, 10], [6, 10])]
    const short = { ...plan, blockDays: 10, paths: 1 }
    const error = meanError(past[0] as Float64Array, 10)
    const script = { normals: [0.5, 7], bits: [0], uniforms: [] }
    const [low, high] = forecastFees(past, short, new ScriptedRandom(script))
    expect([low, high]).toEqual(Array(2).fill(expect.closeTo(20 * Math.exp(0.5 * error), 9)))
  })

  test('takes days on which nobody was there for no days, and not for days of nothing', () => {
    const short = { ...plan, blockDays: 10, paths: 1 }
    const script = { normals: [0.5, 7], bits: [0], uniforms: [] }
    const broken = days([3, 5], [Number.NaN, 5], [3, 5], [Number.NaN, 5])
    expect(forecastFees([broken], short, new ScriptedRandom(script))).toEqual([30, 30])
    expect(forecastFees([broken, broken], short, new ScriptedRandom(script))).toEqual([30, 30])
  })

  test('of a sample draws each node in turn, at its level and what that leaves open', () => {
    const past = [
      [1, 3, 1, 3, 2, 2],
      [5, 7, 7, 5, 5, 7],
    ].map((daily) => Float64Array.from(daily))
    const short = { ...plan, aheadDays: 1, blockDays: 1, paths: 2 }
    const nodes = shrinkToPool(past, 1)
    const error = meanError(poolOf(past), 1)
    expect(error).toBeGreaterThan(0)
    // Each of the first day.
    const [one = 0, other = 0] = nodes.map(
      ({ daily, levelError }) => (daily[0] ?? 0) * Math.exp(0.5 * error - 0.25 * levelError),
    )
    const script = { normals: [0.5, -0.25, 0.5, -0.25], bits: [0, 0], uniforms: [] }
    const [low, high] = forecastFees(past, short, new ScriptedRandom(script))
    expect(low).toBeCloseTo(one + 0.05 * (other - one), 9)
    expect(high).toBeCloseTo(one + 0.95 * (other - one), 9)
  })
})
