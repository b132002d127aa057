import { describe, expect, test } from 'vitest'
import { exact, fromDecimal } from '../../../src/economics/exact.ts'
import { type Assumptions, type OtherToken, SIMULATION } from '../../../src/economics/payback/assumptions.ts'
import { breakEven } from '../../../src/economics/payback/break-even.ts'
import { correlationOf, jointWeights } from '../../../src/economics/payback/joint.ts'
import { Random } from '../../../src/economics/payback/random.ts'
import { sensitivities } from '../../../src/economics/payback/sensitivity.ts'
import { simulate } from '../../../src/economics/payback/simulate.ts'
import { otherToken } from '../../../src/economics/payback/token.ts'
import { PriceBook, type PricePoint, type Token } from '../../../src/economics/price.ts'
import { deviation, mean } from '../../../src/economics/statistics.ts'
import { CERTAIN } from '../../support/certain-payback.ts'
import { COIN, DAY, START, USD_TOKEN } from '../../support/ledger-world.ts'

const still = { sigma: 0, sigmaError: 0, logDrift: 0, jumpsPerYear: 0, jumpMean: 0, jumpDeviation: 0 }
/** 100 of the first token and 50 of the second staked, and as many a month of emissions as there are; nothing else. */
const bare: Assumptions = { ...CERTAIN, stakeTokens: 100 }
const second = (more: Partial<OtherToken> = {}): OtherToken => ({
  symbol: 'TWO',
  price: { startUsd: 2, ...still },
  stakeTokens: 50,
  emissionTokensPerDay: 0,
  correlations: [0],
  ...more,
})
const run = (given: Assumptions, paths = 4_000) =>
  simulate(given, { ...SIMULATION, paths, horizonMonths: 12 })

/** Quotes of two tokens for so many days, whose walks have this correlation. */
function walks(days: number, correlation: number): readonly PricePoint[] {
  const random = new Random(11)
  let [one, two] = [0, 0]
  return Array.from({ length: days }, (_, day) => {
    const [x, y] = [random.normal(), random.normal()]
    one += 0.05 * x
    two += 0.03 * (correlation * x + Math.sqrt(1 - correlation ** 2) * y)
    const at = START + day * DAY
    const point = (series: string, log: number): PricePoint => ({
      series,
      venue: 'one',
      at,
      price: fromDecimal(Math.exp(log).toFixed(12)),
    })
    return [point('xcoin', one), point('ytwo', two)]
  }).flat()
}
const TWO: Token = { ...COIN, address: `0x${'22'.repeat(20)}`, symbol: 'TWO', priceSeries: 'ytwo' }

describe('stakes in two tokens', () => {
  test('are both put in and both got back', () => {
    const { exitAt } = run({ ...bare, otherTokens: [second()] }, 10)
    for (const { gain } of exitAt) expect(gain[0]).toBeCloseTo(0, 9)
    const risen = second({ price: { startUsd: 2, ...still, logDrift: Math.log(2) } })
    // Twice as much after a year: 100 more.
    expect(run({ ...bare, otherTokens: [risen] }, 10).exitAt.at(-1)?.gain[0]).toBeCloseTo(100, 6)
  })

  test.each([-0.8, 0, 0.6, 1])('vary together as their prices do: %s', (correlation) => {
    const moving = { ...still, sigma: 0.5, logDrift: null }
    const given = {
      ...bare,
      price: { startUsd: 1, ...moving },
      otherTokens: [second({ price: { startUsd: 2, ...moving }, correlations: [correlation] })],
    }
    const gain = run(given, 5_000).exitAt.at(-1)?.gain ?? new Float64Array()
    // Of two log-normal prices of this spread after a year.
    const [own, shared] = [Math.expm1(0.25), Math.expm1(0.25 * correlation)]
    expect(deviation(gain) / Math.sqrt(2 * 100 ** 2 * (own + shared) || 1)).toBeCloseTo(
      1,
      correlation < 0 ? 0 : 1,
    )
    expect(Math.abs(mean(gain))).toBeLessThan(2.5)
  })

  test('are locked and walk on together', () => {
    const moving = { ...still, sigma: 0.5, logDrift: null }
    const of = (correlation: number) => {
      const other = second({ price: { startUsd: 2, ...moving }, correlations: [correlation] })
      const given = { ...bare, unlockMonths: 12, price: { startUsd: 1, ...moving }, otherTokens: [other] }
      return deviation(run(given, 5_000).exitAt.at(-1)?.gain ?? new Float64Array())
    }
    // Two years of walking; opposite walks hedge each other.
    expect(of(1) / (200 * Math.sqrt(Math.expm1(0.5)))).toBeCloseTo(1, 1)
    expect(of(-1)).toBeLessThan(of(0) / 1.2)
  })
})

