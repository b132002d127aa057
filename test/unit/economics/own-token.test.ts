import { describe, expect, test } from 'vitest'
import { exact, fromDecimal, toDecimal } from '../../../src/economics/exact.ts'
import type { Entry, EntryKind } from '../../../src/economics/ledger.ts'
import { inOwnToken, measuredIn } from '../../../src/economics/own-token.ts'
import { PriceBook } from '../../../src/economics/price.ts'
import { hasGap, type Valued, valuedEntries } from '../../../src/economics/price-use.ts'
import { valueAtReceipt } from '../../../src/economics/value.ts'
import { COIN, DAY, entry, START, TESTNET_COIN, USD_TOKEN } from '../../support/ledger-world.ts'

/** Quoted on the first day only. */
const prices = new PriceBook([{ series: 'xcoin', venue: 'one', at: START, price: fromDecimal('4') }], 'test')
const early = entry('fee', START + 60, '8')
const late = entry('fee', START + 9 * DAY, '3')
const staked = entry('stake', START + 9 * DAY, '50')

describe('a ratio of one token', () => {
  const amounts = (all: readonly Entry[], kinds?: readonly EntryKind[], at?: readonly Valued[]) => {
    const own = inOwnToken(all, prices, kinds, at)
    const worths = own.entries.map((each) => valueAtReceipt(each, own.prices))
    return [own.symbol, ...worths.map((worth) => worth.known && toDecimal(worth.value, 0))]
  }
  const valued = valuedEntries([early], ['fee'])

  test('is of prices where each moment has one, else of amounts', () => {
    expect(amounts([early])).toEqual([null, '32'])
    expect(amounts([early, late])).toEqual(['xCOIN', '8', '3'])
    // What no one asks of it is not in it.
    expect(amounts([early, staked])[0]).toBeNull()
  })

  test('asks for prices where it values, and not where its entries stand', () => {
    expect(amounts([early, staked], ['fee', 'stake'])[0]).toBe('xCOIN')
    expect(amounts([early, staked], ['fee', 'stake'], valued)[0]).toBeNull()
    expect(amounts([early], ['fee'], [{ token: COIN, at: START + 5 * DAY }])[0]).toBe('xCOIN')
  })

  test('is of prices where two tokens are in it, whether they have any or not', () => {
    const other = entry('fee', START, '1', { token: USD_TOKEN })
    expect(inOwnToken([late, other], prices)).toEqual({ entries: [late, other], prices, symbol: null })
    expect(inOwnToken([], prices)).toEqual({ entries: [], prices, symbol: null })
  })

  test('of amounts has a book of its own, with which its values are forgotten', () => {
    const books = [early, early].map(({ ...each }) => inOwnToken([each, late], prices).prices)
    expect(new Set(books).size).toBe(2)
  })

  test('is of amounts where no market prices the token', () => {
    const testnet = entry('fee', START, '7', { token: TESTNET_COIN })
    const unpriced = entry('fee', START, '7', { token: { ...COIN, priceSeries: null } })
    expect(amounts([testnet])[0]).toBe('tOPG')
    expect(amounts([unpriced])[0]).toBe('xCOIN')
    // Also where nothing is valued at any moment.
    expect(amounts([testnet], ['fee'], [])[0]).toBe('tOPG')
    expect(amounts([unpriced], ['fee'], [])[0]).toBe('xCOIN')
    expect(amounts([early], ['fee'], [])[0]).toBeNull()
  })
})

test('a sum that was priced when it was made has no gap', () => {
  const usd = { series: 'xcoin', value: exact(12), price: { price: exact(4) } as never }
  const sum = { count: 2, first: { at: START, block: 1, position: 1 }, usd, oldest: 0 }
  expect(hasGap([{ ...late, sum }], prices)).toBe(false)
  expect(hasGap([{ ...late, sum: { ...sum, usd: { ...usd, series: 'other' } } }], prices)).toBe(true)
  expect(hasGap([early], prices)).toBe(false)
  expect(hasGap([early, late], prices)).toBe(true)
})

test('what is of amounts says so, and that no price is in it', () => {
  const context = { priceSource: 'venues', priceQuality: 'low', caveats: ['old'], finality: 'final' } as never
  expect(measuredIn({ symbol: null }, context)).toBe(context)
  expect(measuredIn({ symbol: 'xCOIN' }, context)).toEqual({
    finality: 'final',
    priceSource: null,
    priceQuality: null,
    caveats: ['a ratio of amounts of xCOIN: no price is in it'],
  })
})
