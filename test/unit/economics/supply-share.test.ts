import { expect, test } from 'vitest'
import { toDecimal } from '../../../src/economics/exact.ts'
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
