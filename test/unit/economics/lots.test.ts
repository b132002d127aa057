import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, compare, type Exact, exact, fromDecimal, toDecimal } from '../../../src/economics/exact.ts'
import { type Known, missing } from '../../../src/economics/known.ts'
import { type Disposal, grossAtConstantPrice, investmentOf } from '../../../src/economics/lots.ts'
import { PriceBook } from '../../../src/economics/price.ts'
import { COIN, DAY, entry, flatPrices, START, USD_TOKEN } from '../../support/ledger-world.ts'

const text = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 2) : value.missing[0]?.reason)
const sale = (day: number, tokens: number, proceeds: string): Disposal => ({
  at: START + day * DAY,
  token: COIN,
  amount: BigInt(tokens) * 10n ** 18n,
  proceedsUsd: fromDecimal(proceeds),
})
const rising = new PriceBook(
  Array.from({ length: 40 }, (_, day) => ({
    series: 'xcoin',
    venue: 'one',
    at: START + day * DAY,
    price: exact(day + 1, 4),
  })),
  'rising',
)
const END = START + 10 * DAY

test('a sale takes the oldest tokens first', () => {
  const received = [entry('emission', START, '100'), entry('emission', START + DAY, '100')]
  const found = investmentOf(received, [sale(2, 150, '90')], 'fifo', rising, END)
  // 100 at 0.25 and 50 at 0.50 were sold; 50 bought at 0.50 are worth 2.50 each on day 9.
  expect([found.realised, found.unrealised, found.heldCost].map(text)).toEqual(['40.00', '100.00', '25.00'])
})

test('a refund takes from the lots at its own value', () => {
  const steps = [entry('fee', START, '100'), entry('refund', START + DAY, '40')]
  const found = investmentOf(steps, [], 'fifo', rising, END)
  expect([found.realised, found.heldCost].map(text)).toEqual(['10.00', '15.00'])
})

test.each(['fifo', 'average'] as const)('what was sold to the last does not come back (%s)', (basis) => {
  const received = [entry('emission', START, '100'), entry('emission', START + 3 * DAY, '10')]
  const found = investmentOf(received, [sale(1, 100, '25')], basis, rising, END)
  expect([found.realised, found.heldCost].map(text)).toEqual(['0.00', '10.00'])
})

test('selling what never came has no answer', () => {
  const found = investmentOf([entry('emission', START, '100')], [sale(1, 101, '90')], 'average', rising, END)
  expect([found.realised, found.unrealised].map(text)).toEqual(['NOT_OBSERVED', 'NOT_OBSERVED'])
  const early = investmentOf(
    [entry('emission', START + 5 * DAY, '100')],
    [sale(1, 1, '1')],
    'fifo',
    rising,
    END,
  )
  expect(text(early.realised)).toBe('NOT_OBSERVED')
})

test('a token without a price leaves the whole without a value', () => {
  const odd = { ...COIN, priceSeries: null }
  const found = investmentOf([entry('emission', START, '1', { token: odd })], [], 'fifo', rising, END)
  expect(text(found.unrealised)).toBe('NO_PRICE')
  expect(text(grossAtConstantPrice([entry('fee', START, '1', { token: odd })], rising, END))).toBe('NO_PRICE')
})

test('at a constant price receipts of any day weigh the same', () => {
  const received = [
    entry('emission', START, '10'),
    entry('emission', START + 8 * DAY, '10'),
    entry('payout', START + 9 * DAY, '20'),
  ]
  expect(text(grossAtConstantPrice(received, rising, END - 1))).toBe('50.00')
  const refunded = [
    entry('fee', START, '9', { token: USD_TOKEN }),
    entry('refund', START, '2', { token: USD_TOKEN }),
  ]
  expect(text(grossAtConstantPrice(refunded, flatPrices(), END))).toBe('7.00')
})

test('whichever tokens are said to be sold, the gain of both parts together is the same', () => {
  const day = fc.integer({ min: 0, max: 8 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(day, fc.integer({ min: 1, max: 1000 })), { minLength: 1, maxLength: 8 }),
      fc.array(fc.tuple(day, fc.integer({ min: 1, max: 300 })), { maxLength: 4 }),
      (came, went) => {
        const received = came
          .map(([at, amount]) => entry('emission', START + at * DAY, String(amount)))
          .sort((a, b) => a.at - b.at)
        const sold = went.map(([at, amount]) => sale(at, amount, String(amount)))
        const [fifo, average] = (['fifo', 'average'] as const).map((basis) => {
          const { realised, unrealised } = investmentOf(received, sold, basis, rising, END)
          return realised.known && unrealised.known ? add(realised.value, unrealised.value) : undefined
        })
        expect(fifo === undefined).toBe(average === undefined)
        if (fifo && average) expect(compare(fifo, average)).toBe(0)
      },
    ),
    { numRuns: 50 },
  )
})

test('what comes at the moment of a sale came before it, and what happens at the end is not seen', () => {
  const [late, refund] = [entry('emission', START + DAY, '100'), entry('refund', START + DAY, '30')]
  const found = investmentOf([refund, late], [sale(1, 70, '35')], 'fifo', rising, END)
  expect([found.realised, found.heldCost].map(text)).toEqual(['0.00', '0.00'])
  const after = [late, entry('emission', END, '100')]
  expect(text(investmentOf(after, [], 'fifo', rising, END).heldCost)).toBe('50.00')
})

test('what is staked or paid out is no lot, and what is missing says until when', () => {
  const others = [entry('stake', START, '5'), entry('payout', START, '5'), entry('penalty', START, '5')]
  expect(text(investmentOf(others, [], 'fifo', rising, END).heldCost)).toBe('0.00')
  const mute = { ...USD_TOKEN, priceSeries: null }
  expect(
    text(investmentOf([entry('stake', START, '5', { token: mute })], [], 'fifo', rising, END).heldCost),
  ).toBe('0.00')
  expect(investmentOf([], [sale(1, 1, '1')], 'fifo', rising, END).realised).toEqual(
    missing('NOT_OBSERVED', 'receipts of xCOIN: more of it left by 2026-01-06T00:00:00.000Z than had come'),
  )
})
