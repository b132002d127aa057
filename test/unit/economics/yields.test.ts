import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Exact, exact, fromDecimal, toDecimal, toNumber } from '../../../src/economics/exact.ts'
import { type Known, known, missing } from '../../../src/economics/known.ts'
import { operatorReturn } from '../../../src/economics/operator-return.ts'
import { emissionShareOf, feeCoverage } from '../../../src/economics/receipts.ts'
import { longestGap, revenueShape } from '../../../src/economics/revenue-shape.ts'
import { share } from '../../../src/economics/value.ts'
import { moneyWeightedReturn } from '../../../src/economics/xirr.ts'
import { runway, stakeApr, supplyShareYield } from '../../../src/economics/yields.ts'

const DAY = 86_400
const on = (date: string) => Date.parse(`${date}T00:00:00Z`) / 1000
const month = { from: 0, to: 30 * DAY }

describe('the money-weighted return', () => {
  test('is the published example of a spreadsheet’s XIRR', () => {
    // Source: Microsoft Excel documentation of XIRR: 0.373362535.
    const flows = [
      { at: on('2008-01-01'), amount: -10_000 },
      { at: on('2008-03-01'), amount: 2750 },
      { at: on('2008-10-30'), amount: 4250 },
      { at: on('2009-02-15'), amount: 3250 },
      { at: on('2009-04-01'), amount: 2750 },
    ]
    const found = moneyWeightedReturn(flows)
    expect(found.known && found.value).toBeCloseTo(0.373362535, 7)
  })

  test('doubling in a year is 100 %', () => {
    const found = moneyWeightedReturn([
      { at: 0, amount: -1 },
      { at: 365 * DAY, amount: 2 },
    ])
    expect(found.known && found.value).toBeCloseTo(1, 10)
  })

  test.each([
    [
      'only paid in',
      [
        { at: 0, amount: -5 },
        { at: 9 * DAY, amount: -5 },
      ],
    ],
    ['only received', [{ at: 0, amount: 5 }]],
    ['nothing at all', []],
  ])('%s has no root', (_, flows) => {
    const found = moneyWeightedReturn(flows)
    expect(found.known ? [] : found.missing[0]?.reason).toBe('NO_ROOT')
  })

  test('a return of nothing is found once, and one near the end of the range too', () => {
    const back = (amount: number) =>
      moneyWeightedReturn([
        { at: 0, amount: -1 },
        { at: 365 * DAY, amount },
      ])
    expect(back(1)).toEqual(known(0))
    expect(back(999_990)).toEqual(known(expect.closeTo(999_989, 3)))
  })

  test('flows that turn twice have several roots, and none is the return', () => {
    // −1,000, +2,300, −1,320 a year apart: 10 % and 20 % both fit.
    const flows = [-1000, 2300, -1320].map((amount, year) => ({ at: year * 365 * DAY, amount }))
    const found = moneyWeightedReturn(flows)
    expect(found.known ? [] : found.missing[0]?.reason).toBe('MULTIPLE_ROOTS')
  })

  test('contains the rise of the stake’s price, and the page says so: W19', () => {
    // A stake of 1,000 is worth 2,000 after 40 days; 1 a day came in, 9.1 % a year of it.
    const found = operatorReturn({
      capex: [],
      stakeMovements: [{ at: 0, amount: -1000 }],
      netCash: Array.from({ length: 40 }, (_, day) => ({ at: (day + 1) * DAY, amount: 1 })),
      terminalStake: 2000,
      resale: { at: 40 * DAY, amount: 0 },
      endsAt: 40 * DAY,
    })
    expect(found.known && found.value).toBeGreaterThan(2 ** (365 / 40) - 1)
    const page = readFileSync('docs/methodology/yields.md', 'utf8').replace(/\s+/g, ' ')
    expect(page).toContain('After a rise it is larger than what the node earned')
  })

  test('a slash counts once, through what is left of the stake', () => {
    const flows = (terminalStake: number) =>
      operatorReturn({
        capex: [],
        stakeMovements: [{ at: 0, amount: -1000 }],
        netCash: [{ at: 365 * DAY, amount: 100 }],
        terminalStake,
        resale: { at: 365 * DAY, amount: 0 },
        endsAt: 365 * DAY,
      })
    const [whole, slashed] = [flows(1000), flows(950)]
    expect(whole.known && whole.value).toBeCloseTo(0.1, 9)
    expect(slashed.known && slashed.value).toBeCloseTo(0.05, 9)
  })
})

test('the machine of a node that left is sold on that day, and not as the window ends', () => {
  const found = operatorReturn({
    capex: [{ at: 0, amount: -1000 }],
    stakeMovements: [],
    netCash: [],
    terminalStake: 0,
    resale: { at: 182.5 * DAY, amount: 1100 },
    endsAt: 365 * DAY,
  })
  // 1,100 for 1,000 in half a year.
  expect(found.known && found.value).toBeCloseTo(1.1 ** 2 - 1, 9)
})

