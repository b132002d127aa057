import { expect, test } from 'vitest'
import type { Held } from '../../../../src/api/sql/division.ts'
import { compileFinished } from '../../../support/api/compile.ts'

const PAYERS: Held = {
  table: 'payer_day_part',
  columns: ['network', 'chain_id', 'payer', 'day', 'token', 'payments', 'paid', 'refunds', 'refunded'],
  fixed: {},
  sums: ['payments', 'paid', 'refunds', 'refunded'],
  overflow: 'BEYOND',
}
const AMOUNTS: Held = {
  table: 'node_day_amount_part',
  columns: ['network', 'chain_id', 'node_key', 'day', 'token', 'kind', 'attribution', 'events', 'amount'],
  fixed: { attribution: 'explicit' },
  // An amount of a row is rounded down.
  sums: ['events'],
  overflow: 'BEYOND',
}

test.each([
  ['a sum', PAYERS, '{ payerDaysAggregate { sum { paid { value } } } }'],
  ['a mean', PAYERS, '{ payerDaysAggregate(interval: WEEK) { avg { payments } } }'],
  ['how many rows', PAYERS, '{ payerDaysAggregate(by: [payer]) { count } }'],
  [
    'of some keys',
    PAYERS,
    '{ payerDaysAggregate(where: { day_gt: "2025-01-01" }) { sum { paid { value } } } }',
  ],
  ['how often', AMOUNTS, '{ nodeDayAmountsAggregate(interval: MONTH) { attribution count sum { events } } }'],
])('%s is asked of the rows of loads, which no view brings together first', (_, held, query) => {
  const text = compileFinished(query, held)
  expect(text).toContain(`from ${held.table} where load in {loads:Array(String)}) t0`)
  expect(text).not.toContain('(loads = ')
})

test.each([
  ['the greatest row', PAYERS, '{ payerDaysAggregate { max { paid { value } } } }'],
  ['rows by their figures', PAYERS, '{ payerDaysAggregate(where: { payments_gt: 3 }) { sum { refunds } } }'],
  ['amounts that are rounded down', AMOUNTS, '{ nodeDayAmountsAggregate { sum { amount { value } } } }'],
  ['rows that are not stored', { ...PAYERS, sums: undefined }, '{ payerDaysAggregate { count } }'],
])('%s: the view is asked, which has one row for each key', (_, held, query) => {
  expect(compileFinished(query, held)).toMatch(/from \w+\(loads = /)
})

test('a sum that may go beyond 256 bits is refused, and no other figure is', () => {
  const sum = compileFinished(
    '{ payerDaysAggregate { sum { paid { value } } max { refunded { value } } } }',
    PAYERS,
  )
  expect(sum).toMatch(/having throwIf\(sum\(abs\(toFloat64\(t0\.paid\)\)\) > 5e76, 'BEYOND'\) = 0 order/)
  expect(compileFinished('{ payerDaysAggregate { max { paid { value } } } }', PAYERS)).not.toContain(
    'throwIf',
  )
})
