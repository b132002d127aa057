import { describe, expect, test } from 'vitest'
import { exact, toNumber, ZERO } from '../../../src/economics/exact.ts'
import { known } from '../../../src/economics/known.ts'
import { PriceBook } from '../../../src/economics/price.ts'
import { priceUse, valuedEntries, valuedStake } from '../../../src/economics/price-use.ts'
import type { Whose } from '../../../src/economics/stake.ts'
import { valueAtReceipt } from '../../../src/economics/value.ts'
import { COIN, DAY, entry, flatPrices, START, USD_TOKEN } from '../../support/ledger-world.ts'

describe('the prices that a figure used', () => {
  test('are good where all are, and of a day before still fresh', () => {
    const points = ['one', 'two'].map((venue) => ({ series: 'xcoin', venue, at: START, price: exact(1) }))
    const book = new PriceBook(points, 'test')
    const of = (at: number) => priceUse([{ token: COIN, at }], book)
    expect(of(START + DAY)).toMatchObject({ quality: 'good', caveats: [] })
    expect(of(START + DAY + 1)).toMatchObject({
      quality: 'low',
      caveats: [expect.stringContaining('older than 24')],
    })
  })

  test('say how many entries were left out for want of any', () => {
    const token = { ...USD_TOKEN, priceSeries: null }
    const valued = [{ token: COIN, at: START }, ...[0, 1, 2].map((at) => ({ token, at: START + at }))]
    expect(priceUse(valued, flatPrices()).caveats).toEqual([
      'xUSD: 3 entries left out, for it has no price series',
    ])
  })
})

test('entries of the kinds are valued, and of an unknown amount none is', () => {
  const [fee, unknown, refund] = [
    entry('fee', START, '1'),
    entry('fee', START, null),
    entry('refund', START, '1'),
  ]
  expect(valuedEntries([fee, unknown, refund], ['fee'])).toEqual([fee])
})

test('stake is valued at the opening of each day that it and the window touch', () => {
  const span = { token: COIN, own: exact(1), total: exact(1), from: START + DAY / 2, to: START + 3 * DAY }
  const empty = { ...span, own: ZERO, total: ZERO }
  const days = (from: number, to: number, whose: Whose = 'own') =>
    valuedStake(
      { spans: [span, empty, { ...span, own: ZERO, from: START, to: START + 1 }], slashes: [] },
      { from: START + from * DAY, to: START + to * DAY },
      whose,
    ).map(({ at }) => (at - START) / DAY)
  expect(days(0, 10)).toEqual([0, 1, 2])
  expect(days(1.5, 2.5)).toEqual([1, 2])
  expect(days(4, 10)).toEqual([])
  expect(days(0, 1, 'total')).toEqual([0, 0])
  // What others delegated: of the last span alone.
  expect(days(0, 10, 'delegated')).toEqual([0])
})

describe('the sum of several facts', () => {
  const [price] = ['one'].map((venue) => ({
    price: exact(3),
    venues: [venue],
    quality: 'low' as const,
    at: START,
    points: [],
    defined: false,
  }))
  const first = { at: START, block: 1, position: 0 }
  const summed = (series: string) =>
    entry('fee', START + 60, '4', {
      sum: { count: 3, first, usd: price ? { series, value: exact(11), price } : null, oldest: DAY + 3600 },
    })

  test('is worth what its parts were, and uses their prices once for each', () => {
    expect(valueAtReceipt(summed('xcoin'), flatPrices())).toEqual(known(exact(11)))
    const part = 'xCOIN: 3 of 3 valuations by'
    expect(priceUse([summed('xcoin')], flatPrices())).toEqual({
      source: 'median of venues: xcoin@one',
      quality: 'low',
      caveats: [
        `${part} the price of one venue only (one)`,
        `${part} a price older than 24 hours, carried forward up to 25.0 hours`,
      ],
    })
  })

  test('is priced at its own moment where the series is another', () => {
    const value = valueAtReceipt(summed('other'), flatPrices('0.25'))
    expect(value.known && toNumber(value.value)).toBe(1)
    expect(priceUse([summed('other')], flatPrices()).source).toBe('median of venues: xcoin@one, xcoin@two')
  })
})
