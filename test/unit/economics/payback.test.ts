import { describe, expect, test } from 'vitest'
import { type CostModel, type MachineCosts, straightLine } from '../../../src/economics/cost.ts'
import { exact, fromDecimal, multiply, toDecimal } from '../../../src/economics/exact.ts'
import { known } from '../../../src/economics/known.ts'
import { type Assumptions, SIMULATION } from '../../../src/economics/payback/assumptions.ts'
import { BACKTEST, backtestCoverage } from '../../../src/economics/payback/backtest.ts'
import { breakEven, type SteadyState } from '../../../src/economics/payback/break-even.ts'
import { rentedOut } from '../../../src/economics/payback/counterfactual.ts'
import { toDistribution } from '../../../src/economics/payback/distribution.ts'
import { estimatePrice } from '../../../src/economics/payback/estimate.ts'
import { type PaybackQuestion, payback } from '../../../src/economics/payback/payback.ts'
import { Random } from '../../../src/economics/payback/random.ts'
import { sensitivities } from '../../../src/economics/payback/sensitivity.ts'
import { simulate } from '../../../src/economics/payback/simulate.ts'
import { movesOf } from '../../../src/economics/price.ts'
import { CERTAIN } from '../../support/certain-payback.ts'
import { typicalAssumptions } from '../../support/typical-assumptions.ts'

const usd = (text: string) => known(fromDecimal(text))
const fast = { ...SIMULATION, paths: 200 }

const machine: MachineCosts = {
  kind: 'machine',
  hardware: 'H100_SXM5_80',
  confidentialMode: true,
  capexUsd: usd('36000'),
  boughtAt: 0,
  depreciation: straightLine(exact(3), exact(3, 10)),
  watts: usd('1000'),
  idleFraction: fromDecimal('0.2'),
  utilisation: usd('0.9'),
  usdPerKwh: usd('0.10'),
  pue: fromDecimal('1.5'),
  hostingUsdPerMonth: usd('80'),
}
const steady: SteadyState = {
  capexUsd: exact(36_000),
  stakeTokens: exact(0),
  tokenPriceUsd: exact(1),
  requestsPerDay: exact(100),
  marginPerRequest: fromDecimal('0.5'),
  feesPricedIn: 'usd',
  emissionTokensPerDay: exact(10),
  keptPart: exact(1),
  fixedUsdPerMonth: fromDecimal('326.25'),
  gasPerRequest: exact(0),
  monthlyDiscount: exact(0),
  horizonMonths: 60,
}
/** Nothing left to chance: 60 a day, so 1,826.25 a month of 30.4375 days. */
const certain: Assumptions = {
  ...CERTAIN,
  capexUsd: 18_262.5,
  dailyFees: new Float64Array(60).fill(60),
  price: typicalAssumptions().price,
  resale: typicalAssumptions().resale,
}
const question: PaybackQuestion = {
  role: 'tee-gpu',
  cost: known<CostModel>(machine),
  fees: usd('5000'),
  runningCosts: usd('1000'),
  paidRequests: 8000,
  historyDays: 180,
  assumptions: known(typicalAssumptions()),
  steady: known(steady),
  rental: {
    usdPerHour: usd('2.95'),
    utilisation: fromDecimal('0.5'),
    marketplaceFee: fromDecimal('0.2'),
    source: 'aimultiple GPU index',
    asOf: '2026-05-20',
    stale: false,
  },
  simulation: fast,
}

describe('payback is asked by role first', () => {
  test('a proxy has nothing to pay back: its margin per request is the answer', () => {
    const cost = known<CostModel>({
      kind: 'instance',
      usdPerHour: usd('0.2'),
      upstreamUsdPerRequest: usd('0.1'),
    })
    const answer = payback({ ...question, role: 'tee-proxy', cost })
    expect(answer.answer).toBe('NOT_APPLICABLE')
    expect(answer.marginPerRequest.known && toDecimal(answer.marginPerRequest.value, 4)).toBe('0.5000')
    expect(answer.estimate).toBeNull()
  })

  test('a machine without a confidential mode is refused for a TEE role, and not for a prover', () => {
    const cost = known<CostModel>({ ...machine, hardware: 'RTX_4090', confidentialMode: false })
    const refused = payback({ ...question, cost })
    expect([refused.answer, refused.missing[0]?.reason]).toEqual(['REFUSED', 'NO_CONFIDENTIAL_MODE'])
    expect(payback({ ...question, role: 'snark-prover', cost }).answer).toBe('ESTIMATE')
  })

  test.each([
    [29, 8000],
    [180, 29],
  ])('%i days and %i payments are too few', (historyDays, paidRequests) => {
    const answer = payback({ ...question, historyDays, paidRequests })
    expect([answer.answer, answer.estimate]).toEqual(['INSUFFICIENT_DATA', null])
  })

  test('the same seed is the same answer, another is another', () => {
    const first = payback(question)
    expect(payback(question)).toEqual(first)
    const other = payback({ ...question, simulation: { ...fast, seed: 2 } })
    expect(other.estimate?.cash.never).not.toEqual(first.estimate?.cash.never)
  })
})

