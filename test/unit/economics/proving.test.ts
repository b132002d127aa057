import { describe, expect, test } from 'vitest'
import type { MachineCosts } from '../../../src/economics/cost.ts'
import { exact, fromDecimal, ONE, toDecimal } from '../../../src/economics/exact.ts'
import { type Known, known, missing } from '../../../src/economics/known.ts'
import type { Entry } from '../../../src/economics/ledger.ts'
import { PriceBook, type Token } from '../../../src/economics/price.ts'
import { provingOutlook } from '../../../src/economics/proving/outlook.ts'
import {
  feesPerCycle,
  fillRate,
  rewardPerCycle,
  workShare,
} from '../../../src/economics/proving/per-cycle.ts'
import type { MachineDay } from '../../../src/economics/role/card-hours.ts'

const reasonOf = (value: Known<unknown>) => (value.known ? null : value.missing[0]?.reason)
const text = (value: Known<Parameters<typeof toDecimal>[0]>, places = 6) =>
  value.known ? toDecimal(value.value, places) : reasonOf(value)
const token = { symbol: 'ZKC', decimals: 0, priceSeries: 'ZKC' } as Token
const prices = new PriceBook([{ series: 'ZKC', venue: 'one', at: 0, price: fromDecimal('0.5') }], 'test')
const emission = (reason: string, amount: bigint) =>
  ({ kind: 'emission', at: 10, token, amount, reason, node: 'p' }) as Entry

describe('the fill rate is of locks whose end is known', () => {
  test.each([
    [{ due: 4, inTime: 3, unknown: 0 }, '0.750000'],
    [{ due: 4, inTime: 3, unknown: 1 }, '1.000000'],
    [{ due: 2, inTime: 0, unknown: 0 }, '0.000000'],
    [{ due: 2, inTime: 0, unknown: 2 }, 'NOT_OBSERVED'],
    [{ due: 0, inTime: 0, unknown: 0 }, 'NOT_OBSERVED'],
  ])('%o: %s', (counts, rate) => expect(text(fillRate(counts))).toBe(rate))
})

describe('money per cycle', () => {
  test('rewards for stake and collateral of others are none for work', () => {
    const entries = [emission('povw', 40n), emission('staking', 100n), emission('slashed_collateral', 100n)]
    expect(text(rewardPerCycle(entries, prices, { rewarded: 2_000_000_000n }))).toBe('10.000000')
  })

  test('an epoch whose rewards are all cut off is rewarded with nothing, and no epoch with no figure', () => {
    expect(text(rewardPerCycle([], prices, { rewarded: 1n }))).toBe('0.000000')
    expect(text(rewardPerCycle([], prices, { rewarded: 0n }))).toBe('NOT_OBSERVED')
  })

  test('fees that are not known, or no reported work, are no figure', () => {
    expect(text(feesPerCycle(known(fromDecimal('3')), { reported: 6_000_000_000n }))).toBe('0.500000')
    expect(text(feesPerCycle(known(fromDecimal('3')), { reported: 0n }))).toBe('NOT_OBSERVED')
    expect(text(feesPerCycle(missing('NO_PRICE', 'x'), { reported: 1n }))).toBe('NO_PRICE')
  })

  test('a share of work is of all reported cycles', () => {
    expect(text(workShare(1n, 4n))).toBe('0.250000')
    expect(text(workShare(0n, 0n))).toBe('NOT_OBSERVED')
  })
})

describe('an outlook', () => {
  const machine = known({ capexUsd: known(fromDecimal('1000')) } as MachineCosts)
  const rent = { gross: 9, net: 7, asOf: '2026-01', source: 'a list' }
  const day = { running: 4.32, powerAndDepreciation: 5, depreciation: 1.5, rent }
  // 86.4 · 10^9 cycles a day, as many as all others together.
  const perDay = exact(86_400_000_000n)
  const asked = { mhz: ONE, wonShare: ONE }
  const of = (perCycles: string, days: Known<readonly MachineDay[]> = known([day])) =>
    provingOutlook({ perCycles: known(fromDecimal(perCycles)), perDay }, asked, machine, days)

  test('sets income against running costs, beside loss of value and rent', () => {
    const { income, running, kept, lossOfValue, rent: rented } = of('0.2')
    expect([income, running, kept, lossOfValue, rented].map((each) => text(each))).toEqual([
      '8.640000',
      '4.320000',
      '4.320000',
      '1.500000',
      '7.000000',
    ])
  })

  test('shares what came in with the machine: where nobody proved there is nothing to share', () => {
    const among = (all: bigint) =>
      provingOutlook(
        { perCycles: known(fromDecimal('0.1')), perDay: exact(all) },
        asked,
        machine,
        known([day]),
      ).income
    expect(text(among(86_400_000_000n * 999n))).toBe('8.631360')
    expect(text(among(0n))).toBe('0.000000')
  })

  test('that keeps nothing never pays the machine back', () => {
    expect(text(of('0.1').kept)).toBe('0.000000')
    expect(text(of('0.1').paybackMonths)).toBe('NOT_REACHED')
    expect(text(of('0.02').paybackMonths)).toBe('NOT_REACHED')
    expect(text(of('0.2').paybackMonths)).toBe('7.605141')
  })

  test('without a day of the machine, its rent or the income says which is missing', () => {
    expect(reasonOf(of('0.2', known([])).running)).toBe('WINDOW_TOO_SHORT')
    expect(reasonOf(of('0.2', missing('COST_UNKNOWN', 'hosting')).kept)).toBe('COST_UNKNOWN')
    expect(reasonOf(of('0.2', known([{ ...day, rent: null }])).rent)).toBe('COST_UNKNOWN')
    const unpaid = provingOutlook(
      { perCycles: missing('NO_PRICE', 'x'), perDay },
      asked,
      machine,
      known([day]),
    )
    expect([unpaid.income, unpaid.kept, unpaid.paybackMonths].map(reasonOf)).toEqual(
      Array(3).fill('NO_PRICE'),
    )
    expect(text(unpaid.running)).toBe('4.320000')
  })
})
