import { describe, expect, test } from 'vitest'
import { fromDecimal } from '../../../src/economics/exact.ts'
import { known } from '../../../src/economics/known.ts'
import type { Entry } from '../../../src/economics/ledger.ts'
import { type Assumptions, SIMULATION } from '../../../src/economics/payback/assumptions.ts'
import { backtestCoverage } from '../../../src/economics/payback/backtest.ts'
import { toDistribution, toExitAt } from '../../../src/economics/payback/distribution.ts'
import { nodeSpread } from '../../../src/economics/payback/node-spread.ts'
import { Random } from '../../../src/economics/payback/random.ts'
import { sampledNodes } from '../../../src/economics/payback/sampled-nodes.ts'
import { sensitivities } from '../../../src/economics/payback/sensitivity.ts'
import { poolOf, shrinkToPool } from '../../../src/economics/payback/shrink.ts'
import { simulate } from '../../../src/economics/payback/simulate.ts'
import { priceModel } from '../../../src/economics/payback/token.ts'
import { DAY } from '../../../src/economics/period.ts'
import { PriceBook, type Token } from '../../../src/economics/price.ts'
import { type Peer, sampleOf } from '../../../src/economics/sample.ts'
import { deviation } from '../../../src/economics/statistics.ts'
import { CERTAIN } from '../../support/certain-payback.ts'
import { typicalAssumptions } from '../../support/typical-assumptions.ts'

const DAYS = 60
const fast = { ...SIMULATION, paths: 200 }
const certain: Assumptions = {
  ...CERTAIN,
  capexUsd: 36_525,
  price: { ...CERTAIN.price, logDrift: null },
  resale: typicalAssumptions().resale,
}

/** The assumptions of a sample whose nodes earned so much by day; NaN: not there. */
function sampled(series: readonly Float64Array[]): Assumptions {
  const none = shrinkToPool(
    series.map((daily) => new Float64Array(daily.length)),
    7,
  )
  const nodes = shrinkToPool(series, 7).map((fees, index) => {
    const emissions = none[index] ?? fees
    return { node: `0x${index}`, days: DAYS, left: false, fees, emissions }
  })
  return { ...certain, dailyFees: poolOf(series), nodes }
}
const steady = (value: number, from = 0, to = DAYS) =>
  Float64Array.from({ length: DAYS }, (_, day) => (day >= from && day < to ? value : Number.NaN))

describe('a path draws a node', () => {
  const ten = sampled(Array.from({ length: 10 }, (_, index) => steady(index === 0 ? 1_000 : 0)))

  test('ten nodes, one earns 1,000 a day and nine nothing: nine of ten never pay back', () => {
    const paths = simulate(ten, fast)
    const found = toDistribution(paths.cash, 60)
    expect(found.never).toBeCloseTo(0.9, 9)
    expect(found.p50.known).toBe(false)
    // 36,525 ÷ 1,000 = 36.5 days.
    expect(found.p5).toMatchObject({ known: true, value: expect.closeTo(1.2, 1) })
    expect(nodeSpread(ten.nodes ?? [], paths)).toEqual({ nodes: 10, left: 0, machine: 1, cash: 1 })
  })

  test('the mean of them would have said that everybody pays back', () => {
    const { nodes: _, ...mean } = ten
    expect(toDistribution(simulate(mean, fast).cash, 60).never).toBe(0)
  })

  test('each node is drawn as often as any other, and the same seed draws the same', () => {
    const paths = simulate(ten, fast)
    const counts = Map.groupBy(paths.node, (node) => node)
    expect([...counts.values()].map((drawn) => drawn.length)).toEqual(Array(10).fill(20))
    expect(simulate(ten, fast)).toEqual(paths)
    expect(simulate(ten, { ...fast, seed: 2 }).node).not.toEqual(paths.node)
  })

  test('which node it is moves most where nodes differ most', () => {
    expect(sensitivities(ten, fast)[0]?.driver).toBe('which node')
    const { nodes: _, ...mean } = ten
    expect(sensitivities(mean, fast).map(({ driver }) => driver)).not.toContain('which node')
  })
})

