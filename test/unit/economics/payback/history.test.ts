import { describe, expect, test } from 'vitest'
import { lengthOf, secondsOf } from '../../../../src/economics/emitted.ts'
import { type Exact, exact, toDecimal } from '../../../../src/economics/exact.ts'
import { type Known, known, missing } from '../../../../src/economics/known.ts'
import type { Entry } from '../../../../src/economics/ledger.ts'
import { machineOf, nodesOf, paidFees } from '../../../../src/economics/payback/history.ts'
import { lastPriceOf, otherToken, priceModel, tokensPerDay } from '../../../../src/economics/payback/token.ts'
import { presenceOf } from '../../../../src/economics/presence.ts'
import { PriceBook, type PricePoint, type Token } from '../../../../src/economics/price.ts'
import { sampleOf } from '../../../../src/economics/sample.ts'
import { COIN, DAY, entry, flatPrices, START, USD_TOKEN } from '../../../support/ledger-world.ts'

const WINDOW = { from: START, to: START + 4 * DAY }
const PEGGED: Token = { ...USD_TOKEN, pricedIn: { currency: 'USD', ground: 'stablecoin', source: 'issuer' } }
const text = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 4) : value.missing[0]?.reason)
/** In a token, on a day, of a node. */
const paid = (kind: 'fee' | 'refund' | 'emission', token: Token, day: number, amount: string, node = 'a') =>
  entry(kind, START + day * DAY, amount, { token, node })
const past = (entries: readonly Entry[]) => ({
  entries,
  seen: WINDOW,
  prices: flatPrices('0.25'),
  blocked: undefined,
  pnl: { paidRequests: 3 },
  window: WINDOW,
})
/** Two nodes, of which the second came a day later. */
const SAMPLE = sampleOf(
  [
    { node: 'a', accounts: new Set(), joinedAt: START, leftAt: null },
    { node: 'b', accounts: new Set(), joinedAt: START + DAY, leftAt: null },
  ],
  WINDOW,
  known(null),
  'none',
  known(true),
)

describe('what was paid', () => {
  test('is fees less refunds of each day, in dollars or in the token that they follow', () => {
    const inUsd = paidFees(
      past([paid('fee', PEGGED, 0, '7'), paid('refund', PEGGED, 0, '2'), paid('fee', PEGGED, 2, '4')]),
    )
    expect([inUsd.days.map(text), text(inUsd.received), inUsd.requests]).toEqual([
      ['5.0000', '0.0000', '4.0000', '0.0000'],
      '9.0000',
      exact(3),
    ])
    const inTokens = paidFees(past([paid('fee', COIN, 0, '7'), paid('fee', PEGGED, 2, '1')]))
    expect([inTokens.currency.token, inTokens.days.map(text)]).toEqual([
      COIN,
      ['7.0000', '0.0000', '4.0000', '0.0000'],
    ])
  })

  test('of a sample is by day the mean over its nodes, and so are the requests', () => {
    const entries = [
      paid('fee', PEGGED, 0, '7'),
      paid('fee', PEGGED, 1, '7'),
      paid('fee', PEGGED, 1, '3', 'b'),
    ]
    const found = paidFees({ ...past(entries), sample: SAMPLE })
    expect([found.days.map(text), text(found.received), toDecimal(found.requests, 1)]).toEqual([
      ['7.0000', '5.0000', '0.0000', '0.0000'],
      '12.0000',
      '2.0',
    ])
  })

  test('is not told where fees cannot be told', () => {
    const blocked = missing('NOT_ATTRIBUTABLE', 'whose fees they are')
    const found = paidFees({ ...past([paid('fee', PEGGED, 0, '7')]), blocked })
    expect([found.received, ...found.days]).toEqual(Array(5).fill(blocked))
    expect(nodesOf({ ...past([]), blocked, sample: SAMPLE }, found, [])).toBe(blocked)
  })
})

