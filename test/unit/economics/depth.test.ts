import { describe, expect, test } from 'vitest'
import { DepthBook, type DepthPoint, emittedAmounts, ifSold } from '../../../src/economics/depth.ts'
import { type Exact, exact, fromDecimal, toDecimal } from '../../../src/economics/exact.ts'
import type { Known } from '../../../src/economics/known.ts'
import { COIN, DAY, entry, flatPrices, START, TESTNET_COIN, USD_TOKEN } from '../../support/ledger-world.ts'

const at = START + 5 * DAY
const point = (venue: string, amount: string, usd: string, when = at): DepthPoint => ({
  series: 'xcoin',
  venue,
  at: when,
  amount: fromDecimal(amount),
  usd: fromDecimal(usd),
})
const text = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 4) : value.missing[0]?.reason)

describe('what selling fetches', () => {
  // A pool of 1,000 tokens and 250 USD without a fee: 250 · x ÷ (1,000 + x).
  const book = new DepthBook([
    point('pool', '100', '22.727272'),
    point('pool', '1000', '125'),
    point('thin', '100', '24'),
    point('thin', '120', '24.5'),
    point('old', '5000', '5000', at - 2 * DAY),
    point('pool', '9000', '9000', at - 3600),
    point('later', '9000', '9000', at + 1),
  ])
  test.each([
    ['0', '0.0000'],
    ['50', '12.0000'],
    ['100', '24.0000'],
    ['550', '73.8636'],
    ['1000', '125.0000'],
    ['1000.1', 'NOT_OBSERVED'],
  ])('of %s tokens is %s: at the best venue, between what was read, and no further', (amount, usd) => {
    expect(text(book.fetched(COIN, fromDecimal(amount), at))).toBe(usd)
  })

  test('of a day later is what was read last, as long as a price holds', () => {
    expect(text(book.fetched(COIN, exact(9000), at + DAY))).toBe('9000.0000')
    expect(text(book.fetched(COIN, exact(100), at + 2 * DAY))).toBe('NOT_OBSERVED')
    expect(text(book.fetched(USD_TOKEN, exact(1), at))).toBe('NOT_OBSERVED')
  })

  test('is never more than a pool would give, whatever was read of it', () => {
    const pool = (x: number) => (250 * x) / (1000 + x)
    const read = new DepthBook([10, 70, 300, 2000].map((x) => point('pool', String(x), pool(x).toFixed(12))))
    for (let x = 1; x <= 2000; x += 37) {
      const found = read.fetched(COIN, exact(x), at)
      expect(found.known && Number(toDecimal(found.value, 9))).toBeLessThanOrEqual(pool(x) + 1e-9)
    }
  })
})

test('emissions are shown at the quote and at what all of them would fetch; one without depth or quote takes the sum away', () => {
  const prices = flatPrices('0.25')
  const depth = new DepthBook([point('pool', '100', '20')])
  const emitted = [
    entry('emission', START, '40'),
    entry('emission', START + 1, '60'),
    entry('fee', START, '9'),
  ]
  const of = (all: Parameters<typeof emittedAmounts>[0]) => {
    const { atQuote, sold } = ifSold(emittedAmounts(all), { prices, depth, at })
    return [text(atQuote), text(sold)]
  }
  expect(of(emitted)).toEqual(['25.0000', '20.0000'])
  expect(of([])).toEqual(['0.0000', '0.0000'])
  expect(of([...emitted, entry('emission', START, '1', { token: USD_TOKEN })])).toEqual([
    '26.0000',
    'NOT_OBSERVED',
  ])
  expect(of([entry('emission', START, '1', { token: TESTNET_COIN })])).toEqual([
    'NETWORK_CLASS',
    'NETWORK_CLASS',
  ])
})

test('a depth of a day and a half before is the oldest that counts; without one the answer says what was looked for', () => {
  const book = new DepthBook([point('pool', '100', '20')])
  expect(text(book.fetched(COIN, exact(100), at + 1.5 * DAY))).toBe('20.0000')
  expect(book.fetched(COIN, exact(100), at + 1.5 * DAY + 1)).toMatchObject({
    missing: [
      {
        input: expect.stringMatching(
          /^what selling so much xCOIN would fetch at 2026-01-11T12:00:01.000Z: no venue's depth of the 36 hours before /,
        ),
      },
    ],
  })
})