describe('yields on stake', () => {
  test('the simple rate: 10 on 1,000 in 30 of 365.25 days', () => {
    const apr = stakeApr(known(exact(10)), known(exact(1000 * 30 * DAY)), 30 * DAY)
    expect(apr.known && toDecimal(apr.value, 6)).toBe('0.121750')
  })

  test('six days are not annualised', () => {
    const apr = stakeApr(known(exact(10)), known(exact(1)), 6 * DAY)
    expect(apr.known ? [] : apr.missing[0]?.reason).toBe('WINDOW_TOO_SHORT')
  })

  test('a deposit that doubles the stake is no yield', () => {
    const days = Array.from({ length: 30 }, (_, day) => ({
      income: exact(0),
      stake: exact(day < 15 ? 1000 : 2000),
      supply: exact(1_000_000),
    }))
    const found = supplyShareYield(days, known(exact(1_000_000)))
    expect(found.known && found.value).toBeCloseTo(0, 12)
  })

  test('income at the pace of issuance is a real yield of nothing', () => {
    let supply = 1_000_000
    const days = Array.from({ length: 10 }, () => {
      supply *= 1.001
      return { income: exact(1), stake: exact(1000), supply: fromDecimal(supply.toFixed(9)) }
    })
    const found = supplyShareYield(days, known(exact(1_000_000)))
    expect(found.known && found.value).toBeCloseTo(0, 9)
  })

  test('a thousandth a day on a fixed supply is 1.001³⁶⁵ − 1', () => {
    const days = Array.from({ length: 10 }, () => ({
      income: exact(1),
      stake: exact(1000),
      supply: exact(5),
    }))
    const found = supplyShareYield(days, known(exact(5)))
    expect(found.known && found.value).toBeCloseTo(1.001 ** 365.25 - 1, 9)
  })

  test('on a fixed supply the simple rate and the yield by share of supply differ by compounding alone: 3.7', () => {
    const days = Array.from({ length: 30 }, () => ({
      income: exact(1),
      stake: exact(1000),
      supply: exact(5),
    }))
    const compounded = supplyShareYield(days, known(exact(5)))
    const apr = stakeApr(known(exact(30)), known(exact(1000 * 30 * DAY)), 30 * DAY)
    if (!apr.known || !compounded.known) throw new Error('both have a value')
    expect((1 + toNumber(apr.value) / 365.25) ** 365.25 - 1).toBeCloseTo(compounded.value, 9)
  })

  test('without the supply there is no such yield', () => {
    const days = Array.from({ length: 10 }, () => ({
      income: exact(1),
      stake: exact(1000),
      supply: exact(5),
    }))
    expect(supplyShareYield(days, missing('NOT_OBSERVED', 'supply')).known).toBe(false)
  })
})

describe('coverage and runway', () => {
  const received = (fees: number, refunds: number, emissions: number) => ({
    fees: known(exact(fees)),
    refunds: known(exact(refunds)),
    emissions: known(exact(emissions)),
  })
  const written = (value: Known<Exact>) =>
    value.known ? toDecimal(value.value, 4) : value.missing[0]?.reason

  test('refunds above fees leave no share of emissions, no coverage and no growth', () => {
    // Fees 10, refunded 12, emissions 5: emissions are 5 of an income of 3.
    const over = received(10, 12, 5)
    expect([written(emissionShareOf(over)), written(feeCoverage(over))]).toEqual([
      'NOT_APPLICABLE',
      'NOT_APPLICABLE',
    ])
    const found = runway(over, month, known(month.to + 365 * DAY))
    expect([found.feesPerDay, found.feesPerDayNeeded, found.growthNeeded].map(written)).toEqual([
      '-0.0667',
      '0.1000',
      'NOT_APPLICABLE',
    ])
    // Income below nothing is no whole either.
    expect(written(emissionShareOf(received(10, 20, 5)))).toBe('NOT_APPLICABLE')
    expect(written(share(known(exact(1)), known(exact(-5)), 'gross income'))).toBe('NOT_APPLICABLE')
  })

  test('what was given back covers nothing', () => {
    const part = received(10, 5, 5)
    expect([written(feeCoverage(part)), written(emissionShareOf(part))]).toEqual(['0.5000', '0.5000'])
    expect(written(runway(part, month, known(month.to)).growthNeeded)).toBe('2.0000')
    expect(written(feeCoverage(received(10, 10, 5)))).toBe('0.0000')
  })

  test('a day of a window is a day wherever it begins', () => {
    const later = { from: 900 * DAY, to: 930 * DAY }
    expect(written(runway(received(30, 0, 90), later, known(later.to)).feesPerDay)).toBe('1.0000')
  })

  test('a quarter of income from fees', () => {
    const coverage = feeCoverage(received(25, 0, 75))
    expect(coverage.known && toDecimal(coverage.value, 2)).toBe('0.25')
  })

  test('no income has no coverage', () => {
    const coverage = feeCoverage(received(0, 0, 0))
    expect(coverage.known ? [] : coverage.missing[0]?.reason).toBe('NO_DENOMINATOR')
  })

  test('fees must quadruple in the two years that are left: doubling each year', () => {
    const found = runway(received(30, 0, 90), month, known(month.to + 730.5 * DAY))
    expect(found.feesPerDay.known && toDecimal(found.feesPerDay.value, 2)).toBe('1.00')
    expect(found.feesPerDayNeeded.known && toDecimal(found.feesPerDayNeeded.value, 2)).toBe('4.00')
    expect(found.growthNeeded.known && toDecimal(found.growthNeeded.value, 2)).toBe('4.00')
    expect(found.yearlyGrowthNeeded.known && found.yearlyGrowthNeeded.value).toBeCloseTo(1, 9)
    // Nine times as much: threefold each year.
    const more = runway(received(30, 0, 240), month, known(month.to + 730.5 * DAY)).yearlyGrowthNeeded
    expect(more.known && more.value).toBeCloseTo(2, 9)
  })

  test('an undisclosed schedule leaves what does not need it', () => {
    const found = runway(received(30, 0, 90), month, missing('UNDISCLOSED', 'end of issuance'))
    expect([found.daysLeft.known, found.growthNeeded.known, found.yearlyGrowthNeeded.known]).toEqual([
      false,
      true,
      false,
    ])
  })
})