describe('the nodes of a sample', () => {
  const own = (entries: readonly Entry[], tokens: readonly Token[], prices = flatPrices('0.25')) => {
    const all = { ...past(entries), prices, sample: SAMPLE }
    const found = nodesOf(all, paidFees(all), tokens)
    if (!found?.known) return found
    return found.value.map(({ fees, emissions }) => ({ fees: [...fees.own], emissions: [...emissions.own] }))
  }

  test('have each its fees less refunds, in the currency that fees follow', () => {
    expect(
      own(
        [paid('fee', PEGGED, 0, '7'), paid('refund', PEGGED, 0, '2'), paid('fee', PEGGED, 1, '3', 'b')],
        [],
      ),
    ).toMatchObject([{ fees: [5, 0, 0, 0] }, { fees: [Number.NaN, 3, 0, 0] }])
    expect(own([paid('fee', COIN, 0, '7'), paid('fee', PEGGED, 2, '1')], [])).toMatchObject([
      { fees: [7, 0, 4, 0] },
      {},
    ])
    expect(nodesOf(past([]), paidFees(past([])), [])).toBeUndefined()
  })

  test('have emissions in whole tokens, of these tokens alone, which of one token need no price', () => {
    const entries = [paid('emission', COIN, 0, '8'), paid('emission', USD_TOKEN, 1, '5')]
    const none = new PriceBook([], 'none')
    expect(own(entries, [COIN], none)).toMatchObject([{ emissions: [8, 0, 0, 0] }, {}])
  })

  test('have those of several tokens in the first, at the last prices', () => {
    // The coin is worth 0.25, then a half; at the end of the window it is worth 2.
    const point = (series: string, day: number, price: Exact): PricePoint => ({
      series,
      venue: 'one',
      at: START + day * DAY,
      price,
    })
    const prices = new PriceBook(
      [
        ...[0, 1, 2, 3, 4].map((day) => point('xusd', day, exact(1))),
        ...[0, 1, 2].map((day) => point('xcoin', day, exact(1, 4))),
        point('xcoin', 3, exact(1, 2)),
        point('xcoin', 4, exact(2)),
      ],
      'test',
    )
    const entries = [paid('emission', COIN, 0, '8'), paid('emission', USD_TOKEN, 1, '5')]
    expect(own(entries, [COIN, USD_TOKEN], prices)).toMatchObject([{ emissions: [8, 10, 0, 0] }, {}])
    expect(own(entries, [USD_TOKEN, COIN], prices)).toMatchObject([{ emissions: [4, 5, 0, 0] }, {}])
    expect(lastPriceOf(COIN, { prices, window: WINDOW })).toEqual(known(exact(1, 2)))
  })
})

test('a node was there for so many seconds, at least one; a sample for its days', () => {
  expect(secondsOf({ seen: WINDOW })).toBe(4 * DAY)
  expect(secondsOf({ seen: { from: START, to: START } })).toBe(1)
  expect(secondsOf({ seen: WINDOW, sample: { ...SAMPLE, days: 3 } })).toBe(3 * DAY)
  expect(toDecimal(lengthOf({ seen: { from: START, to: START + DAY / 2 } }), 2)).toBe('0.50')
})

test('an instance has no capital', () => {
  expect(
    machineOf(
      known({ kind: 'instance', usdPerHour: known(exact(1)), upstreamUsdPerRequest: known(exact(1)) }),
    ),
  ).toMatchObject({
    missing: [{ reason: 'NOT_APPLICABLE' }],
  })
})

