import { describe, expect, test } from 'vitest'
import { exact, fromDecimal, toNumber } from '../../../src/economics/exact.ts'
import { JUST_AFTER } from '../../../src/economics/period.ts'
import { movesOf, PriceBook, type PricePoint } from '../../../src/economics/price.ts'
import { priceUse, UNPRICED } from '../../../src/economics/price-use.ts'
import { valueAtReceipt } from '../../../src/economics/value.ts'
import { COIN, DAY, entry, START, TESTNET_COIN, USD_TOKEN } from '../../support/ledger-world.ts'

function point(venue: string, at: number, price: string): PricePoint {
  return { series: 'xcoin', venue, at, price: fromDecimal(price) }
}

describe('the price of a moment', () => {
  const points = [
    point('a', START, '1'),
    point('b', START, '3'),
    point('c', START, '2'),
    point('a', START + DAY, '10'),
  ]
  const book = new PriceBook(points, 'test')

  test('is the median of the venues’ last points', () => {
    expect(book.priceAt(COIN, START + 60)).toMatchObject({
      known: true,
      value: { price: exact(2), venues: ['a', 'b', 'c'], quality: 'good', at: START, defined: false },
    })
  })

  test('of two venues is their mean', () => {
    const two = new PriceBook(points.slice(0, 2), 'test').priceAt(COIN, START)
    expect(two.known && two.value.price).toEqual(exact(4, 2))
  })

  test('of one venue is of low quality', () => {
    const one = new PriceBook(points.slice(0, 1), 'test').priceAt(COIN, START)
    expect(one.known && one.value.quality).toBe('low')
  })

  test('never comes from the future', () => {
    expect(book.priceAt(COIN, START - 1)).toEqual({
      known: false,
      missing: [
        {
          reason: 'NO_PRICE',
          input: expect.stringMatching(
            /^price of xCOIN at 2026-01-04T23:59:59\.000Z: no venue .* 36 hours before; .*ASSAY_PRICE_VENUES or a file .*\.csv gives them$/,
          ),
        },
      ],
    })
  })

  test('is not taken from a series that stopped', () => {
    expect(book.priceAt(COIN, START + 3 * DAY).known).toBe(false)
  })

  test('does not exist for a testnet’s coin, whatever a series says', () => {
    const opg = new PriceBook([{ ...point('a', START, '1'), series: 'opg' }], 'test')
    const found = opg.priceAt(TESTNET_COIN, START)
    expect(found.known ? [] : found.missing[0]?.reason).toBe('NETWORK_CLASS')
  })

  test('a venue’s zero is an outage and not a price', () => {
    const broken = new PriceBook([point('a', START, '0'), point('b', START, '5')], 'test').priceAt(
      COIN,
      START,
    )
    expect(broken.known && broken.value.price).toEqual(exact(5))
  })

  test('a receipt keeps its value when later prices arrive', () => {
    const fee = entry('fee', START + 60, '4')
    const before = valueAtReceipt(fee, new PriceBook(points.slice(0, 3), 'test'))
    const after = valueAtReceipt(fee, new PriceBook([...points, point('a', START + 90, '99')], 'test'))
    expect(before).toEqual(after)
  })
})

test('what prices a figure used: their source, the worst of their quality, and what is weak about them', () => {
  const points = [
    point('a', START, '1'),
    point('b', START, '3'),
    { ...point('law', START - DAY, '1'), series: 'xusd', until: START + 9 * DAY },
  ]
  const book = new PriceBook(points, 'test')
  const at = (token: typeof COIN, hours: number) => ({ token, at: START + hours * 3600 })
  expect(priceUse([at(COIN, 1), at(COIN, 30), at(USD_TOKEN, 1)], book)).toEqual({
    source: 'median of venues: xcoin@a, xcoin@b, xusd@law',
    quality: 'low',
    caveats: [
      'xCOIN: 1 of 2 valuations by a price older than 24 hours, carried forward up to 30.0 hours',
      'xUSD: 1 of 1 valuations by a price that is defined and not observed (law)',
    ],
  })
  expect(priceUse([at(COIN, 99), at(TESTNET_COIN, 1)], book)).toEqual(UNPRICED)
})

