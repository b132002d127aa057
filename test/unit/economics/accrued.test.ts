import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accruedEmissions } from '../../../src/economics/accrued.ts'
import { add, compare, type Exact, toDecimal, ZERO } from '../../../src/economics/exact.ts'
import { presenceOf } from '../../../src/economics/presence.ts'
import { DAY, entry, flatPrices, START } from '../../support/ledger-world.ts'

const prices = flatPrices('0.25')
const day = (number: number) => START + number * DAY
/** 70 tokens for each week, paid two days after it. */
const weekly = (weeks: number) =>
  Array.from({ length: weeks }, (_, week) =>
    entry('emission', day(week * 7 + 9), '70', { since: day(week * 7) }),
  )
const of = (from: number, to: number, weeks: number, known = to) => {
  const found = accruedEmissions(weekly(weeks), { from: day(from), to: day(to) }, day(known), prices)
  return {
    usd: found.value.known ? toDecimal(found.value.value, 2) : found.value.missing[0]?.reason,
    until: (found.window.to - START) / DAY,
  }
}

describe('emissions by the time that they are for', () => {
  test('ten tokens a day, whenever they were paid', () => {
    // Twenty days of 2.50 each; the third week is paid after the window.
    expect(of(0, 20, 3, 23)).toEqual({ usd: '50.00', until: 20 })
    expect(of(7, 14, 3, 23)).toEqual({ usd: '17.50', until: 14 })
    // Paid in the window, for a time before it.
    expect(of(14, 17, 3, 23)).toEqual({ usd: '7.50', until: 17 })
  })

  test('end where they were not paid yet, and are no nothing where none of it was', () => {
    expect(of(0, 20, 2)).toEqual({ usd: '35.00', until: 14 })
    expect(of(15, 20, 2)).toEqual({ usd: 'NOT_OBSERVED', until: 20 })
    // Two weeks overdue: nothing more is to come.
    expect(of(15, 35, 2)).toEqual({ usd: '0.00', until: 35 })
    expect(accruedEmissions([], { from: day(0), to: day(5) }, day(5), prices).value).toEqual({
      known: true,
      value: ZERO,
    })
  })

  test('are of the time from its joining, and up to its leaving', () => {
    const presences = new Map([
      [entry('emission', START, '1').node, presenceOf(day(3), [{ from: day(16), to: day(90) }])],
    ])
    const usd = (from: number, to: number) => {
      const window = { from: day(from), to: day(to) }
      const { value } = accruedEmissions(weekly(3), window, day(40), prices, presences)
      return value.known ? toDecimal(value.value, 2) : value.missing[0]?.reason
    }
    // 17.50 for four days, for seven, and for two.
    expect([usd(0, 3), usd(3, 5), usd(5, 14), usd(14, 15), usd(15, 40)]).toEqual([
      '0.00',
      '8.75',
      '26.25',
      '8.75',
      '8.75',
    ])
  })

  test('of parts of a time add up to all of it, wherever it is cut', () => {
    const stream = fc.array(
      fc.record({
        gap: fc.integer({ min: 3_600, max: 9 * DAY }),
        late: fc.integer({ min: 0, max: 3 * DAY }),
        amount: fc.nat(500),
      }),
      { minLength: 2, maxLength: 12 },
    )
    fc.assert(
      fc.property(stream, fc.array(fc.nat(60 * DAY), { maxLength: 4 }), (periods, cuts) => {
        let since = START
        const paid = periods.map(({ gap, late, amount }) => {
          const from = since
          since += gap
          return entry('emission', since + late, String(amount), { since: from })
        })
        const known = Math.max(...paid.map(({ at }) => at)) + 90 * DAY
        const stops = [START - DAY, ...cuts.map((cut) => START + cut).sort((a, b) => a - b), known]
        const total = (from: number, to: number): Exact => {
          const { value } = accruedEmissions(paid, { from, to }, known, prices)
          if (!value.known) throw new Error('all of it was paid')
          return value.value
        }
        const parts = stops.slice(1).reduce((sum, to, index) => add(sum, total(stops[index] ?? 0, to)), ZERO)
        const whole = paid.reduce(
          (sum, { amount }) => add(sum, { n: amount ?? 0n, d: 4n * 10n ** 18n }),
          ZERO,
        )
        expect(compare(parts, whole)).toBe(0)
      }),
      { numRuns: 100 },
    )
  })
})

test('of no time nothing was earned, and of time that is not paid the answer says from when', () => {
  const from = day(15)
  expect(accruedEmissions(weekly(2), { from, to: from }, from, prices).value).toEqual({
    known: true,
    value: ZERO,
  })
  expect(accruedEmissions(weekly(2), { from, to: day(20) }, day(20), prices).value).toMatchObject({
    missing: [{ input: 'payment of emissions for the time from 2026-01-20T00:00:00.000Z' }],
  })
})
