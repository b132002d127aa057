import { describe, expect, test } from 'vitest'
import { accrualOf } from '../../../src/economics/accrual.ts'
import { dailyRevenue } from '../../../src/economics/daily-revenue.ts'
import { exact, fromDecimal, toDecimal } from '../../../src/economics/exact.ts'
import { known } from '../../../src/economics/known.ts'
import type { Entry } from '../../../src/economics/ledger.ts'
import { seriesOf } from '../../../src/economics/node-series.ts'
import { tokensPerDay } from '../../../src/economics/payback/token.ts'
import { DAY } from '../../../src/economics/period.ts'
import { presenceOf } from '../../../src/economics/presence.ts'
import { PriceBook, type Token } from '../../../src/economics/price.ts'
import { revenueShape } from '../../../src/economics/revenue-shape.ts'

const token = { chain: 1, address: '0x01' }
const paid = (at: number, since: number | null, change: Partial<Entry> = {}): Entry =>
  ({ kind: 'emission', node: 'a', at, since, token, reason: 'availability', ...change }) as Entry
const worth = () => known(fromDecimal('43.75'))
/** Paid at noon after each week that begins on day 0, 7, …, while those are before `until`. */
const weekly = (until: number) =>
  Array.from({ length: 8 }, (_, week) => paid((week + 1) * 7 * DAY + DAY / 2, week * 7 * DAY)).filter(
    ({ at }) => at < until * DAY,
  )
const daily = (entries: readonly Entry[], days: number) =>
  dailyRevenue(entries, { from: 0, to: days * DAY }, worth).map((day) =>
    day.known ? toDecimal(day.value, 2) : null,
  )

