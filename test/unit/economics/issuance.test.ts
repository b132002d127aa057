import { describe, expect, test } from 'vitest'
import { type Exact, exact, fromDecimal, toDecimal, ZERO } from '../../../src/economics/exact.ts'
import type { Known } from '../../../src/economics/known.ts'
import { type Assumptions, SIMULATION } from '../../../src/economics/payback/assumptions.ts'
import { breakEven, type SteadyState } from '../../../src/economics/payback/break-even.ts'
import { sensitivities } from '../../../src/economics/payback/sensitivity.ts'
import { simulate } from '../../../src/economics/payback/simulate.ts'
import { CERTAIN } from '../../support/certain-payback.ts'

const text = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 6) : value.missing[0]?.reason)

describe('when issuance ends within the horizon', () => {
  // A machine of 1,000; 10 tokens a day at 1.00 and nothing else: 304.375 a month.
  const steady: SteadyState = {
    capexUsd: exact(1_000),
    stakeTokens: ZERO,
    tokenPriceUsd: exact(1),
    requestsPerDay: exact(1),
    marginPerRequest: ZERO,
    feesPricedIn: 'usd',
    emissionTokensPerDay: exact(10),
    keptPart: exact(1),
    fixedUsdPerMonth: ZERO,
    gasPerRequest: ZERO,
    monthlyDiscount: ZERO,
    horizonMonths: 24,
  }
  const certain: Assumptions = { ...CERTAIN, capexUsd: 1_000, emissionTokensPerDay: 10 }
  const months = (emissionMonths: number | undefined) =>
    simulate({ ...certain, emissionMonths }, { ...SIMULATION, paths: 1, horizonMonths: 24 }).machine[0]

  test('nothing is paid after it, and a part of the month in which it ends', () => {
    expect(months(undefined)).toBeCloseTo(1_000 / 304.375, 9)
    expect(months(4)).toBeCloseTo(1_000 / 304.375, 9)
    // Three months and 0.28 of the fourth are too little by a hair; 0.29 are enough.
    expect(months(3.28)).toBe(Number.POSITIVE_INFINITY)
    expect(months(3.29)).toBeGreaterThan(3)
    expect(months(0)).toBe(Number.POSITIVE_INFINITY)
  })

  test('break-even and the drivers have the same end', () => {
    const of = (end: string | undefined) =>
      breakEven({ ...steady, emissionMonths: end === undefined ? undefined : fromDecimal(end) })
    expect(of(undefined).months).toEqual({ known: true, value: 4 })
    expect(of('3.28').months).toMatchObject({ known: false })
    expect(of('3.29').months).toEqual({ known: true, value: 4 })
    // 2.5 months of 304.375 tokens must bring 1,000.
    expect(text(of('2.5').tokenPriceUsd)).toBe('1.314168')
    expect(text(of('0').tokenPriceUsd)).toBe('NOT_APPLICABLE')
    const price = (emissionMonths: number | undefined) =>
      sensitivities(
        { ...certain, emissionMonths, price: { ...certain.price, sigma: 0.5 } },
        { ...SIMULATION, horizonMonths: 24 },
      ).find(({ driver }) => driver === 'token price')?.swing ?? 0
    expect(price(6)).toBeLessThan(price(undefined) / 3)
    expect(price(0)).toBe(0)
  })
})
