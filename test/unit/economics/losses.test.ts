import { describe, expect, test } from 'vitest'
import { exact } from '../../../src/economics/exact.ts'
import { nodeDays, severityOf } from '../../../src/economics/losses.ts'
import { median } from '../../../src/economics/median.ts'
import { MONTH, splitWindow, YEAR } from '../../../src/economics/period.ts'

const at = (iso: string) => Date.parse(iso) / 1000

describe('how much of a stake a slash costs', () => {
  const rule = (status: 'disclosed' | 'undisclosed', share: number | null) =>
    ({
      status,
      share: share === null ? null : exact(BigInt(share), 100n),
      source: `rule of ${share}`,
    }) as never

  test('is what is disclosed where none was seen: the first rule that says a share, of those that are disclosed', () => {
    const rules = [
      rule('undisclosed', 5),
      rule('disclosed', null),
      rule('disclosed', 10),
      rule('disclosed', 20),
    ]
    expect(severityOf([], rules)).toMatchObject({
      known: true,
      value: { basis: 'disclosed', label: 'rule of 10' },
    })
  })

  test('is unknown where nobody says it', () => {
    expect(severityOf([], [rule('undisclosed', 5), rule('disclosed', null)])).toMatchObject({
      known: false,
      missing: [{ reason: 'SEVERITY_UNKNOWN' }],
    })
  })
})

test('days of watching are exact, and never less than none', () => {
  expect([nodeDays(86_400, 259_200), nodeDays(5, 5), nodeDays(9, 5)]).toEqual([
    exact(172_800, 86_400),
    exact(0, 86_400),
    exact(0, 86_400),
  ])
})

test('the median of nothing is refused', () => {
  expect(() => median([])).toThrow(RangeError)
  expect(median([exact(9n)])).toEqual(exact(9n))
})

test('a month is a twelfth of a Julian year, and a window is cut where UTC days, ISO weeks and months begin', () => {
  expect([MONTH * 12, YEAR]).toEqual([YEAR, 365.25 * 86_400])
  const cut = (from: string, to: string, period: 'day' | 'week' | 'month') =>
    splitWindow({ from: at(from), to: at(to) }, period).map((each) =>
      new Date(each.to * 1000).toISOString().slice(0, 16),
    )
  expect(cut('2026-01-30T12:00Z', '2026-02-01T06:00Z', 'day')).toEqual([
    '2026-01-31T00:00',
    '2026-02-01T00:00',
    '2026-02-01T06:00',
  ])
  // 2026-02-02 is a Monday.
  expect(cut('2026-01-30T12:00Z', '2026-02-10T00:00Z', 'week')).toEqual([
    '2026-02-02T00:00',
    '2026-02-09T00:00',
    '2026-02-10T00:00',
  ])
  expect(cut('2025-12-15T00:00Z', '2026-03-01T00:00Z', 'month')).toEqual([
    '2026-01-01T00:00',
    '2026-02-01T00:00',
    '2026-03-01T00:00',
  ])
})
