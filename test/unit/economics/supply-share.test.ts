import { describe, expect, test } from 'vitest'
import { exact, toDecimal } from '../../../src/economics/exact.ts'
import type { Window } from '../../../src/economics/figure.ts'
import type { Entry } from '../../../src/economics/ledger.ts'
import { stakeHistory } from '../../../src/economics/stake.ts'
import { type SupplyReading, supplyDays } from '../../../src/economics/supply-share.ts'
import { supplyShareYield } from '../../../src/economics/yields.ts'
import {
  COIN,
  DAY,
  DELEGATOR,
  entry,
  flatPrices,
  OPERATOR,
  START,
  USD_TOKEN,
} from '../../support/ledger-world.ts'

const window = { from: START, to: START + 10 * DAY }
const prices = flatPrices('0.25')
const supply = (day: number, whole: number, token = COIN): SupplyReading => ({
  token,
  at: START + day * DAY,
  amount: BigInt(whole) * 10n ** BigInt(token.decimals),
  vouchedBy: '2 of 3 endpoints',
})
const staked = entry('stake', START - DAY, '1000', { from: OPERATOR })
const daily = (amount: string) =>
  Array.from({ length: 10 }, (_, day) => entry('emission', START + day * DAY + 60, amount))

function yieldOf(entries: readonly Entry[], readings: readonly SupplyReading[]): number | string | undefined {
  const history = stakeHistory(entries, new Set([OPERATOR]), window.to)
  const found = supplyDays(entries, history, window, readings, prices)
  if (!found.known) return found.missing[0]?.reason
  const { days, before } = found.value
  const rate = supplyShareYield(days, { known: true, value: before })
  return rate.known ? rate.value : rate.missing[0]?.reason
}

test('a stake that grows as fast as supply yields nothing', () => {
  // 1 token a day on 1,000 that are not added to; supply grows by 1.001 a day, ten times.
  const grown = Math.round(1_000_000_000 * 1.001 ** 10)
  expect(yieldOf([staked, ...daily('1')], [supply(0, 1_000_000_000), supply(10, grown)])).toBeCloseTo(0, 7)
})

test('without issuance it is the compounded income, however often supply was read', () => {
  const flat = [supply(0, 5_000), supply(10, 5_000)]
  const expected = 1.001 ** 365.25 - 1
  expect(yieldOf([staked, ...daily('1')], flat)).toBeCloseTo(expected, 9)
  expect(yieldOf([staked, ...daily('1')], [...flat, supply(4, 9_000)])).toBeCloseTo(expected, 9)
})

test('a deposit is no income, and a slash is a negative one', () => {
  const flat = [supply(0, 5_000), supply(10, 5_000)]
  const deposit = entry('stake', START + 5 * DAY, '9000', { from: DELEGATOR })
  expect(yieldOf([staked, deposit], flat)).toBe(0)
  const slash = entry('penalty', START + 2 * DAY, '10')
  expect(yieldOf([staked, slash], flat)).toBeLessThan(-0.29)
})

test('fees in another token are what they bought at receipt', () => {
  const entries = [staked, entry('fee', START + DAY, '25', { token: USD_TOKEN })]
  const history = stakeHistory(entries, new Set([OPERATOR]), window.to)
  const found = supplyDays(entries, history, window, [supply(0, 1), supply(10, 1)], prices)
  expect(found.known && found.value.days.map((day) => toDecimal(day.income, 0))).toEqual([
    '0',
    '100',
    ...Array.from({ length: 8 }, () => '0'),
  ])
})

test.each<[string, readonly SupplyReading[], readonly Entry[]]>([
  ['NOT_OBSERVED', [], [staked]],
  ['NOT_OBSERVED', [supply(0, 1)], [staked]],
  ['NOT_OBSERVED', [supply(-2, 1), supply(10, 1)], [staked]],
  ['NO_DENOMINATOR', [supply(0, 1), supply(10, 1)], []],
  ['NOT_APPLICABLE', [], [staked, entry('stake', START, '5', { token: USD_TOKEN })]],
])('%s: a reading at each end, of the one token that is staked', (reason, readings, entries) => {
  expect(yieldOf(entries, readings)).toBe(reason)
})

