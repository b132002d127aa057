import { describe, expect, test } from 'vitest'
import { exact, toDecimal } from '../../../src/economics/exact.ts'
import { countLosses, nodeDays, severityOf, stakeNow } from '../../../src/economics/losses.ts'
import { median } from '../../../src/economics/median.ts'
import { MONTH, splitWindow, YEAR } from '../../../src/economics/period.ts'
import { stakeHistory } from '../../../src/economics/stake.ts'
import { DAY, entry, jumpingPrices, OPERATOR, START, USD_TOKEN } from '../../support/ledger-world.ts'

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

test('the mean of the slashes that were seen weighs each one alike, whatever its reason', () => {
  const slash = (reason: string, own: number) => ({
    entry: entry('penalty', START, '1', { reason }),
    own: exact(own),
    others: exact(0),
    stakeBefore: exact(100),
  })
  expect(severityOf([slash('a', 10), slash('a', 20), slash('b', 60)], [])).toEqual({
    known: true,
    value: { share: exact(3, 10), basis: 'observed', label: 'mean of 3 slashes' },
  })
})

test('a jail takes no stake; a slash does, also one of unknown size', () => {
  const penalties = [
    entry('penalty', START, '0'),
    entry('penalty', START, '1'),
    entry('penalty', START, null),
  ]
  expect(countLosses([...penalties, entry('fee', START, '1')])).toBe(2)
})

test('the stake now is what is left as the window ends, at its last second’s price', () => {
  const window = { from: START, to: START + 10 * DAY }
  const mute = { ...USD_TOKEN, priceSeries: null }
  const history = stakeHistory(
    [
      entry('stake', START, '400', { from: OPERATOR }),
      entry('stake', START + DAY, '-100', { from: OPERATOR }),
      entry('stake', START, '5', { from: OPERATOR, token: mute }),
      entry('stake', START + DAY, '-5', { from: OPERATOR, token: mute }),
    ],
    new Set([OPERATOR]),
    window.to,
  )
  const found = stakeNow([history], window, jumpingPrices(window.to))
  expect(found.known && toDecimal(found.value, 2)).toBe('75.00')
})