describe('at the borders of a price, in whatever order moments are asked', () => {
  const venues = ['b', 'a'].map((venue) => point(venue, START, '2'))
  const qualities = (book: PriceBook, ...at: readonly number[]) =>
    at.map((each) => {
      const found = book.priceAt(COIN, START + each)
      return found.known ? found.value.quality : null
    })

  test('two venues are good for a day and hold for a day and a half', () => {
    const [day, end] = [DAY, 1.5 * DAY]
    const moments = [0, day, day + JUST_AFTER, end, end + JUST_AFTER]
    const expected = ['good', 'good', 'low', 'low', null]
    expect(qualities(new PriceBook(venues, 'test'), ...moments)).toEqual(expected)
    const backwards = new PriceBook(venues, 'test')
    expect(qualities(backwards, ...moments.toReversed())).toEqual(expected.toReversed())
    // What was found for a moment after the end says nothing of those before it.
    for (const [late, early] of [
      [end + JUST_AFTER, end],
      [day + JUST_AFTER, day],
      [end, day],
      [end, day - DAY + 1],
    ] as const) {
      const book = new PriceBook(venues, 'test')
      qualities(book, late)
      expect(qualities(book, early)).toEqual([expected[moments.findLastIndex((at) => at <= early)]])
    }
  })

  test('each new point of a venue is another price, and says nothing of moments before it', () => {
    const points = [point('a', START, '1'), point('b', START + 50, '4'), point('a', START + 100, '2')]
    const moments = [-1, 0, 49, 50, 99, 100]
    const prices = (asked: readonly number[]) => {
      const book = new PriceBook(points, 'test')
      return asked.map((at) => {
        const found = book.priceAt(COIN, START + at)
        return found.known ? toNumber(found.value.price) : null
      })
    }
    const expected = [null, 1, 1, 2.5, 2.5, 3]
    expect(prices(moments)).toEqual(expected)
    expect(prices(moments.toReversed())).toEqual(expected.toReversed())
  })

  test('points come in any order, and venues are named in theirs', () => {
    const points = [point('b', START + DAY, '5'), point('b', START, '1'), point('a', START + DAY, '5')]
    const found = new PriceBook(points, 'test').priceAt(COIN, START + DAY)
    expect(found.known && [toNumber(found.value.price), found.value.venues]).toEqual([5, ['a', 'b']])
    expect(qualities(new PriceBook(points, 'test'), 0)).toEqual(['low'])
  })
})

test('a move is of the logarithm, over the days between two quotes', () => {
  const quotes = [
    { at: START, price: exact(2) },
    { at: START + 3 * DAY, price: exact(6) },
  ]
  expect(movesOf(quotes)).toEqual([{ log: expect.closeTo(Math.log(3), 12), days: 3 }])
})

describe('stretches of one price', () => {
  const stretches = (points: readonly PricePoint[], from: number, to: number) =>
    new PriceBook(points, 'test')
      .stretches('xcoin', { from: START + from, to: START + to })
      .map((each) => [
        each.from,
        each.price ? toNumber(each.price.price) : null,
        each.price?.quality ?? null,
        each.isOld,
      ])
  const past = (seconds: number) => START + seconds + JUST_AFTER
  const both = ['b', 'a'].map((venue) => point(venue, START, '2'))

  test('begin where a price comes, ages and ends', () => {
    expect(stretches(both, -DAY, 3 * DAY)).toEqual([
      [START - DAY, null, null, false],
      [START, 2, 'good', false],
      [past(DAY), 2, 'low', true],
      [past(1.5 * DAY), null, null, false],
    ])
    expect(stretches([], 0, DAY)).toEqual([[START, null, null, false]])
  })

  test('are cut to the window, and a price of a day is not old yet', () => {
    expect(stretches([...both, point('a', START + 2 * DAY, '9')], DAY, 1.2 * DAY)).toEqual([
      [START + DAY, 2, 'good', false],
      [past(DAY), 2, 'low', true],
    ])
    expect(stretches([...both, point('a', START + DAY / 2, '9')], 0, DAY / 2)).toHaveLength(1)
  })

  test('are one where a venue’s older point ages behind a fresher one, and two where it ends', () => {
    const points = [point('c', START - DAY / 2, '2'), ...both]
    expect(stretches(points, 0, DAY)).toEqual([[START, 2, 'good', false]])
    const found = new PriceBook(points, 'test').stretches('xcoin', { from: START, to: START + 1.1 * DAY })
    // c ends just as the others age: a new stretch either way, of two venues.
    expect(found.map(({ price }) => price?.venues.length)).toEqual([3, 2])
    const early = [point('c', START - DAY, '2'), ...both]
    const ending = new PriceBook(early, 'test').stretches('xcoin', { from: START, to: START + DAY })
    expect(ending.map(({ from, price }) => [from, price?.venues.length])).toEqual([
      [START, 3],
      [past(DAY / 2), 2],
    ])
  })

  test('are two where a new point says the same', () => {
    expect(stretches([...both, point('a', START + 60, '2')], 0, 120)).toHaveLength(2)
  })
})
