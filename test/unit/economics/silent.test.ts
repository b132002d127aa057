import { describe, expect, test } from 'vitest'
import { exact } from '../../../src/economics/exact.ts'
import { PriceBook } from '../../../src/economics/price.ts'
import { withoutSilentFeeds } from '../../../src/economics/silent.ts'
import { DAY, entry, START, USD_TOKEN } from '../../support/ledger-world.ts'

const window = { from: START + 10 * DAY, to: START + 20 * DAY }
const bookOf = (at: number, until?: number) =>
  new PriceBook(
    [{ series: 'xcoin', venue: 'one', at, price: exact(1), ...(until === undefined ? {} : { until }) }],
    'test',
  )

describe('whether a series has a price of a window', () => {
  test.each([
    [window.from - 1.5 * DAY, true],
    [window.from - 1.5 * DAY - 1, false],
    [window.to - 1, true],
    [window.to, false],
  ])('at %i: %s, for as long as a price holds', (at, quoted) => {
    expect(bookOf(at).isQuoted('xcoin', window)).toBe(quoted)
    expect(bookOf(at).isQuoted('xusd', window)).toBe(false)
  })

  test('a price that is defined holds up to its end', () => {
    expect(bookOf(START, window.from).isQuoted('xcoin', window)).toBe(true)
    expect(bookOf(START, window.from - 1).isQuoted('xcoin', window)).toBe(false)
  })
})

describe('tokens of a feed that was silent in the window', () => {
  const mute = { ...USD_TOKEN, priceSeries: null }
  const early = entry('fee', window.from - 1, '1')
  const entries = [early, entry('fee', window.from, '1'), entry('fee', window.from, '1', { token: mute })]
  const seriesOf = (...asked: Parameters<typeof withoutSilentFeeds>) =>
    withoutSilentFeeds(...asked).map(({ token }) => [token.priceSeries, token.silent])

  test('have no series there; what was read from before the window keeps the prices of its time', () => {
    const silent = bookOf(START - 10 * DAY)
    const without = [null, true]
    expect(seriesOf(entries, silent, window, START)).toEqual([
      ['xcoin', undefined],
      without,
      [null, undefined],
    ])
    expect(seriesOf(entries, silent, window, window.from)).toEqual([without, without, [null, undefined]])
  })

  test('are as they were where the feed has a price, or there never was one', () => {
    expect(withoutSilentFeeds(entries, bookOf(window.from), window, START)).toBe(entries)
    const only = [entry('fee', window.from, '1', { token: mute })]
    expect(withoutSilentFeeds(only, bookOf(START), window, START)).toBe(only)
  })
})