describe('short histories', () => {
  const random = new Random(11)
  const noisy = (level: number, from = 0, to = DAYS) =>
    Float64Array.from({ length: DAYS }, (_, day) =>
      day >= from && day < to ? level * (1 + 0.5 * random.normal()) : Number.NaN,
    )

  test('count for as much as their days tell', () => {
    const levels = [60, 80, 100, 120, 140, 70, 130, 90, 110, 100]
    const nodes = shrinkToPool([...levels.map((level) => noisy(level)), noisy(400, 50, 53)], 7)
    const [short, long] = [nodes.at(-1), nodes[2]]
    expect(long?.weight).toBeGreaterThan(0.8)
    expect(short?.weight).toBeLessThan(long?.weight ?? 0)
    // Four times the mean over three days is no node of four times the mean.
    expect(short?.level).toBeLessThan(3.5)
    expect(short?.levelError).toBeGreaterThan(long?.levelError ?? 1)
  })

  test('alike nodes with noisy days are one pool', () => {
    const nodes = shrinkToPool(
      Array.from({ length: 20 }, () => noisy(100)),
      7,
    )
    for (const { weight } of nodes) expect(weight).toBeLessThan(0.6)
  })

  test('days on which a node was not there are those of all at its level', () => {
    // Market days: twice as much from day 30 on, for everybody; the second node, of half as much, left before.
    const market = Float64Array.from({ length: DAYS }, (_, day) => (day < 30 ? 100 : 200))
    const gone = Float64Array.from({ length: DAYS }, (_, day) => (day < 30 ? 50 : Number.NaN))
    const [, shrunk] = shrinkToPool([market, gone, market, gone], 7)
    const { weight = 0, level, daily } = shrunk ?? {}
    expect(weight).toBeGreaterThan(0.9)
    expect(level).toBeCloseTo(weight * (50 / 75) + 1 - weight, 9)
    expect(daily?.[0]).toBeCloseTo(weight * 50 + (1 - weight) * 75, 9)
    expect(daily?.[40]).toBeCloseTo(200 * (weight * (50 / 75) + 1 - weight), 9)
  })

  test('days of which nothing is seen of anybody are no days of nothing', () => {
    const unseen = (value: number) => steady(value, 0, 50)
    const [first] = shrinkToPool([unseen(10), unseen(30)], 7)
    expect(first?.daily).toEqual(new Float64Array(50).fill(10))
  })

  test('nodes of which nobody earned anything stay at nothing', () => {
    for (const node of shrinkToPool([steady(0), steady(0)], 7))
      expect([node.weight, node.daily[5], node.levelError]).toEqual([0, 0, 0])
  })
})

describe('the backtest of a sample', () => {
  const world = new Random(5)
  const levels = Array.from({ length: 12 }, () => 100 * Math.exp(0.6 * world.normal()))
  const series = levels.map((level, index) =>
    Float64Array.from({ length: 210 }, (_, day) =>
      day < (index % 3) * 40 ? Number.NaN : level * (1 + 0.3 * world.normal()),
    ),
  )

  test('looks at every node that was there all through a window', () => {
    const found = backtestCoverage(series)
    if (!found.known) throw new Error('210 days are enough')
    // Five windows after 60 days; four nodes join on day 40 and four on day 80, in the first window.
    expect([found.value.forecasts, found.value.outcomes]).toEqual([5, 8 + 4 * 12])
    expect(found.value.coverage).toBeGreaterThan(0.8)
  })
})

describe('machine, stake and leaving', () => {
  const staked: Assumptions = { ...certain, dailyFees: new Float64Array(DAYS).fill(60), stakeTokens: 36_525 }

  test('the machine alone is paid back before machine and stake', () => {
    const paths = simulate(staked, { ...fast, paths: 10 })
    // 60 a day: 1,826.25 a month; 36,525 are 20 months, both are 40.
    expect(paths.machine[0]).toBeCloseTo(20, 6)
    expect(paths.cash[0]).toBeCloseTo(40, 6)
  })

  test('leaving is told at set months: a passing moment of a high price is not an income', () => {
    // 300 of costs and 30 of fees a month, 100,000 tokens whose price walks: money.md, M 2.
    const given: Assumptions = {
      ...certain,
      capexUsd: 0,
      stakeTokens: 100_000,
      dailyFees: new Float64Array(DAYS).fill(30 / 30.4375),
      otherUsdPerMonth: 300,
      price: { ...certain.price, startUsd: 0.25, sigma: 0.985 },
    }
    const paths = simulate(given, { ...fast, paths: 2_000, horizonMonths: 12 })
    const first = toDistribution(paths.exit, 12).within12
    const at = paths.exitAt.find(({ month }) => month === 12)
    const { covers, p5, p95 } = toExitAt(12, at?.gain ?? new Float64Array(1))
    expect(first).toBeGreaterThan(0.6)
    expect(covers).toBeLessThan(0.33)
    expect(covers).toBeGreaterThan(0.2)
    expect(p5).toBeLessThan(0)
    expect(p95).toBeGreaterThan(0)
  })
})