test('a chain’s own coin has no contract that states its supply', () => {
  const coin = { ...COIN, address: `0x${'0'.repeat(40)}` }
  const entries = [entry('stake', START, '5', { token: coin })]
  const found = supplyDays(entries, stakeHistory(entries, new Set(), window.to), window, [], prices)
  expect(found.known ? '' : found.missing[0]?.input).toContain('bank module is not read')
})

describe('which stake and which readings', () => {
  const ends = [supply(0, 1_000), supply(10, 1_000)]
  const daysOf = (
    entries: readonly Entry[],
    readings: readonly SupplyReading[] = ends,
    span: Window = window,
  ) => {
    const history = stakeHistory(entries, new Set([OPERATOR]), span.to)
    const found = supplyDays(entries, history, span, readings, prices)
    return found.known ? found.value : { ...found.missing[0] }
  }
  const other = (at: number, amount: string) =>
    entry('stake', at, amount, { from: OPERATOR, token: USD_TOKEN })

  test('what was withdrawn by the window’s first second is no stake of it', () => {
    const left = [other(START - DAY, '5'), other(START, '-5')]
    expect(daysOf([staked, ...left])).toHaveProperty('days')
    const within = [other(START - DAY, '5'), other(START + 1, '-5')]
    expect(daysOf([staked, ...within])).toMatchObject({ reason: 'NOT_APPLICABLE' })
  })

  test('stake of a part of a day counts for that part', () => {
    const joined = entry('stake', START + DAY + DAY / 4, '1000', { from: DELEGATOR })
    const found = daysOf([staked, joined])
    const stakes = 'days' in found ? found.days.map(({ stake }) => toDecimal(stake, 0)) : []
    expect(stakes).toEqual(['1000', '1750', ...Array(8).fill('2000')])
  })

  test('a broken last day is over its own length', () => {
    const span = { from: START, to: START + 7.5 * DAY }
    const found = daysOf([staked], [supply(0, 1), supply(7.5, 1)], span)
    expect('days' in found && found.days.at(-1)?.stake).toEqual(exact(1000))
  })

  test('a day takes the last reading by its end, in whatever order they come', () => {
    const readings = [supply(10, 30), supply(3, 20), supply(0, 10), supply(3 + 1 / DAY, 25)]
    const found = daysOf([staked], readings)
    const seen = 'days' in found ? found.days.map(({ supply }) => toDecimal(supply, 0)) : []
    expect(seen).toEqual(['10', '10', '20', ...Array(6).fill('25'), '30'])
  })

  test('a reading of 36 hours before is the oldest that counts', () => {
    expect(daysOf([staked], [supply(-1.5, 1), supply(10, 1)])).toHaveProperty('days')
    expect(daysOf([staked], [supply(-1.5 - 1 / DAY, 1), supply(10, 1)])).toEqual({
      reason: 'NOT_OBSERVED',
      input: 'supply of xCOIN: no reading of totalSupply() in the 36 hours before 2026-01-05T00:00:00.000Z',
    })
    expect(daysOf([staked], [supply(0, 1)])).toMatchObject({ input: expect.stringContaining('2026-01-15') })
  })

  test('seven days are the least that is annualised', () => {
    const week = { from: START, to: START + 7 * DAY }
    expect(daysOf([staked], [supply(0, 1), supply(7, 1)], week)).toHaveProperty('days')
    const short = { from: START, to: week.to - 1 }
    expect(daysOf([staked], [supply(0, 1), supply(6, 1)], short)).toEqual({
      reason: 'WINDOW_TOO_SHORT',
      input: '7 days to annualise',
    })
  })

  test('income is fees and emissions less refunds and slashes of its day; a jail and a payout are none', () => {
    const at = START + 60
    const mute = { ...USD_TOKEN, priceSeries: null }
    const found = daysOf([
      staked,
      entry('fee', at, '8'),
      entry('emission', at, '4'),
      entry('refund', at, '2'),
      entry('penalty', at, '1'),
      entry('penalty', at, '0', { token: mute }),
      entry('payout', at, '50'),
    ])
    expect('days' in found && found.days.slice(0, 2).map(({ income }) => toDecimal(income, 0))).toEqual([
      '9',
      '0',
    ])
  })
})