describe('emissions are of the period that they are for', () => {
  test('weekly pay of 43.75 is 6.25 on each day: 3.11', () => {
    expect(daily(weekly(40), 40)).toEqual(Array(35).fill('6.25'))
    const shape = revenueShape(dailyRevenue(weekly(40), { from: 0, to: 40 * DAY }, worth), [], {
      from: 0,
      to: 40 * DAY,
    })
    expect(shape).toMatchObject({ known: true, value: { p5: 6.25, p50: 6.25, p95: 6.25, days: 35 } })
  })

  test('the days of a week that is not paid yet are not nothing: they are left out', () => {
    expect(daily(weekly(40), 40)).toHaveLength(35)
    // Paid for the fifth week on day 35; nothing came on day 42, nor on day 49: those who wait longer wait for nothing.
    const stopped = daily(weekly(40), 60)
    expect(stopped).toHaveLength(60)
    expect(stopped.slice(34)).toEqual(['6.25', ...Array(25).fill('0.00')])
  })

  test('pay that comes three weeks after its day leaves three weeks out', () => {
    const late = Array.from({ length: 60 }, (_, day) => paid((day + 21) * DAY + 60, day * DAY)).filter(
      ({ at }) => at < 60 * DAY,
    )
    expect(daily(late, 60)).toEqual(Array(39).fill('43.75'))
  })

  test('what came once is awaited for one period, and not for two', () => {
    const once = [paid(10 * DAY, 0)]
    expect(daily(once, 20)).toHaveLength(10)
    expect(daily(once, 21).slice(9)).toEqual(['4.38', ...Array(11).fill('0.00')])
  })

  test('a fee is of its own moment, and so is an emission whose period the chain does not say', () => {
    expect(daily([paid(2 * DAY + 5, null), paid(DAY, 0, { kind: 'fee' })], 4)).toEqual([
      '0.00',
      '43.75',
      '43.75',
      '0.00',
    ])
  })

  test('a period of more than a year, or one that begins after it is paid, is a slip', () => {
    const { partsOf } = accrualOf([], 0)
    for (const since of [-400 * DAY, 2 * DAY]) {
      const entry = paid(DAY, since)
      expect(accrualOf([entry], 3 * DAY).partsOf(entry)).toEqual(partsOf(entry))
    }
  })

  test('the first period without another ends when it is paid, and what is before the window is not in it', () => {
    const entry = paid(3 * DAY, -DAY)
    expect(accrualOf([entry], 3 * DAY).partsOf(entry)).toEqual(
      [-1, 0, 1, 2].map((day) => ({ day: day * DAY, seconds: DAY, of: 4 * DAY })),
    )
    const found = dailyRevenue([{ ...entry, at: 3 * DAY - 1 }], { from: 0, to: 20 * DAY }, () =>
      known(exact(4)),
    )
    expect(found[0]?.known && toDecimal(found[0].value, 4)).toBe('1.0000')
  })

  test('a week that is paid after a later one, or with it, is paid: only what follows the latest is open', () => {
    const [first, second, third] = [7, 14, 21].map((end) => paid(end * DAY + 60, (end - 7) * DAY))
    const late = paid(22 * DAY, 7 * DAY)
    for (const entries of [
      [first, late, third],
      [first, third, late],
      [first, second, third].map((each) => ({ ...(each as Entry), at: 21 * DAY + 60 })),
    ] as Entry[][]) {
      const { isOpen, paidUntil, partsOf } = accrualOf(entries, 24 * DAY)
      expect([7, 20, 21, 23, 24].map((day) => isOpen('a', day * DAY))).toEqual([
        false,
        false,
        true,
        true,
        false,
      ])
      expect(paidUntil('a', 24 * DAY)).toBe(21 * DAY)
      expect(partsOf(entries[0] as Entry)).toHaveLength(7)
    }
  })

  test('a year of 366 days is the longest period; one without length cuts no other', () => {
    const leap = paid(366 * DAY, 0)
    expect(accrualOf([leap], 366 * DAY).partsOf(leap)).toHaveLength(366)
    const longer = paid(366 * DAY + 1, 0)
    expect(accrualOf([longer], 367 * DAY).partsOf(longer)).toHaveLength(1)
    const week = paid(7 * DAY, 0)
    expect(accrualOf([paid(3 * DAY, 3 * DAY), week], 7 * DAY).partsOf(week)).toHaveLength(7)
  })

  test('a period that began before its node joined is for the time from then, and waits for as long as before', () => {
    const joined = new Map([['a', presenceOf(3 * DAY + 0.5, [])]])
    const first = paid(7 * DAY, 0)
    const { partsOf, partIn, isOpen, paidUntil } = accrualOf([first], 14 * DAY, joined)
    expect(partsOf(first)).toEqual([3, 4, 5, 6].map((day) => ({ day: day * DAY, seconds: DAY, of: 4 * DAY })))
    expect(partIn(first, { from: 0, to: 4 * DAY })).toEqual({ seconds: DAY, of: 4 * DAY })
    expect(partIn(first, { from: 0, to: 3 * DAY })).toBeNull()
    // Of the seven days that it is paid for at a time, and not of the four that it was there.
    expect(isOpen('a', 13 * DAY)).toBe(true)
    expect(paidUntil('a', 14 * DAY)).toBe(7 * DAY)
    expect(accrualOf([first], 14 * DAY + 1, joined).isOpen('a', 13 * DAY)).toBe(false)
    // Of an address that is no node's nothing is known.
    const nobodys = { ...first, node: null }
    expect(accrualOf([nobodys], 8 * DAY, joined).partsOf(nobodys)).toHaveLength(7)
  })

  test('a node that left or was away is paid for the rest of the period, and is owed nothing for its absence', () => {
    const forever = Number.POSITIVE_INFINITY
    const left = new Map([['a', presenceOf(0, [{ from: 9 * DAY, to: forever }])]])
    const weeks = [paid(7 * DAY, 0), paid(15 * DAY, 7 * DAY)]
    const gone = accrualOf(weeks, 20 * DAY, left)
    expect(gone.partsOf(weeks[1] as Entry)).toEqual(
      [7, 8].map((day) => ({ day: day * DAY, seconds: DAY, of: 2 * DAY })),
    )
    expect([13, 15, 19].map((day) => gone.isOpen('a', day * DAY))).toEqual([false, false, false])
    expect(gone.paidUntil('a', 20 * DAY)).toBe(20 * DAY)
    // Its last days are still to be paid; the time after it is not.
    const [first] = weeks as [Entry, Entry]
    const waiting = accrualOf([first], 12 * DAY, left)
    expect([6, 7, 8, 9].map((day) => waiting.isOpen('a', day * DAY))).toEqual([false, true, true, false])
    expect(waiting.paidUntil('a', 12 * DAY)).toBe(7 * DAY)

    const noon = DAY / 2
    const away = new Map([['a', presenceOf(0, [{ from: DAY + noon, to: 3 * DAY + noon }])]])
    expect(accrualOf([first], 7 * DAY, away).partsOf(first)).toEqual(
      [0, 1, 3, 4, 5, 6].map((day) => ({
        day: day * DAY,
        seconds: day === 1 || day === 3 ? noon : DAY,
        of: 5 * DAY,
      })),
    )
    // Away all the time that it was paid for, as far as is known: as the chain has it.
    const absent = new Map([['a', presenceOf(8 * DAY, [])]])
    expect(accrualOf([first], 7 * DAY, absent).partsOf(first)).toHaveLength(7)
  })

  test('days are of what came after a node had left too, where payments were seen', () => {
    const presences = new Map([
      ['a', presenceOf(3 * DAY, [{ from: 10 * DAY, to: Number.POSITIVE_INFINITY }])],
    ])
    const entries = [paid(7 * DAY, 0), paid(14 * DAY, 7 * DAY)]
    const seen = { from: 3 * DAY, to: 10 * DAY }
    const text = (options: { readonly known?: number }) =>
      dailyRevenue(entries, seen, worth, { presences, ...options }).map(
        (day) => day.known && toDecimal(day.value, 4),
      )
    expect(text({ known: 20 * DAY })).toEqual([...Array(4).fill('10.9375'), ...Array(3).fill('14.5833')])
    // As of its leaving the last three days are still to be paid.
    expect(text({})).toEqual(Array(4).fill('10.9375'))
  })

  test('less than a second is a second, and a window that only touches a period has nothing of it', () => {
    const brief = paid(10.9, 10.2)
    expect(accrualOf([brief], DAY).partsOf(brief)).toEqual([{ day: 0, seconds: 1, of: 1 }])
    const week = paid(7 * DAY, 0)
    const { partIn } = accrualOf([week], 7 * DAY)
    expect(partIn(week, { from: 7 * DAY, to: 9 * DAY })).toBeNull()
    expect(partIn(week, { from: 6 * DAY, to: 9 * DAY })).toEqual({ seconds: DAY, of: 7 * DAY })
  })

  test('payback takes what was paid for over the days that were paid', () => {
    const coin = { symbol: 'X', decimals: 0 } as Token
    const window = { from: 0, to: 40 * DAY }
    const entries = weekly(40).map((entry) => ({ ...entry, token: coin, amount: 4375n }))
    const past = { entries, prices: new PriceBook([], 'none'), window, seen: window }
    expect(toDecimal(tokensPerDay(past, coin), 2)).toBe('625.00')
    const told = entries.map((entry) => ({ ...entry, since: null }))
    expect(toDecimal(tokensPerDay({ ...past, entries: told }, coin), 3)).toBe('546.875')
  })

  test('of each node by day too, and a node waits for its own payments', () => {
    const nodes = ['a', 'b'].map((node) => ({ node, span: { from: 0, to: 9 * DAY } }))
    const calendar = Array.from({ length: 9 }, (_, day) => day * DAY)
    const income = [
      [paid(4 * DAY, 0), known(8)],
      [paid(8 * DAY, 4 * DAY), known(4)],
      [paid(DAY, null, { node: 'b', kind: 'fee' }), known(5)],
      [paid(DAY, null, { node: 'stranger', kind: 'fee' }), known(9)],
    ] as const
    expect(seriesOf(nodes, calendar, income)).toEqual(
      known([
        Float64Array.of(2, 2, 2, 2, 1, 1, 1, 1, Number.NaN),
        Float64Array.of(0, 5, 0, 0, 0, 0, 0, 0, 0),
      ]),
    )
    const presences = new Map([['a', presenceOf(2 * DAY, [])]])
    const found = seriesOf(nodes, calendar, income, presences)
    expect(found.known && found.value[0]).toEqual(Float64Array.of(0, 0, 4, 4, 1, 1, 1, 1, Number.NaN))
    const left = [{ node: 'a', span: { from: 3 * DAY, to: 5 * DAY } }]
    expect(seriesOf(left, calendar, [])).toEqual(
      known([Float64Array.from(calendar, (day) => (day === 3 * DAY || day === 4 * DAY ? 0 : Number.NaN))]),
    )
  })
})
