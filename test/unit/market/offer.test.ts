import { expect, test } from 'vitest'
import { priceAt } from '../../../src/market/offer.ts'

const offer = {
  minPrice: 1000n,
  maxPrice: 2000n,
  rampUpStart: 1_760_000_100n,
  rampUpPeriod: 100n,
  lockTimeout: 600n,
  timeout: 1200n,
  lockCollateral: 0n,
}

// Source: facts of the network, 2.3.
test.each([
  [50, 1000n],
  [100, 1000n],
  [101, 1010n],
  [133, 1330n],
  [150, 1500n],
  [199, 1990n],
  [200, 2000n],
  [700, 2000n],
  [701, 0n],
])('at 1760000%i the price is %i', (seconds, price) => {
  expect(priceAt(offer, 1_760_000_000n + BigInt(seconds))).toBe(price)
})

test('the price is rounded down, and without a ramp it jumps', () => {
  const odd = { ...offer, minPrice: 10n ** 14n, maxPrice: 330_000_000_000_001n, rampUpPeriod: 7n }
  expect(priceAt(odd, offer.rampUpStart + 1n)).toBe(132_857_142_857_143n)
  expect(priceAt({ ...offer, rampUpPeriod: 0n }, offer.rampUpStart)).toBe(1000n)
  expect(priceAt({ ...offer, rampUpPeriod: 0n }, offer.rampUpStart + 1n)).toBe(2000n)
})