test('emissions in two tokens are both income, in the simulation, the drivers and the break-even', () => {
  const given: Assumptions = {
    ...bare,
    capexUsd: 1_826.25,
    stakeTokens: 0,
    emissionTokensPerDay: 2,
    otherTokens: [second({ stakeTokens: 0, emissionTokensPerDay: 1.5 })],
  }
  // 2 + 3 USD a day.
  expect(run(given, 10).machine[0]).toBeCloseTo(12, 9)
  const drivers = sensitivities(
    { ...given, otherTokens: [second({ price: { startUsd: 2, ...still, sigma: 1 } })] },
    SIMULATION,
  )
  expect(drivers.map(({ driver }) => driver)).toContain('price of TWO')
  const triple = breakEven({
    capexUsd: fromDecimal('1826.25'),
    stakeTokens: exact(0),
    otherStakesUsd: exact(0),
    tokenPriceUsd: exact(1),
    requestsPerDay: exact(0),
    marginPerRequest: exact(0),
    feesPricedIn: 'usd',
    emissionTokensPerDay: exact(2),
    otherEmissionsUsdPerDay: exact(3),
    keptPart: exact(1),
    fixedUsdPerMonth: exact(0),
    gasPerRequest: exact(0),
    monthlyDiscount: exact(0),
    horizonMonths: 12,
  })
  expect(triple.months).toEqual({ known: true, value: 12 })
  // The others bring 3 of the 5 that are needed a day.
  expect(triple.tokenPriceUsd).toMatchObject({ known: true })
  expect(
    triple.tokenPriceUsd.known && Number(triple.tokenPriceUsd.value.n) / Number(triple.tokenPriceUsd.value.d),
  ).toBeCloseTo(1, 9)
})

describe('how two prices move together', () => {
  const amounts = { stake: exact(1), perDay: exact(0) }
  const past = (days: number, correlation: number) => ({
    prices: new PriceBook(walks(days, correlation), 'test'),
    window: { from: START, to: START + days * DAY },
  })

  test.each([-0.7, 0, 0.8])('is measured from the days on which both were quoted: %s', (correlation) => {
    const found = otherToken(TWO, [COIN], amounts, past(900, correlation))
    if (!found.known) throw new Error('there are quotes enough')
    expect(found.value.correlations[0]).toBeGreaterThan(correlation - 0.1)
    expect(found.value.correlations[0]).toBeLessThan(correlation + 0.1)
  })

  test('is not known from a month or less, and nothing moves with what stands for the dollar', () => {
    expect(otherToken(TWO, [COIN], amounts, past(30, 0.5))).toMatchObject({
      known: false,
      missing: expect.arrayContaining([
        { reason: 'INSUFFICIENT_DATA', input: expect.stringContaining('same days') },
      ]),
    })
    const dollar = {
      ...USD_TOKEN,
      priceSeries: 'ytwo',
      pricedIn: { currency: 'USD', ground: 'stablecoin', source: 't' },
    } as const
    expect(otherToken(TWO, [dollar], amounts, past(200, 0.5))).toMatchObject({
      known: true,
      value: { correlations: [0] },
    })
  })

  test('a day on which one of them jumped says nothing of their walks', () => {
    const random = new Random(3)
    const a = Array.from({ length: 200 }, () => random.normal())
    const b = a.map((x, day) => (day === 50 ? 400 : x))
    expect(correlationOf(a, b)).toBeCloseTo(1, 9)
    expect(
      correlationOf(
        a,
        a.map(() => 0),
      ),
    ).toBe(0)
  })

  test('weights give the correlations back; those that no walks can have are drawn towards none', () => {
    const given = [[], [0.6], [-0.3, 0.4]]
    const rows = jointWeights(given)
    const shared = (a: number, b: number) =>
      (rows[a] ?? []).reduce((total, each, index) => total + each * (rows[b]?.[index] ?? 0), 0)
    for (const [row, own] of given.entries()) {
      expect(shared(row, row)).toBeCloseTo(1, 9)
      for (const [column, correlation] of own.entries())
        expect(shared(row, column)).toBeCloseTo(correlation, 9)
    }
    const odd = jointWeights([[], [1], [1, -1]])
    for (const row of odd) expect(row.reduce((total, each) => total + each ** 2, 0)).toBeCloseTo(1, 9)
  })
})