describe('the simulation', () => {
  test('without chance pays back when arithmetic says so', () => {
    const paths = simulate(certain, { ...fast, paths: 10 })
    // 18,262.50 ÷ 60 a day = 304.375 days = 10 months, to the whole days of the months.
    for (const months of paths.cash) expect(months).toBeCloseTo(10, 1)
  })

  test('breaking even on exit comes before cash payback, since the machine is still worth something', () => {
    const paths = simulate(certain, { ...fast, paths: 10 })
    for (const [path, months] of paths.exit.entries()) expect(months).toBeLessThan(paths.cash[path] ?? 0)
  })

  test('never within the horizon is an answer', () => {
    const found = toDistribution(simulate({ ...certain, capexUsd: 1e9 }, fast).cash, 60)
    expect(found.never).toBe(1)
    expect(found.p50).toEqual({
      known: false,
      missing: [{ reason: 'NEVER_WITHIN_HORIZON', input: 'the 50 % point lies beyond 60 months' }],
    })
  })

  test('a martingale stays where it is in the mean, at any volatility', () => {
    // Emissions of one token a day and nothing else: the mean of the price shows in the mean of income over one month.
    const given = { ...certain, dailyFees: new Float64Array(60), emissionTokensPerDay: 1 }
    const price = { ...given.price, startUsd: 100, sigma: 1.2, sigmaError: 0, jumpsPerYear: 4 }
    let inMoney = 0
    const runs = 40_000
    for (let level = 50; level < 250; level += 2) {
      // P(income of month 1 ≥ level · 30 days), summed over levels, is the mean of the price between them.
      const capexUsd = level * 30
      const { cash } = simulate(
        { ...given, price, capexUsd },
        { ...fast, paths: runs / 100, horizonMonths: 1 },
      )
      inMoney += (cash.filter((months) => months <= 1).length / cash.length) * 2
    }
    expect(50 + inMoney).toBeGreaterThan(90)
    expect(50 + inMoney).toBeLessThan(112)
  })

  test('slashes make the exit later and leave cash payback without stake income as it was', () => {
    const staked = { ...certain, stakeTokens: 40_000 }
    const slashes = { shape: 50, exposureYears: 10, severity: { low: 0.1, mode: 0.2, high: 0.3 } }
    const mean = (months: Float64Array) =>
      months.reduce((total, each) => total + Math.min(each, 60), 0) / months.length
    const [quiet, slashed] = [simulate(staked, fast), simulate({ ...staked, slashes }, fast)]
    expect(mean(slashed.exit)).toBeGreaterThan(mean(quiet.exit))
    expect(mean(slashed.cash)).toBeCloseTo(mean(quiet.cash), 6)
  })

  test('the driver that matters most is the one with the widest swing', () => {
    const [first, ...rest] = sensitivities(typicalAssumptions(), fast)
    // More nodes share fees and emissions alike.
    expect([first?.driver, rest[0]?.driver]).toEqual(['node growth', 'token price'])
    for (const other of rest) expect(first?.swing).toBeGreaterThanOrEqual(other.swing)
  })
})

describe('one convention of months, days and compounding', () => {
  test.each([0, 0.08])(
    'without chance the simulation and the break-even say the same month at %s a year',
    (yearly) => {
      const capexUsd = yearly === 0 ? 24 * 1_826.25 : 40_000
      const monthlyDiscount = fromDecimal(Math.expm1(Math.log1p(yearly) / 12).toFixed(15))
      const triple = breakEven({
        ...steady,
        capexUsd: fromDecimal(String(capexUsd)),
        fixedUsdPerMonth: exact(0),
        monthlyDiscount,
        horizonMonths: 24,
      })
      expect(triple.months).toEqual(known(24))
      const given = { ...certain, capexUsd, yearlyDiscount: yearly }
      for (const months of simulate(given, { ...fast, paths: 10, horizonMonths: 24 }).cash)
        expect(Math.ceil(months)).toBe(24)
    },
  )
})