describe('a stake that stays locked after leaving', () => {
  const staked: Assumptions = {
    ...certain,
    capexUsd: 0,
    dailyFees: new Float64Array(DAYS),
    stakeTokens: 1_000,
  }
  const at12 = (given: Assumptions, paths = 1) =>
    simulate(given, { ...fast, paths, horizonMonths: 12 }).exitAt.find(({ month }) => month === 12)?.gain ??
    new Float64Array(1)

  test('is discounted until it is free', () => {
    const [gain] = at12({ ...staked, yearlyDiscount: 0.1, unlockMonths: 6 })
    expect(gain).toBeCloseTo(1_000 * 1.1 ** -1.5 - 1_000, 6)
  })

  test('carries its price risk until then', () => {
    const price = { ...certain.price, sigma: 0.8 }
    const spread = (unlockMonths: number) => {
      const logs = at12({ ...staked, price, unlockMonths }, 2_000).map((gain) => Math.log(gain / 1_000 + 1))
      return deviation(logs)
    }
    expect(spread(0)).toBeCloseTo(0.8, 1)
    expect(spread(12)).toBeCloseTo(0.8 * Math.SQRT2, 1)
  })
})

describe('a machine that was bought before', () => {
  const owned: Assumptions = { ...certain, dailyFees: new Float64Array(DAYS).fill(60) }
  const once = { ...fast, paths: 1 }

  test('has earned what it has, and is worth what one of its age is', () => {
    const now = simulate(owned, once)
    // 1,826.25 a month: 36,525 are 20 months, of which 5 are earned already.
    // A machine of twelve months: the same curve, from its twelfth month on.
    const later = simulate({ ...owned, pastCashUsd: 5 * 1_826.25, resale: owned.resale.slice(12) }, once)
    expect([now.machine[0], later.machine[0]]).toEqual([expect.closeTo(20, 6), expect.closeTo(15, 6)])
    const resale = (months: number) => 36_525 * (1 - (0.75 * months) / 36)
    const gain = (paths: typeof now) => paths.exitAt.find(({ month }) => month === 12)?.gain[0] ?? Number.NaN
    expect(gain(later) - gain(now)).toBeCloseTo(5 * 1_826.25 + resale(24) - resale(12), 6)
  })

  test('that has earned itself back already is paid back now', () => {
    const paths = simulate({ ...owned, pastCashUsd: 40_000 }, once)
    expect([paths.machine[0], paths.cash[0]]).toEqual([0, 0])
  })
})

test('one more node beside four leaves each four fifths of its income and gas, and all of its costs', () => {
  const given = {
    ...certain,
    dailyFees: new Float64Array(DAYS).fill(60),
    powerUsdPerMonth: 100,
    gasUsdPerMonth: 50,
  }
  const gain = (entryShare: number | undefined) =>
    simulate({ ...given, entryShare }, { ...fast, paths: 1 }).exitAt.find(({ month }) => month === 12)
      ?.gain[0] ?? 0
  // A fifth of twelve months of 1,826.25 less 50.
  expect(gain(undefined) - gain(0.8)).toBeCloseTo(0.2 * 12 * 1_776.25, 6)
  expect(gain(undefined)).toBe(gain(1))
  const worth = (entryShare: number) =>
    sensitivities({ ...given, entryShare }, { ...fast, horizonMonths: 12 })[0]?.low ?? 0
  expect(worth(0.8)).toBeLessThan(worth(1))
})