describe('emissions a day', () => {
  const perDay = (entries: readonly Entry[], to = WINDOW.to) =>
    toDecimal(
      tokensPerDay({ ...past(entries), window: { from: START, to }, seen: { from: START, to } }, COIN),
      4,
    )

  test('are all that was paid of the token, over all of the time', () => {
    expect(
      perDay([
        paid('emission', COIN, 0, '8'),
        paid('emission', COIN, 3, '4'),
        paid('emission', USD_TOKEN, 1, '9'),
        paid('fee', COIN, 1, '9'),
      ]),
    ).toBe('3.0000')
    expect(perDay([])).toBe('0.0000')
    // Three and a half days.
    expect(perDay([paid('emission', COIN, 0, '7')], START + 3.5 * DAY)).toBe('2.0000')
    expect(perDay([{ ...paid('emission', COIN, 0, '7'), since: null }], START + 3.5 * DAY)).toBe('2.0000')
  })

  test('are of the periods that they were paid for, over the whole days that were', () => {
    // Paid each day for the day before; a day and a half are still to come: 2 and 4 for two days.
    const daily = [1, 2].map((day) => ({
      ...paid('emission', COIN, day, String(2 * day)),
      since: START + (day - 1) * DAY,
    }))
    expect(perDay(daily, START + 3.5 * DAY)).toBe('3.0000')
    // Eight for two days, and those after them are still to come.
    expect(perDay([{ ...paid('emission', COIN, 2, '8'), since: START }])).toBe('4.0000')
    // Of less than a whole day nothing is spread.
    expect(perDay([{ ...paid('emission', COIN, 0.25, '1'), since: START }], START + DAY / 2)).toBe('2.0000')
  })

  test('of a sample are of the periods too, of each day over the nodes that were there and had been paid', () => {
    const of = (node: string, since: number, day: number, amount: string) => ({
      ...paid('emission', COIN, day, amount, node),
      since: START + since * DAY,
    })
    // The first has 4 a day for three days, the second, who came a day later, 6 a day for two: the fourth is still to be paid.
    const emissions = [of('a', 0, 3, '12'), of('b', 1, 3, '12'), paid('emission', USD_TOKEN, 1, '9')]
    const presences = new Map([['b', presenceOf(START + DAY, [])]])
    const perDay = (more: Partial<Parameters<typeof tokensPerDay>[0]>) =>
      toDecimal(tokensPerDay({ ...past(emissions), presences, sample: SAMPLE, ...more }, COIN), 4)
    // 4, and twice (4 + 6) ÷ 2.
    expect(perDay({})).toBe('4.6667')
    // Also what was paid after its node had left: 8 from the second day on, for one day.
    const peers = [
      { node: 'a', accounts: new Set<string>(), joinedAt: START, leftAt: null },
      { node: 'b', accounts: new Set<string>(), joinedAt: START + DAY, leftAt: START + 2 * DAY },
    ]
    const all = [of('a', 0, 4, '12'), of('b', 0, 3.5, '8')].map((each) => ({ ...each, at: each.at - 60 }))
    const sample = { ...sampleOf(peers, WINDOW, known(null), 'none', known(true)), emissions: all }
    const left = new Map([
      ['b', presenceOf(START + DAY, [{ from: START + 2 * DAY, to: Number.POSITIVE_INFINITY }])],
    ])
    // 3, (3 + 8) ÷ 2 and 3; of the fourth day a minute is still to be paid.
    expect(Number(perDay({ entries: all.filter(sample.counts), sample, presences: left }))).toBeCloseTo(
      23 / 6,
      2,
    )
  })

  test('of a sample that was not paid for any whole day are what came on its days', () => {
    const alone = sampleOf(
      [{ node: 'a', accounts: new Set(), joinedAt: START, leftAt: null }],
      WINDOW,
      known(null),
      'none',
      known(true),
    )
    // For four days and a half up to noon of the first; the next payment is due on the last.
    const entries = [{ ...paid('emission', COIN, 0.5, '8'), since: START - 4 * DAY }]
    expect(toDecimal(tokensPerDay({ ...past(entries), sample: alone }, COIN), 4)).toBe('2.0000')
  })

  test('of a sample are of the mean node', () => {
    const entries = [
      paid('emission', COIN, 0, '8'),
      paid('emission', COIN, 2, '4'),
      paid('emission', COIN, 2, '12', 'b'),
    ]
    expect(toDecimal(tokensPerDay({ ...past(entries), sample: SAMPLE }, COIN), 4)).toBe('4.0000')
    // Nobody was there for a whole day.
    const none = sampleOf([], WINDOW, known(null), 'none', known(true))
    expect(toDecimal(tokensPerDay({ ...past([]), sample: none }, COIN), 4)).toBe('0.0000')
  })
})

