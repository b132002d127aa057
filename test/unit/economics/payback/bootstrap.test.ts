import { describe, expect, test } from 'vitest'
import { BlockBootstrap, meanError } from '../../../../src/economics/payback/bootstrap.ts'
import { deviation, studentTail } from '../../../../src/economics/statistics.ts'
import { ScriptedRandom } from '../../../support/scripted-random.ts'

/** Chance that starts runs on these days, of so many. */
const startsOn = (days: readonly number[], of: number) =>
  new ScriptedRandom({ bits: days.map((day) => Math.ceil((day * 2 ** 32) / of) | 0) })

describe('blocks of days', () => {
  const days = Float64Array.of(1, 10, 100, 1_000, 10_000)

  test('are neighbours from the day on that chance says, around the end of the history', () => {
    for (const [start, sum] of [111, 1_110, 11_100, 11_001, 10_011].entries())
      expect(new BlockBootstrap(days, 3).sumOf(3, startsOn([start], 5))).toBe(sum)
  })

  test('go on where the sum before them stopped, and a new one begins when they end', () => {
    const blocks = new BlockBootstrap(days, 3)
    const random = startsOn([1, 4, 0], 5)
    // 10 and 100; 1,000, then 10,000; 1 and 10, then 1.
    expect([2, 2, 3].map((length) => blocks.sumOf(length, random))).toEqual([110, 11_000, 12])
    expect(random.left).toBe(0)
  })

  test('are forgotten where a path begins', () => {
    const blocks = new BlockBootstrap(days, 3)
    const random = startsOn([0, 3], 5)
    expect(blocks.sumOf(1, random)).toBe(1)
    blocks.restart()
    expect(blocks.sumOf(1, random)).toBe(1_000)
  })

  test('are as long as the history where that is shorter', () => {
    expect(new BlockBootstrap(Float64Array.of(1, 10), 7).sumOf(5, startsOn([1, 0, 1], 2))).toBe(11 + 11 + 10)
  })

  test('of no days ask nothing of chance', () => {
    expect(new BlockBootstrap(days, 3).sumOf(0, startsOn([], 5))).toBe(0)
  })
})

describe('the error of a mean', () => {
  test('is from the means of whole blocks, widened for their number', () => {
    // 2, 6 and 4: neighbours that differ share nothing. Their standard error is 2 ÷ √3, of a mean of 4.
    const error = meanError(Float64Array.of(1, 3, 5, 7, 3, 5), 2)
    expect(error).toBeCloseTo((2 / Math.sqrt(3) / 4) * studentTail(2), 12)
  })

  test('is more where neighbouring blocks are alike', () => {
    // 2, 2, 6, 6 about 4: products of neighbours 4, −4 and 4, over three; squares 16, over three.
    const error = meanError(Float64Array.of(1, 3, 2, 2, 6, 6, 5, 7), 2)
    expect(error).toBeCloseTo((Math.sqrt((16 / 3 + 4 / 3) / 4) / 4) * studentTail(3), 12)
  })

  test('takes what neighbours share against the mean of the blocks; days that fill none are in the mean alone', () => {
    // As before, and a ninth day of 13: all days have a mean of 5.
    const error = meanError(Float64Array.of(1, 3, 2, 2, 6, 6, 5, 7, 13), 2)
    expect(error).toBeCloseTo((Math.sqrt(20 / 3 / 4) / 5) * studentTail(3), 12)
  })

  test('takes two blocks; of one, and of a mean of nothing, it is not told', () => {
    expect(meanError(Float64Array.of(1, 1, 3, 3), 2)).toBeCloseTo(
      (deviation([1, 3]) / Math.SQRT2 / 2) * studentTail(1),
      12,
    )
    expect(meanError(Float64Array.of(1, 3, 5), 2)).toBe(0)
    expect(meanError(Float64Array.of(1, 1, -1, -1), 2)).toBe(0)
  })
})