describe('growth of the number of nodes', () => {
  test('thins fees, gas and emissions alike, and not the costs that run anyway', () => {
    const given: Assumptions = {
      ...certain,
      dailyFees: new Float64Array(DAYS).fill(60),
      nodeGrowth: { low: 1, mode: 1, high: 1 },
    }
    const one = { ...fast, paths: 1, horizonMonths: 12 }
    const gain = (change: Partial<Assumptions>) =>
      simulate({ ...given, ...change }, one).exitAt.find(({ month }) => month === 12)?.gain[0] ?? Number.NaN
    const still = { nodeGrowth: { low: 0, mode: 0, high: 0 } }
    // Σ 2^(−m ÷ 12) over 12 months.
    const share = Array.from({ length: 12 }, (_, month) => 2 ** (-(month + 1) / 12)).reduce((a, b) => a + b)
    const nothing = { dailyFees: new Float64Array(DAYS) }
    const parts: readonly [Partial<Assumptions>, number][] = [
      [{}, 60 * 30.4375],
      [{ ...nothing, emissionTokensPerDay: 60 }, 60 * 30.4375],
      [{ ...nothing, gasUsdPerMonth: 100 }, -100],
    ]
    for (const [change, monthly] of parts) {
      const empty = gain(nothing)
      expect(gain({ ...change, ...still }) - empty).toBeCloseTo(12 * monthly, 6)
      expect(gain(change) - empty).toBeCloseTo(share * monthly, 6)
    }
    expect(gain({ otherUsdPerMonth: 100 }) - gain({})).toBeCloseTo(-1_200, 6)
  })
})

describe('a stablecoin', () => {
  const from = Date.UTC(2026, 0, 1) / 1000
  const window = { from, to: from + 90 * DAY }
  const random = new Random(2)
  const points = Array.from({ length: 90 }, (_, day) => ({
    series: 'USD coin',
    venue: 'one',
    at: from + day * DAY,
    price: fromDecimal((1 + 0.02 * random.normal()).toFixed(6)),
  }))
  const token: Token = {
    chain: 1,
    address: '0x01',
    symbol: 'USDX',
    decimals: 6,
    class: 'mainnet',
    priceSeries: 'USD coin',
  }

  test('is no random walk: the noise around the dollar does not add up', () => {
    const prices = new PriceBook(points, 'test')
    const pricedIn = { currency: 'USD', ground: 'stablecoin', source: 'test' } as const
    const stable = priceModel({ ...token, pricedIn }, { prices, window })
    expect(stable).toMatchObject({ known: true, value: { sigma: 0, jumpsPerYear: 0 } })
    expect(stable.known && stable.value.startUsd).toBeCloseTo(1, 1)
    const walk = priceModel(token, { prices, window })
    expect(walk.known && walk.value.sigma).toBeGreaterThan(0.2)
  })
})

describe('the nodes of a sample', () => {
  const from = Date.UTC(2026, 0, 1) / 1000
  const window = { from, to: from + DAYS * DAY }
  const token = { symbol: 'USDX' } as Token
  const peer = (node: string, joined: number, left: number | null): Peer => ({
    node,
    accounts: new Set(),
    joinedAt: from + joined * DAY,
    leftAt: left === null ? null : from + left * DAY,
  })
  const entry = (node: string, day: number): Entry =>
    ({ kind: 'fee', node, at: from + day * DAY + 3600, token }) as Entry
  const calendar = Array.from({ length: DAYS }, (_, day) => from + day * DAY)

  test('are all that were there, those that left as well, by their own days', () => {
    const peers = [peer('0xa', 0, null), peer('0xb', 10, 20), peer('0xc', 0, 0)]
    const sample = sampleOf(peers, window, known(null), 'none', known(true))
    const fees = calendar.flatMap((_, day) => [[entry('0xa', day), known(10)] as const])
    const found = sampledNodes(sample, calendar, { fees, emissions: [] }, 7)
    expect(found).toMatchObject({
      known: true,
      value: [
        { node: '0xa', days: DAYS, left: false },
        { node: '0xb', days: 10, left: true, fees: { level: expect.closeTo(0, 1) } },
      ],
    })
  })

  test('of which one worth is not known have no value', () => {
    const sample = sampleOf([peer('0xa', 0, null)], window, known(null), 'none', known(true))
    const gap = { known: false, missing: [{ reason: 'NO_PRICE', input: 'price of USDX' }] } as const
    expect(sampledNodes(sample, calendar, { fees: [[entry('0xa', 1), gap]], emissions: [] }, 7)).toEqual(gap)
  })
})
