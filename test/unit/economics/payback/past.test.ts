import { expect, test } from 'vitest'
import { exact, toDecimal, ZERO } from '../../../../src/economics/exact.ts'
import { known } from '../../../../src/economics/known.ts'
import { ageInMonths, machinePast } from '../../../../src/economics/payback/past.ts'
import { unlockOf } from '../../../../src/economics/payback/unlock.ts'
import type { PnlInput } from '../../../../src/economics/pnl.ts'
import { DAY, entry, flatPrices, START, USD_TOKEN } from '../../../support/ledger-world.ts'

/** 20 days in which a node that costs 24 a day was paid 100 on the sixth. */
const input: PnlInput = {
  class: 'synthetic',
  role: 'validator',
  entries: [entry('fee', START + 5 * DAY, '100', { token: USD_TOKEN })],
  window: { from: START, to: START + 20 * DAY },
  prices: flatPrices(),
  cost: known({ kind: 'instance', usdPerHour: known(exact(1)), upstreamUsdPerRequest: known(ZERO) }),
  since: 0,
  until: null,
  gas: { basis: 'ledger' },
  feesAttributable: true,
  delegatorsPart: () => known(ZERO),
  ownAccounts: new Set(),
  opportunityRate: known(ZERO),
}
const cash = (joinedAt: number, boughtAt: number) => {
  const found = machinePast(input, joinedAt, boughtAt).cash
  return found.known ? toDecimal(found.value, 2) : found.missing[0]
}

test('the past of a machine is from its purchase to the window’s end', () => {
  expect(cash(0, START)).toBe('-380.00')
  expect(cash(0, START + 4 * DAY)).toBe('-284.00')
  expect(cash(0, START + 6 * DAY)).toBe('-336.00')
  // Bought after the window: nothing was earned with it.
  expect(cash(0, START + 30 * DAY)).toBe('0.00')
})

test('what it earned before the window is not known, unless the node was not there yet', () => {
  expect(cash(START - DAY, START - 2 * DAY)).toEqual({
    reason: 'NOT_OBSERVED',
    input: expect.stringContaining('begins by 2026-01-04T00:00:00.000Z'),
  })
  expect(cash(START - 2 * DAY, START - DAY)).toMatchObject({ input: expect.stringContaining('2026-01-04') })
  expect(cash(START, START - DAY)).toBe('-380.00')
})

test('its age is in months of a twelfth of a year, and none before it is bought', () => {
  const past = machinePast(input, 0, START)
  expect(ageInMonths(past, START + 2 * 30.4375 * DAY)).toBe(2)
  expect(ageInMonths(past, START - DAY)).toBe(0)
  expect(ageInMonths(undefined, START)).toBe(0)
})

test('a stake is locked for the seconds that the network discloses, which are whole and not below nothing', () => {
  const rule = (value: string | null, more: object = {}) => [
    { rule: 'staking.unbonding', status: 'disclosed', value, unit: 'seconds', source: 'the rules', ...more },
  ]
  expect(unlockOf(rule('0'))).toEqual({ seconds: 0, status: 'disclosed', source: 'the rules' })
  expect(unlockOf(rule('86400'))?.seconds).toBe(DAY)
  for (const value of ['-1', '0.5', '1e300', 'soon', '', null]) expect(unlockOf(rule(value))).toBeUndefined()
  expect(unlockOf(rule('1', { unit: null }))).toBeUndefined()
  expect(unlockOf(rule('1', { status: 'contradicted' }))).toBeUndefined()
  expect(unlockOf(rule('1', { rule: 'staking.minimum' }))).toBeUndefined()
})
