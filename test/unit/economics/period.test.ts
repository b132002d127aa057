import { describe, expect, test } from 'vitest'
import { DAY, MONTH, type Period, secondsCovered, splitWindow, YEAR } from '../../../src/economics/period.ts'

const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000

describe('the periods of a window', () => {
  const starts = (period: Period, from: string, to: string) =>
    splitWindow({ from: at(from), to: at(to) }, period).map(({ from }) =>
      new Date(from * 1000).toISOString().slice(0, 10),
    )

  test('weeks begin on Monday: of a window from a Wednesday the first one is cut', () => {
    expect(starts('week', '2026-01-07', '2026-01-27')).toEqual([
      '2026-01-07',
      '2026-01-12',
      '2026-01-19',
      '2026-01-26',
    ])
  })

  test('months begin on the first, over the end of a year too', () => {
    expect(starts('month', '2025-11-30', '2026-02-02')).toEqual([
      '2025-11-30',
      '2025-12-01',
      '2026-01-01',
      '2026-02-01',
    ])
  })

  test('a month is a twelfth of a year of 365.25 days', () => {
    expect([YEAR / DAY, MONTH * 12]).toEqual([365.25, YEAR])
  })
})

test('a second that several spans cover counts once, in whatever order they come', () => {
  const spans = [
    { from: 60, to: 90 },
    { from: 0, to: 20 },
    { from: 10, to: 40 },
    { from: 12, to: 15 },
  ]
  expect(secondsCovered(spans, { from: 5, to: 80 })).toBe(35 + 20)
  expect(secondsCovered(spans, { from: 45, to: 55 })).toBe(0)
})