describe('the driver token price', () => {
  // A stake and nothing else: its worth at the horizon is the price's.
  const staked: Assumptions = {
    ...certain,
    capexUsd: 0,
    dailyFees: new Float64Array(60),
    stakeTokens: 1_000,
    yearlyDiscount: 0,
    price: { ...certain.price, startUsd: 100, sigma: 0.985, sigmaError: 0, logDrift: null, jumpsPerYear: 0 },
  }
  const ofPrice = (given: Assumptions) =>
    sensitivities(given, { ...fast, horizonMonths: 36 }).find(({ driver }) => driver === 'token price')

  test('has the drift of the process that is simulated: W6', () => {
    const [drift, spread] = [-(0.985 ** 2 / 2) * 3, 1.2815515655446004 * 0.985 * Math.sqrt(3)]
    expect(ofPrice(staked)?.low).toBeCloseTo(100_000 * Math.exp(drift - spread) - 100_000, 6)
    expect(ofPrice(staked)?.high).toBeCloseTo(100_000 * Math.exp(drift + spread) - 100_000, 6)
  })

  test('is a loss at the 90 % point where fees in tokens would be a gain without that drift: W6', () => {
    const fees = new Float64Array(60).fill(1)
    const capexUsd = 80 * 100 * 30.4375
    const machine: Assumptions = {
      ...staked,
      stakeTokens: 0,
      feesPricedIn: 'token',
      dailyFees: fees,
      capexUsd,
      // Worth nothing in the end: income alone decides.
      resale: new Float64Array(61),
    }
    const log = -(0.985 ** 2 / 2) * 3 + 1.2815515655446004 * 0.985 * Math.sqrt(3)
    const worthAt = (slope: number) =>
      Array.from({ length: 36 }, (_, month) => Math.exp((slope * (month + 1)) / 36)).reduce((a, b) => a + b) *
        100 *
        30.4375 -
      capexUsd
    expect(ofPrice(machine)?.high).toBeCloseTo(worthAt(log), 3)
    expect(worthAt(log)).toBeLessThan(0)
    expect(worthAt(log + (0.985 ** 2 / 2) * 3)).toBeGreaterThan(0)
  })

  test('and its jumps', () => {
    const price = { ...staked.price, jumpsPerYear: 2, jumpMean: -0.2, jumpDeviation: 0.3 }
    const gain = Math.expm1(-0.2 + 0.3 ** 2 / 2)
    const drift = (-(0.985 ** 2) / 2 - 2 * gain + 2 * -0.2) * 3
    const spread = 1.2815515655446004 * Math.sqrt((0.985 ** 2 + 2 * (0.04 + 0.09)) * 3)
    expect(ofPrice({ ...staked, price })?.high).toBeCloseTo(100_000 * Math.exp(drift + spread) - 100_000, 6)
  })
})

describe('volatility', () => {
  /** A walk of 900 days with a yearly deviation of 0.9, quoted every so many days. */
  const quotes = (every: number) => {
    const random = new Random(5)
    let log = 0
    return Array.from({ length: 900 }, (_, day) => {
      log += (0.9 / Math.sqrt(365.25)) * random.normal()
      return { at: day * 86_400, price: fromDecimal(Math.exp(log).toFixed(12)) }
    }).filter((_, day) => day % every === 0)
  }

  test.each([1, 2, 3, 7])('is the same of a path that is quoted every %s days: W14', (every) => {
    const found = estimatePrice(1, movesOf(quotes(every)))
    if (!found.known) throw new Error('there are quotes enough')
    expect(found.value.sigma).toBeGreaterThan(0.75)
    expect(found.value.sigma).toBeLessThan(1.05)
    expect(found.value.jumpsPerYear).toBeLessThan(1)
  })

  test('a jump counts by the years that were quoted, not by the number of quotes', () => {
    const path = quotes(3).map(({ at, price }, i) => ({
      at,
      price: i >= 100 ? multiply(price, exact(3)) : price,
    }))
    const found = estimatePrice(1, movesOf(path))
    if (!found.known) throw new Error('there are quotes enough')
    expect(found.value.jumpsPerYear).toBeCloseTo(365.25 / 897, 6)
    expect(found.value.jumpMean).toBeCloseTo(Math.log(3), 0)
  })
})

