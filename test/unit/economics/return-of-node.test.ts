import { describe, expect, test } from 'vitest'
import { type MachineCosts, straightLine } from '../../../src/economics/cost.ts'
import { exact, ONE, ZERO } from '../../../src/economics/exact.ts'
import { known } from '../../../src/economics/known.ts'
import type { Entry } from '../../../src/economics/ledger.ts'
import type { PnlInput } from '../../../src/economics/pnl.ts'
import { returnOf } from '../../../src/economics/return-of-node.ts'
import { stakeHistory } from '../../../src/economics/stake.ts'
import {
  DAY,
  DELEGATOR,
  entry,
  flatPrices,
  jumpingPrices,
  OPERATOR,
  START,
  USD_TOKEN,
} from '../../support/ledger-world.ts'

const window = { from: START, to: START + 365 * DAY }
const own = new Set([OPERATOR])
const stake = (at: number, amount: string, more: Partial<Entry> = {}) =>
  entry('stake', at, amount, { from: OPERATOR, ...more })
/** Of an operator without machine costs who receives 10 on the last day. */
const returned = (stakes: readonly Entry[], more: Partial<PnlInput> = {}) => {
  const entries = [...stakes, entry('fee', window.to - 60, '10', { token: USD_TOKEN })]
  const input: PnlInput = {
    class: 'synthetic',
    role: 'validator',
    entries,
    window,
    prices: flatPrices('0.25'),
    cost: known({ kind: 'instance', usdPerHour: known(ZERO), upstreamUsdPerRequest: known(ZERO) } as never),
    gas: { basis: 'ledger' },
    feesAttributable: true,
    delegatorsPart: () => known(ZERO),
    ownAccounts: own,
    opportunityRate: known(ZERO),
    ...more,
  }
  return returnOf(input, stakeHistory(entries, own, window.to))
}
const TENTH = known(expect.closeTo(0.1, 9))

test('a machine that is bought in the window is paid for then, and one that was there at its start', () => {
  const machine = (boughtAt: number): MachineCosts => ({
    kind: 'machine',
    hardware: 'CARD',
    confidentialMode: null,
    capexUsd: known(exact(100)),
    boughtAt,
    depreciation: straightLine(exact(3), ONE),
    watts: known(ZERO),
    idleFraction: ZERO,
    utilisation: known(ZERO),
    usdPerKwh: known(ZERO),
    pue: ONE,
    hostingUsdPerMonth: known(ZERO),
  })
  expect(returned([], { cost: known(machine(START - 9 * DAY)) })).toEqual(TENTH)
  // 10 on 100 in 265 days.
  const later = returned([], { cost: known(machine(START + 100 * DAY)) })
  expect(later.known && later.value).toBeCloseTo(1.1 ** (365 / 265) - 1, 4)
})

describe('10 a year on a stake of 100', () => {
  test('is a tenth, whether it was there before or comes in the first second', () => {
    expect(returned([stake(START - DAY, '400')])).toEqual(TENTH)
    expect(returned([stake(START, '400')])).toEqual(TENTH)
  })

  test('counts what leaves in the first second as never there, and what left before not at all', () => {
    const more = [stake(START - DAY, '800'), stake(START, '-400')]
    expect(returned(more)).toEqual(TENTH)
    expect(returned([stake(START - 2 * DAY, '800'), stake(START - DAY, '-400')])).toEqual(TENTH)
  })

  test('is not changed by what others stake, in whatever token', () => {
    const mute = { ...USD_TOKEN, priceSeries: null }
    const others = [
      stake(START - DAY, '5', { from: DELEGATOR, token: mute }),
      stake(START + DAY, '900', { from: DELEGATOR }),
      stake(START + DAY, '900', { from: null }),
    ]
    expect(returned([stake(START - DAY, '400'), ...others.slice(0, 2)])).toEqual(TENTH)
  })

  test('is at the last price of the window, and not at the first one after it', () => {
    expect(returned([stake(START - DAY, '400')], { prices: jumpingPrices(window.to) })).toEqual(TENTH)
  })
})

test('seven days of the node are the least that has a yearly return', () => {
  const since = window.to - 7 * DAY
  expect(returned([stake(START, '400')], { since })).toEqual(TENTH)
  expect(returned([stake(START, '400')], { since: since + 1 })).toMatchObject({
    missing: [{ reason: 'WINDOW_TOO_SHORT' }],
  })
})
