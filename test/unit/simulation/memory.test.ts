import { describe, expect, test } from 'vitest'
import { courseOf, judge, type Point } from '../../simulation/memory/slope.ts'
import { createRandom } from '../../support/mockchain/random.ts'

/** Two hours of samples, one each ten seconds. */
const samples = (size: (hours: number, at: number) => number): Point[] =>
  Array.from({ length: 720 }, (_, at) => ({ hours: at / 360, mb: size(at / 360, at) }))
const judged = (points: readonly Point[]) => {
  const course = courseOf(points)
  return course && judge(course)
}

describe('the slope of a memory', () => {
  test('is that of the line that the samples lie on, and certain', () => {
    const course = courseOf(samples((hours) => 200 + 10 * hours))
    expect(course?.slope?.perHour).toBeCloseTo(10, 9)
    expect(course?.slope?.from).toBeCloseTo(10, 6)
    expect(course?.slope?.to).toBeCloseTo(10, 6)
    expect(course?.firstMb).toBe(200)
    expect(course?.medianMb).toBeCloseTo(212.5, 1)
  })

  test('leaves out what happens before the first quarter is over', () => {
    const course = courseOf(samples((hours) => (hours < 0.5 ? 400 * hours : 200)))
    expect(course?.slope?.perHour).toBeCloseTo(0, 9)
    expect(course).toMatchObject({ firstMb: 0, medianMb: 200, lastMb: 200 })
  })

  test('has an interval that holds the truth in nine of ten noisy runs', () => {
    const random = createRandom(1)
    const runs = Array.from({ length: 400 }, () =>
      courseOf(samples((hours) => 200 + 3 * hours + 40 * (random() - 0.5))),
    )
    const holding = runs.filter((run) => run?.slope && run.slope.from <= 3 && 3 <= run.slope.to)
    expect(holding.length / runs.length).toBeGreaterThan(0.85)
    expect(holding.length / runs.length).toBeLessThan(0.95)
  })
})

describe('a memory', () => {
  test('is flat when it grows by no more than 2 % of its size in an hour', () => {
    expect(judged(samples(() => 200))).toBe('flat')
    expect(judged(samples((hours) => 200 + 3.9 * hours))).toBe('flat')
    expect(judged(samples((hours) => 200 - 30 * hours))).toBe('flat')
  })

  test('grows when every slope that it may have is more than nothing, and not all are flat', () => {
    expect(judged(samples((hours) => 200 + 4.5 * hours))).toBe('grows')
    expect(judged(samples((hours, at) => 200 + 20 * hours + (at % 7)))).toBe('grows')
  })

  test('is undecided when it swings so far that both are possible, or was looked at too briefly', () => {
    expect(judged(samples((hours) => 200 + 60 * Math.sin(10 * hours)))).toBe('undecided')
    expect(judged(samples(() => 200).slice(0, 30))).toBe('undecided')
    expect(courseOf([])).toBeUndefined()
  })
})