describe('the shape of revenue', () => {
  test('quantiles as numpy’s, days without, volatility, longest gap', () => {
    const daily = [0, 10, 20, 30, 40].map((each) => known(exact(each)))
    const found = revenueShape(daily, [DAY, 4.5 * DAY], { from: 0, to: 5 * DAY })
    // numpy.percentile([0,10,20,30,40], [5,25,50,75,95]) = 2, 10, 20, 30, 38; std(ddof=1)/mean = 15.8114/20.
    expect(found.known && found.value).toEqual({
      days: 5,
      daysWithoutRevenue: 1,
      p5: 2,
      p25: 10,
      p50: 20,
      p75: 30,
      p95: 38,
      volatility: known(expect.closeTo(0.790569, 6)),
      longestGapSeconds: 3.5 * DAY,
    })
  })

  test('without any payment the gap is the window', () => {
    expect(longestGap([], month)).toBe(30 * DAY)
  })

  test('payments out of order, and those outside the window, make no gap', () => {
    const window = { from: 10 * DAY, to: 20 * DAY }
    expect(
      longestGap(
        [25, 16, 12, 14, 3].map((day) => day * DAY),
        window,
      ),
    ).toBe(4 * DAY)
  })

  test('one day has no volatility, nor have two without revenue; two days have', () => {
    const of = (...daily: readonly number[]) => {
      const shape = revenueShape(
        daily.map((usd) => known(exact(usd))),
        [],
        month,
      )
      return shape.known && shape.value.volatility
    }
    const none = missing('NO_DENOMINATOR', 'two days with revenue')
    expect([of(5), of(0, 0)]).toEqual([none, none])
    expect(of(1, 3)).toEqual(known(Math.SQRT1_2))
  })
})

describe('the borders of what is annualised', () => {
  const reason = (it: Known<unknown>) => (it.known ? 'known' : it.missing[0]?.reason)
  const stake = (seconds: number, value = 1) =>
    reason(stakeApr(known(exact(1)), known(exact(value)), seconds))
  const day = { income: exact(0), stake: exact(1), supply: exact(1) }
  const days = (count: number, last = {}) => [...Array(count - 1).fill(day), { ...day, ...last }]
  const input = (it: Known<unknown>) => (it.known ? 'known' : it.missing[0]?.input)

  test('seven days are enough, and no stake at all has no denominator', () => {
    expect(stake(7 * DAY)).toBe('known')
    expect(stake(7 * DAY - 1)).toBe('WINDOW_TOO_SHORT')
    expect(stake(0, 0)).toBe('NO_DENOMINATOR')
    expect(reason(supplyShareYield(days(7), known(exact(1))))).toBe('known')
    expect(reason(supplyShareYield(days(6), known(exact(1))))).toBe('WINDOW_TOO_SHORT')
  })

  test('a day without stake or supply is named', () => {
    const one = known(exact(1))
    expect(input(supplyShareYield(days(7, { stake: exact(0) }), one))).toMatch(/stake on day 7/)
    expect(input(supplyShareYield(days(7, { supply: exact(0) }), one))).toMatch(/supply on day 7/)
    expect(input(supplyShareYield(days(7), known(exact(0))))).toMatch(/supply on day 1/)
  })
})

test('with as much given back as paid all income is emissions, and fees cover nothing', () => {
  const usd = (amount: number) => known(exact(amount))
  const receipts = { fees: usd(5), refunds: usd(5), emissions: usd(7) }
  const ratio = (value: Known<Exact>) => (value.known ? toNumber(value.value) : null)
  expect([emissionShareOf(receipts), feeCoverage(receipts)].map(ratio)).toEqual([1, 0])
})
