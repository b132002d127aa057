import { expect, test } from 'vitest'
import {
  type Exact,
  exact,
  fromDecimal,
  fromNumber,
  ONE,
  toDecimal,
  ZERO,
} from '../../../../src/economics/exact.ts'
import type { Known } from '../../../../src/economics/known.ts'
import { breakEven, type SteadyState } from '../../../../src/economics/payback/break-even.ts'

/** So much a day that a month of 30.4375 days has this much. */
const monthly = (amount: number) => exact(amount * 16, 487)
/** Two months of which the second's dollar is worth a quarter, the first's a half: together 0.75. */
const steady: SteadyState = {
  capexUsd: exact(900),
  pastCashUsd: exact(200),
  stakeTokens: exact(10),
  tokenPriceUsd: exact(20),
  otherStakesUsd: exact(100),
  requestsPerDay: monthly(30),
  marginPerRequest: exact(4),
  feesPricedIn: 'usd',
  emissionTokensPerDay: monthly(10),
  otherEmissionsUsdPerDay: monthly(40),
  emissionMonths: fromDecimal('1.5'),
  keptPart: fromDecimal('0.5'),
  fixedUsdPerMonth: exact(7),
  gasPerRequest: ONE,
  monthlyDiscount: ONE,
  horizonMonths: 2,
}
const text = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 6) : value.missing[0]?.reason)
const months = (more: Partial<SteadyState>) => {
  const found = breakEven({ ...steady, ...more }).months
  return found.known ? found.value : found.missing[0]?.reason
}

test('months: what a month leaves, discounted, until it covers machine and stakes less what was earned', () => {
  // 60 of fees, 120 of emissions, half of them in the second month; 37 of costs: 143 and 83, so 71.5 and 92.25 in all.
  expect(months({})).toBe('NEVER_WITHIN_HORIZON')
  const past = (left: string) => ({ pastCashUsd: fromDecimal(String(1_200 - Number(left))) })
  expect([months(past('92.26')), months(past('92.25')), months(past('71.51'))]).toEqual([
    'NEVER_WITHIN_HORIZON',
    2,
    2,
  ])
  expect([months(past('71.5')), months(past('0.01')), months(past('0')), months(past('-5'))]).toEqual([
    1, 1, 0, 0,
  ])
  // Without an end of issuance 143 in the second as well.
  expect(months({ ...past('107.25'), emissionMonths: undefined })).toBe(2)
  expect(months({ ...past('107.26'), emissionMonths: undefined })).toBe('NEVER_WITHIN_HORIZON')
})

test('the token’s price at which income covers all of it at the horizon', () => {
  // 1,000 ÷ 0.75 + 37 needed a month. Of emissions (0.5 + 0.5 · 0.25) ÷ 0.75: 4 1/6 tokens and 16 2/3 of the others.
  expect(text(breakEven(steady).tokenPriceUsd)).toBe('310.480000')
  // Fees of 60 at 20 are three tokens more.
  expect(text(breakEven({ ...steady, feesPricedIn: 'token' }).tokenPriceUsd)).toBe('188.883721')
  expect(text(breakEven({ ...steady, pastCashUsd: exact(10_000) }).tokenPriceUsd)).toBe('0.000000')
})

test('is none where no income is in the token, or the token has no price', () => {
  const usd = { ...steady, emissionTokensPerDay: ZERO }
  expect(text(breakEven(usd).tokenPriceUsd)).toBe('NOT_APPLICABLE')
  expect(text(breakEven({ ...usd, feesPricedIn: 'token' }).tokenPriceUsd)).not.toBe('NOT_APPLICABLE')
  expect(text(breakEven({ ...usd, feesPricedIn: 'token', tokenPriceUsd: ZERO }).tokenPriceUsd)).toBe(
    'NOT_APPLICABLE',
  )
})

test('the requests a day that bring what emissions leave open', () => {
  // 1,340.33 less 83.33 and 16.67, at half of 4 less 1 of gas, 30.4375 days a month.
  expect(text(breakEven(steady).requestsPerDay)).toBe('40.750171')
  expect(text(breakEven({ ...steady, pastCashUsd: exact(10_000) }).requestsPerDay)).toBe('0.000000')
  expect(text(breakEven({ ...steady, gasPerRequest: exact(2) }).requestsPerDay)).toBe('NOT_REACHED')
  expect(text(breakEven({ ...steady, gasPerRequest: fromDecimal('1.99') }).requestsPerDay)).not.toBe(
    'NOT_REACHED',
  )
})

test('stakes, past and further emissions are none where they are not given', () => {
  const { pastCashUsd: _, otherStakesUsd: __, otherEmissionsUsdPerDay: ___, ...plain } = steady
  const none = { pastCashUsd: ZERO, otherStakesUsd: ZERO, otherEmissionsUsdPerDay: ZERO }
  expect(breakEven(plain)).toEqual(breakEven({ ...steady, ...none }))
})

test('is exact over years of a rate that has fifty binary digits', () => {
  const years = {
    ...steady,
    capexUsd: fromDecimal('20000.5'),
    monthlyDiscount: fromNumber(1.1 ** (1 / 12) - 1),
    emissionMonths: fromDecimal('17.3'),
    horizonMonths: 60,
  }
  const { tokenPriceUsd, requestsPerDay, months } = breakEven(years)
  const shown = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 30) : undefined)
  expect(shown(tokenPriceUsd)).toBe('232.124505318608609424178554931411')
  expect(shown(requestsPerDay)).toBe('12.786428105622462741273996416244')
  expect(months).toMatchObject({ missing: [{ reason: 'NEVER_WITHIN_HORIZON' }] })
})