describe('beside the estimate', () => {
  test('gas is paid for each request: W8', () => {
    // 30 a request at 2 a day; (X + 10) / 30 = 1.347707 when gas of 5 a claim counts as fixed, X / 25 when it does not.
    const costs = { ...steady, capexUsd: exact(0), emissionTokensPerDay: exact(0), requestsPerDay: exact(2) }
    const found = breakEven({
      ...costs,
      marginPerRequest: exact(30),
      fixedUsdPerMonth: multiply(fromDecimal('30.43121'), exact(487, 16)),
      gasPerRequest: exact(5),
    })
    expect(found.requestsPerDay.known && toDecimal(found.requestsPerDay.value, 6)).toBe('1.217248')
    // 0.60 a request, 0.10 of gas, 10 a day: 30.45 a day of costs need 60.9, and not the 52.4 of gas that stays at 1 a day.
    const cheap = breakEven({
      ...costs,
      requestsPerDay: exact(10),
      marginPerRequest: fromDecimal('0.6'),
      fixedUsdPerMonth: multiply(fromDecimal('30.45'), exact(487, 16)),
      gasPerRequest: fromDecimal('0.1'),
    })
    expect(cheap.requestsPerDay.known && toDecimal(cheap.requestsPerDay.value, 6)).toBe('60.900000')
    const losing = breakEven({ ...costs, marginPerRequest: exact(5), gasPerRequest: exact(5) })
    expect(losing.requestsPerDay.known ? [] : losing.requestsPerDay.missing[0]?.reason).toBe('NOT_REACHED')
  })

  test('the break-even triple, exactly', () => {
    const found = breakEven(steady)
    // 50 + 10 a day · 30.4375 = 1,826.25 a month, less 326.25: 1,500; 36,000 ÷ 1,500 = 24.
    expect(found.months).toEqual(known(24))
    // Over 60 months 600 + 326.25 a month are enough: fees bring more than that, so any price will do.
    expect(found.tokenPriceUsd.known && toDecimal(found.tokenPriceUsd.value, 6)).toBe('0.000000')
    // (926.25 − 304.375) ÷ (30.4375 · 0.5)
    expect(found.requestsPerDay.known && toDecimal(found.requestsPerDay.value, 6)).toBe('40.862423')
  })

  test('no number of unprofitable requests breaks even', () => {
    const found = breakEven({ ...steady, marginPerRequest: fromDecimal('-0.1') })
    expect(found.requestsPerDay.known ? [] : found.requestsPerDay.missing[0]?.reason).toBe('NOT_REACHED')
  })

  test('the same machine rented out: rent less fee, power as rented, hosting', () => {
    const terms = question.rental
    if (!terms) throw new Error('the question has rental terms')
    const found = rentedOut(machine, terms)
    // 730.5 h · 0.5 · 2.95 · 0.8 = 861.99; 730.5 h · 0.6 kW · 1.5 · 0.10 = 65.745; hosting 80.
    expect(found.net.known && toDecimal(found.net.value, 6)).toBe('716.245000')
  })

  test('intervals of the past held most of what came', () => {
    const random = new Random(3)
    const daily = Float64Array.from({ length: 720 }, () => Math.max(0, 50 + 10 * random.normal()))
    const found = backtestCoverage([daily])
    expect(found.known && found.value.forecasts).toBe(22)
    expect(found.known && found.value.coverage).toBeGreaterThan(0.75)
  })

  test('intervals that a break in the series deceived say so', () => {
    const daily = Float64Array.from({ length: 180 }, (_, day) => (day % 60 < 30 ? 10 : 1000))
    const found = backtestCoverage([daily], { ...BACKTEST, trainDays: 30 })
    expect(found.known && found.value.held).toBe(0)
  })

  test('a short past has no coverage', () => {
    const found = backtestCoverage([new Float64Array(80)])
    expect(found.known ? [] : found.missing[0]?.reason).toBe('INSUFFICIENT_DATA')
  })
})
