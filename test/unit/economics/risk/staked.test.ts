import { describe, expect, test } from 'vitest'
import { type Exact, toDecimal } from '../../../../src/economics/exact.ts'
import type { Known } from '../../../../src/economics/known.ts'
import type { Entry } from '../../../../src/economics/ledger.ts'
import { stakedBehind } from '../../../../src/economics/risk/staked.ts'
import {
  DAY,
  entry,
  flatPrices,
  jumpingPrices,
  OPERATOR,
  START,
  USD_TOKEN,
} from '../../../support/ledger-world.ts'

const UNTIL = START + 10 * DAY
const stake = (node: string | null, day: number, amount: string | null, more: Partial<Entry> = {}) =>
  entry('stake', START + day * DAY, amount, { node, from: OPERATOR, ...more })
const told = (entries: readonly Entry[], prices = flatPrices('0.25'), until = UNTIL) =>
  Object.fromEntries([...stakedBehind(entries, prices, until)].map(([node, value]) => [node, said(value)]))
const said = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 2) : value.missing[0]?.reason)

describe('what is staked behind each node', () => {
  test('tokens of all kinds at their prices, as the time ends', () =>
    expect(
      told([
        stake('a', 1, '400'),
        stake('b', 1, '8'),
        stake('a', 2, '7', { token: USD_TOKEN }),
        stake('a', 3, '-100'),
      ]),
    ).toEqual({ a: '82.00', b: '2.00' }))
  test('who has taken all of it out is left out, and so is what is of no node', () =>
    expect(told([stake('a', 1, '400'), stake('a', 2, '-400'), stake(null, 1, '5')])).toEqual({}))
  test('one token all taken out leaves the other', () =>
    expect(
      told([stake('a', 1, '400'), stake('a', 1, '7', { token: USD_TOKEN }), stake('a', 2, '-400')]),
    ).toEqual({ a: '7.00' }))
  test('at the price of the last second, not of the one in which the time ends', () => {
    expect(told([stake('a', 1, '400')], jumpingPrices(UNTIL))).toEqual({ a: '100.00' })
    expect(told([stake('a', 1, '400')], jumpingPrices(UNTIL - 1))).toEqual({ a: '39600.00' })
  })
  test('a loss of unknown size leaves the stake unknown, also of a node of which no stake was seen', () => {
    const slash = (node: string) => entry('penalty', START + 2 * DAY, null, { node })
    expect(told([stake('a', 1, '400'), slash('a'), slash('b')])).toEqual({
      a: 'SEVERITY_UNKNOWN',
      b: 'SEVERITY_UNKNOWN',
    })
  })
  test('a token without a price leaves the whole without one', () => {
    const unpriced = { ...USD_TOKEN, address: OPERATOR, priceSeries: null }
    expect(told([stake('a', 1, '400'), stake('a', 1, '1', { token: unpriced })])).toEqual({
      a: 'NO_PRICE',
    })
  })
})