describe('how a price moves', () => {
  /** A price at the beginning of each of these days after the first of the window. */
  const quoted = (
    series: string,
    days: readonly number[],
    priceOn: (index: number) => number,
  ): PricePoint[] =>
    days.map((day, index) => ({
      series,
      venue: 'one',
      at: START + day * DAY,
      price: exact(BigInt(Math.round(priceOn(index) * 1e12)), 10n ** 12n),
    }))
  const span = (days: number) => ({ from: START, to: START + days * DAY })
  const upAndDown = (index: number) => Math.exp(index % 2 === 0 ? 0 : 0.1)
  const days = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

  test('is told by thirty days: by the quotes of its mornings and of the eve, and by none after it', () => {
    const model = (prices: readonly PricePoint[]) =>
      priceModel(COIN, { prices: new PriceBook(prices, 'test'), window: span(30) })
    const all = quoted('xcoin', days(-1, 29), upAndDown)
    const sigma = 0.1 * Math.sqrt(30 / 29) * Math.sqrt(365.25)
    expect(model(all)).toMatchObject({ known: true, value: { sigma: expect.closeTo(sigma, 6) } })
    // A quote as the window ends is none of it.
    const later = [...all, ...quoted('xcoin', [30], () => 500)]
    expect(model(later)).toMatchObject({
      value: { startUsd: 1, jumpsPerYear: 0, sigma: expect.closeTo(sigma, 6) },
    })
    expect(model(all.slice(1))).toMatchObject({ missing: [{ reason: 'INSUFFICIENT_DATA' }] })
    // Quotes every other day are carried into the next, and are no moves then.
    const sparse = quoted(
      'xcoin',
      days(-1, 29).filter((day) => day % 2 !== 0),
      upAndDown,
    )
    expect(model(sparse)).toMatchObject({ missing: [{ input: expect.stringContaining('there are 15') }] })
  })

  test('is not told without a last price, and of no token nothing enters', () => {
    const none = { prices: new PriceBook([], 'none'), window: span(30) }
    expect(priceModel(COIN, none)).toMatchObject({ missing: [{ reason: 'NO_PRICE' }] })
    expect([priceModel(null, none), lastPriceOf(null, none)]).toMatchObject([
      { value: { startUsd: 0 } },
      known({ n: 0n }),
    ])
  })

  describe('with another', () => {
    const TWO: Token = { ...COIN, address: `0x${'22'.repeat(20)}`, symbol: 'TWO', priceSeries: 'ytwo' }
    const amounts = { stake: exact(1), perDay: exact(2) }
    const together = (prices: readonly PricePoint[], window: { from: number; to: number }, before = COIN) =>
      otherToken(TWO, [before], amounts, { prices: new PriceBook(prices, 'test'), window })

    test('is by the moves from one day on which both were quoted to the next, over the root of their time', () => {
      // One day and four days in turn, the move a root of them: on the short ones both up, on the long ones the other down.
      const both = Array.from({ length: 41 }, (_, index) => Math.floor(index / 2) * 5 + (index % 2))
      const walk = (long: number) => [0, 0.1, 0.1 + 0.2 * long, 0.2 * long].map(Math.exp)
      const [first, second] = [walk(1), walk(-1)]
      const prices = [
        ...quoted('xcoin', both, (index) => first[index % 4] ?? 1),
        ...quoted('ytwo', both, (index) => second[index % 4] ?? 1),
      ]
      expect(together(prices, span(101))).toMatchObject({
        known: true,
        value: {
          symbol: 'TWO',
          stakeTokens: 1,
          emissionTokensPerDay: 2,
          correlations: [expect.closeTo(0, 6)],
        },
      })
    })

    test('is told by thirty moves of both', () => {
      const from = (day: number) => [
        ...quoted('xcoin', days(-1, 39), upAndDown),
        ...quoted('ytwo', days(-1, 39), upAndDown).filter(({ at }) => at >= START + day * DAY),
      ]
      expect(together(from(9), span(40))).toMatchObject({ value: { correlations: [expect.closeTo(1, 9)] } })
      expect(together(from(10), span(40))).toMatchObject({
        missing: expect.arrayContaining([
          {
            reason: 'INSUFFICIENT_DATA',
            input: '30 moves of the prices of TWO and xCOIN on the same days; there are 29',
          },
        ]),
      })
      expect(together(from(99), span(40))).toMatchObject({
        missing: expect.arrayContaining([
          expect.objectContaining({ input: expect.stringContaining('there are 0') }),
        ]),
      })
    })

    test('is none where either stands for the dollar', () => {
      const prices = [...quoted('xcoin', days(-1, 39), upAndDown), ...quoted('ytwo', days(-1, 39), upAndDown)]
      const pegged: Token = { ...COIN, pricedIn: { currency: 'USD', ground: 'stablecoin', source: 'issuer' } }
      expect(together(prices, span(40), pegged)).toMatchObject({ value: { correlations: [0] } })
    })
  })
})
