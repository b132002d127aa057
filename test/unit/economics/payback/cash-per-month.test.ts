import { expect, test } from 'vitest'
import { type Exact, exact, toDecimal } from '../../../../src/economics/exact.ts'
import { type Known, known, missing } from '../../../../src/economics/known.ts'
import { netCashPerMonth } from '../../../../src/economics/payback/cash-per-month.ts'
import { sampleOf } from '../../../../src/economics/sample.ts'
import { DAY, entry, flatPrices, START } from '../../../support/ledger-world.ts'

const WINDOW = { from: START, to: START + 10 * DAY }
const time = { window: WINDOW, seen: WINDOW }
const text = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 6) : value.missing[0]?.reason)
const statement = { netCash: known(exact(60)), power: known(exact(8)), hosting: known(exact(12)) }
/** 4 tokens a day, paid each fourth day for the four before it; worth a quarter, half of it the delegators'. */
const input = {
  entries: [1, 5, 9].map((day) =>
    entry('emission', START + day * DAY, '16', { since: START + (day - 4) * DAY }),
  ),
  prices: flatPrices('0.25'),
  delegatorsPart: () => known(exact(1, 2)),
}

test('a month of a node has its emissions by the time that they are for, and what it costs whole', () => {
  // Kept of what was paid are 6, of ten days at half a dollar 5: 59, and with 80 % of what came in 0.8 · 79 − 20.
  expect(text(netCashPerMonth(statement, input, time))).toBe((5.9 * 30.4375).toFixed(6))
  expect(text(netCashPerMonth(statement, input, time, exact(4, 5)))).toBe((4.32 * 30.4375).toFixed(6))
})

test('the statement of a mean node has them so already, and what is not known stays so', () => {
  const sample = sampleOf([], WINDOW, known(null), 'none', known(true))
  const ofMean = netCashPerMonth(statement, input, { ...time, sample: { ...sample, days: 10 } })
  expect(text(ofMean)).toBe((6 * 30.4375).toFixed(6))
  const netCash = missing<Exact>('NOT_ATTRIBUTABLE', 'fees')
  expect(text(netCashPerMonth({ ...statement, netCash }, input, time))).toBe('NOT_ATTRIBUTABLE')
})
