import { expect, test } from 'vitest'
import { exact, fromDecimal, toDecimal } from '../../../src/economics/exact.ts'
import { SIMULATION } from '../../../src/economics/payback/assumptions.ts'
import { breakEven } from '../../../src/economics/payback/break-even.ts'
import { toDistribution } from '../../../src/economics/payback/distribution.ts'
import { feeCurrency, inTokens } from '../../../src/economics/payback/fee-currency.ts'
import { simulate } from '../../../src/economics/payback/simulate.ts'
import { COIN, entry, flatPrices, START, USD_TOKEN } from '../../support/ledger-world.ts'
import { typicalAssumptions } from '../../support/typical-assumptions.ts'

const prices = flatPrices('0.25')
const pegged = {
  ...USD_TOKEN,
  pricedIn: { currency: 'USD', ground: 'stablecoin', source: 'issuer' } as const,
}
const quoted = { ...COIN, pricedIn: { currency: 'USD', ground: 'usd-quote', source: 'gateway' } as const }
const fee = (token: typeof COIN, amount: string) => entry('fee', START, amount, { token })

test('fees in a stablecoin, or quoted in USD and paid in tokens of the moment, are priced in USD', () => {
  expect(feeCurrency([fee(pegged, '5')], prices)).toEqual({
    pricedIn: 'usd',
    token: null,
    ground: 'fees settle in xUSD, which stands for the US dollar',
    source: 'issuer',
  })
  expect(feeCurrency([fee(quoted, '5')], prices)).toMatchObject({
    pricedIn: 'usd',
    ground: 'fees settle in xCOIN, and each is quoted in USD and paid in tokens at the rate of the moment',
  })
})

test('fees in the network’s own token are so many tokens, and follow its price', () => {
  const found = feeCurrency([fee(COIN, '5')], prices)
  expect(found).toMatchObject({ pricedIn: 'token', token: COIN })
  expect(found.ground).toContain('nothing shows that they are quoted in USD')
})

test('of several tokens the one with most of the value decides, and the answer says how much that is', () => {
  const found = feeCurrency([fee(pegged, '3'), fee(COIN, '4'), fee(COIN, '0')], prices)
  expect(found.pricedIn).toBe('usd')
  expect(found.ground).toContain('75.0 % of their value settles in it')
  const taken = inTokens(fee(pegged, '3'), COIN, prices)
  expect(taken.known && toDecimal(taken.value, 2)).toBe('12.00')
})

test('of tokens of equal value the one of more fees decides, and without prices no part is told', () => {
  const [one, two] = [fee(pegged, '1'), fee(COIN, '2')]
  // 1 dollar, and twice 2 of 0.25.
  expect(feeCurrency([one, two, fee(COIN, '2')], prices).pricedIn).toBe('token')
  expect(feeCurrency([one, fee(pegged, '0'), fee(pegged, '0'), two, fee(COIN, '2')], prices).pricedIn).toBe(
    'usd',
  )
  const unpriced = { ...pegged, symbol: 'NONE', priceSeries: null }
  const found = feeCurrency([fee(unpriced, '9'), fee({ ...COIN, priceSeries: null }, '9')], prices)
  expect(found.ground).toContain('an unknown part of their value settles in it')
})

test('without a fee nothing follows a token, and of one token there is no mixture to tell', () => {
  expect(feeCurrency([], prices)).toMatchObject({
    pricedIn: 'usd',
    token: null,
    ground: 'no fee in the window',
  })
  expect(feeCurrency([fee(COIN, '5')], prices).ground).not.toContain('of their value')
})

test('an amount in the token itself is taken as it is, at any price; one that nobody knows has none', () => {
  const own = inTokens(fee(COIN, '3'), COIN, flatPrices('0.25', 1))
  expect(own.known && toDecimal(own.value, 2)).toBe('3.00')
  expect(inTokens({ ...fee(COIN, '3'), amount: null }, COIN, prices)).toMatchObject({
    missing: [{ reason: 'SEVERITY_UNKNOWN' }],
  })
})

test('an amount of a token of the same price is as many tokens, also of a sum over moments of other prices', () => {
  const bridged = { ...COIN, chain: 2, decimals: 6 }
  const price = prices.priceAt(bridged, START)
  if (!price.known) throw new Error('the coin has a price')
  const sum = {
    count: 2,
    first: { at: START, block: 1, position: 0 },
    // At receipt the coin was worth a dollar.
    usd: { series: 'xcoin', value: exact(3), price: price.value },
    oldest: 0,
  }
  const found = inTokens({ ...fee(bridged, '3'), sum }, COIN, prices)
  expect(found.known && toDecimal(found.value, 2)).toBe('3.00')
  // Where nothing says what it was worth it has no value, whatever the amount.
  expect(inTokens(fee(bridged, '3'), COIN, flatPrices('0.25', 1))).toMatchObject({
    missing: [{ reason: 'NO_PRICE' }],
  })
})

test('fees in tokens carry the token’s risk, the same fees in USD do not', () => {
  const nodeGrowth = { low: 0, mode: 0, high: 0 }
  const given = { ...typicalAssumptions(), emissionTokensPerDay: 0, stakeTokens: 0, nodeGrowth }
  const price = { ...given.price, startUsd: 0.5, sigma: 1.5 }
  const simulation = { ...SIMULATION, paths: 500 }
  const spread = (pricedIn: 'usd' | 'token', scale: number) => {
    const dailyFees = given.dailyFees.map((each) => each * scale)
    const paths = simulate({ ...given, price, dailyFees, feesPricedIn: pricedIn }, simulation)
    return toDistribution(paths.cash, simulation.horizonMonths).never
  }
  // The same worth at the start: twice as many tokens of half a dollar.
  expect(spread('token', 2)).toBeGreaterThan(spread('usd', 1) + 0.2)
})

test('the break-even price of fees in tokens is that of all income in tokens', () => {
  const triple = breakEven({
    capexUsd: exact(36_000),
    stakeTokens: exact(0),
    tokenPriceUsd: fromDecimal('0.5'),
    requestsPerDay: exact(100),
    marginPerRequest: fromDecimal('0.5'),
    feesPricedIn: 'token',
    emissionTokensPerDay: exact(20),
    keptPart: exact(1),
    fixedUsdPerMonth: exact(0),
    gasPerRequest: exact(0),
    monthlyDiscount: exact(0),
    horizonMonths: 60,
  })
  // 36,000 ÷ 60 months ÷ (120 tokens a day · 30.4375): half of it would be right if fees stayed 50 USD a day.
  expect(triple.tokenPriceUsd.known && toDecimal(triple.tokenPriceUsd.value, 6)).toBe('0.164271')
})
