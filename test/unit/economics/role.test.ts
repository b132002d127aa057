import { describe, expect, test } from 'vitest'
import { type MachineCosts, straightLine } from '../../../src/economics/cost.ts'
import { exact, fromDecimal, ZERO } from '../../../src/economics/exact.ts'
import { known, missing } from '../../../src/economics/known.ts'
import type { Entry } from '../../../src/economics/ledger.ts'
import { DAY } from '../../../src/economics/period.ts'
import { presenceOf } from '../../../src/economics/presence.ts'
import { PriceBook, type Token } from '../../../src/economics/price.ts'
import type { ReferenceRow } from '../../../src/economics/reference-rows.ts'
import { machineDays } from '../../../src/economics/role/card-hours.ts'
import {
  dayMeans,
  daysBelow,
  meanOfNodeDays,
  nodeMeans,
  nodesAbove,
  roleDays,
  spreadOf,
  withOneMore,
  worstDays,
} from '../../../src/economics/role/role-days.ts'
import { keptByNode, revenueByNode, topPayer, withoutPayer } from '../../../src/economics/role/role-money.ts'
import { roleMoney } from '../../../src/economics/role/role-question.ts'
import { type Peer, sampleOf } from '../../../src/economics/sample.ts'

const NONE = Number.NaN
const days = (count: number) => Array.from({ length: count }, (_, day) => day * DAY)

test('one more node on every day takes a share of each day by how many were there', () => {
  const nan = Number.NaN
  const series = [Float64Array.of(12, 12, nan), Float64Array.of(6, nan, nan)]
  expect(withOneMore(series)).toEqual([Float64Array.of(8, 6, nan), Float64Array.of(4, nan, nan)])
  expect(meanOfNodeDays(series)).toBe(10)
  expect(meanOfNodeDays([Float64Array.of(nan)])).toBeUndefined()
})

describe('over nodes and days', () => {
  const series = [
    Float64Array.of(10, 20, 30, 40),
    Float64Array.of(NONE, NONE, 0, 2),
    Float64Array.of(NONE, NONE, NONE, NONE),
  ]

  test('quantiles are over the nodes that were there, where they are enough to tell a spread', () => {
    const more = [50, 60, 70].map((value) => Float64Array.of(NONE, value, value, NONE))
    const found = roleDays(days(4), [...series, ...more])
    expect(found.map(({ nodes, spread }) => [nodes, spread?.p50 ?? null])).toEqual([
      [1, null],
      [4, null],
      [5, 50],
      [2, null],
    ])
    expect(nodeMeans(series)).toEqual([25, 1])
    expect(dayMeans(days(4), series)).toEqual([10, 20, 15, 21])
    expect(dayMeans(days(1), [])).toEqual([Number.NaN])
    expect(spreadOf([])).toBeNull()
  })

  test('days below what they cost are counted for each node', () => {
    expect(daysBelow(series, Float64Array.of(15, 15, 15, 2))).toEqual({ below: 2, nodeDays: 6 })
  })

  test('a node is above when all of its days together are', () => {
    expect(nodesAbove(series, Float64Array.of(15, 15, 15, 15))).toEqual({ above: 1, nodes: 2 })
    // Just as much as renting is not more.
    expect(nodesAbove(series, Float64Array.of(25, 25, 25, 25))).toEqual({ above: 0, nodes: 2 })
  })

  test('the worst stretch is that of the least for each node-day, and needs a node on every day', () => {
    expect(worstDays(days(4), series, 2)).toEqual({ from: 0, days: 2, perNodeDay: 15 })
    // (30 + 40 + 0 + 2) ÷ 4 = 18 and (20 + 30 + 0) ÷ 3.
    expect(
      worstDays(
        days(4).slice(1),
        series.map((daily) => daily.subarray(1)),
        2,
      ),
    ).toEqual({
      from: DAY,
      days: 2,
      perNodeDay: 50 / 3,
    })
    expect(worstDays(days(4), series, 5)).toBeNull()
    // Of equal stretches the first; one that is as long as all days is one.
    expect(worstDays(days(3), [Float64Array.of(7, 7, 7)], 1)?.from).toBe(0)
    expect(worstDays(days(3), [Float64Array.of(7, 7, 7)], 3)?.from).toBe(0)
    expect(worstDays(days(4), series.slice(2), 2)).toBeNull()
  })
})

describe('a role’s money', () => {
  const token = { symbol: 'X', decimals: 0, priceSeries: 'X' } as Token
  const prices = new PriceBook(
    [0, 1, 2].map((day) => ({ series: 'X', venue: 'one', at: day * DAY, price: fromDecimal('1') })),
    'test',
  )
  const entry = (kind: Entry['kind'], node: string, day: number, amount: bigint, payer = 'p'): Entry =>
    ({
      kind,
      node,
      at: day * DAY + 60,
      token,
      amount,
      related: null,
      from: kind === 'fee' ? payer : null,
      to: kind === 'refund' ? payer : null,
    }) as Entry
  const peer = (node: string, joined: number): Peer => ({
    node,
    accounts: new Set([node]),
    joinedAt: joined * DAY,
    leftAt: null,
  })
  const peers = [peer('a', 0), peer('b', 1)]
  const sample = sampleOf(peers, { from: 0, to: 3 * DAY }, known(null), 'none', known(true))
  const entries = [
    entry('fee', 'a', 0, 100n, 'big'),
    entry('refund', 'a', 1, 40n, 'big'),
    entry('fee', 'a', 1, 10n),
    entry('emission', 'b', 2, 7n),
  ]
  const facts = { sample, peers, days: days(3), entries, prices }

  test('is fees less refunds, and emissions, of each node by day', () => {
    expect(revenueByNode(facts)).toEqual(known([Float64Array.of(100, -30, 0), Float64Array.of(NONE, 0, 7)]))
  })

  test('without the largest payer is without what it got back too', () => {
    expect(topPayer(facts)).toBe('big')
    expect(revenueByNode(withoutPayer(facts, 'big'))).toEqual(
      known([Float64Array.of(0, 10, 0), Float64Array.of(NONE, 0, 7)]),
    )
    expect(topPayer({ ...facts, entries: [] })).toBeNull()
    const third = entry('fee', 'a', 0, 300n, 'biggest')
    expect(topPayer({ ...facts, entries: [...entries, third] })).toBe('biggest')
    const other = entry('refund', 'a', 2, 3n, 'p')
    expect(revenueByNode(withoutPayer({ ...facts, entries: [...entries, other] }, 'big'))).toEqual(
      known([Float64Array.of(0, 10, -3), Float64Array.of(NONE, 0, 7)]),
    )
  })

  test('is kept after gas for each paid request', () => {
    expect(keptByNode(facts, known(ZERO), exact(1))).toEqual(
      known([Float64Array.of(99, -31, 0), Float64Array.of(NONE, 0, 7)]),
    )
  })

  test('is of the nodes that were there on a whole day', () => {
    const brief = { ...peer('c', 1), leftAt: 2 * DAY - 1 }
    const more = sampleOf([...peers, brief], { from: 0, to: 3 * DAY }, known(null), 'none', known(true))
    const found = revenueByNode({ ...facts, sample: more })
    expect(found.known && found.value).toHaveLength(2)
  })

  test('is worked out of plain data too; what operators kept is where it is asked', () => {
    const asked = {
      peers,
      window: { from: 0, to: 3 * DAY },
      entries,
      presences: new Map(),
      prices,
      payer: 'big',
      kept: null,
    }
    expect(roleMoney(asked)).toMatchObject({
      revenue: revenueByNode(facts),
      unpaid: revenueByNode(withoutPayer(facts, 'big')),
      kept: null,
      events: 4,
    })
    expect(roleMoney({ ...asked, payer: null }).unpaid).toEqual(revenueByNode(facts))
    const terms = { commission: known(ZERO), usdPerClaim: exact(1) }
    expect(roleMoney({ ...asked, kept: terms }).kept).toEqual(keptByNode(facts, known(ZERO), exact(1)))
  })

  test('has what was paid to a node that had left, on the days of its period on which it was there', () => {
    const nodes = [peer('a', 0), { ...peer('c', 0), leftAt: 2 * DAY }]
    const late: Entry = { ...entry('emission', 'c', 2, 8n), since: 0 }
    const asked = {
      peers: nodes,
      window: { from: 0, to: 3 * DAY },
      // A fee that came after it had left, and what an unknown node was paid, are of none of its days.
      entries: [late, entry('fee', 'c', 2, 50n), { ...late, node: 'x' }],
      presences: new Map([['c', presenceOf(DAY / 2, [{ from: 2 * DAY, to: Number.POSITIVE_INFINITY }])]]),
      prices,
      payer: null,
      kept: { commission: known(ZERO), usdPerClaim: exact(1) },
    }
    const found = roleMoney(asked)
    // A day and a half, of which the first half is before noon of its joining: 8 over 1.5 days.
    const expected = known([Float64Array.of(0, 0, 0), Float64Array.of(8 / 3, 16 / 3, NONE)])
    expect(found.revenue).toEqual(expected)
    expect(found.kept).toEqual(expected)
    expect(found.events).toBe(1)
  })

  test('has no value where one receipt has none', () => {
    const later = { ...facts, prices: new PriceBook([], 'none') }
    expect(revenueByNode(later).known).toBe(false)
  })
})

describe('what a machine costs and would bring on a day', () => {
  const usd = (text: string) => known(fromDecimal(text))
  const machine: MachineCosts = {
    kind: 'machine',
    hardware: 'CARD',
    confidentialMode: true,
    capexUsd: usd('3652.5'),
    boughtAt: 0,
    depreciation: straightLine(exact(1), ZERO),
    watts: usd('1000'),
    idleFraction: exact(0),
    utilisation: usd('1'),
    usdPerKwh: usd('0.10'),
    pue: exact(1),
    hostingUsdPerMonth: usd('30.4375'),
  }
  const row = (subject: string, quantity: string, mid: string, as_of: string): ReferenceRow => ({
    id: `${subject}/${quantity}/${as_of}`,
    subject,
    quantity,
    low: null,
    mid,
    high: null,
    unit: 'x',
    source: 'test',
    as_of,
    confidence: 'D',
    shelf_life_days: 90,
  })
  const catalogue = {
    values: [
      row('CARD', 'rent', '2', '2026-01-01'),
      row('CARD', 'rent', '1', '2026-03-01'),
      row('rental-market', 'utilisation', '0.5', '2026-02-01'),
      row('rental-market', 'marketplace-fee', '0.2', '2026-02-01'),
    ],
  }
  const on = (day: string) => {
    const found = machineDays(machine, [Date.parse(day) / 1000], ZERO, catalogue)
    return found.known ? found.value[0] : undefined
  }

  test('is power, hosting and loss of value', () => {
    const found = machineDays(machine, [0, 400 * DAY], ZERO, catalogue)
    // 24 kWh at 0.10; 1 of hosting; 3,652.50 over 365.25 days, and nothing once it is written off.
    expect(found).toMatchObject({
      known: true,
      value: [
        { running: expect.closeTo(3.4, 9), depreciation: 10, powerAndDepreciation: expect.closeTo(12.4, 9) },
        { depreciation: 0 },
      ],
    })
  })

  test('has the gas of a day in its running cost, and no rent where nobody lets it', () => {
    const gas = machineDays(machine, [0], exact(5), catalogue)
    expect(gas.known && gas.value[0]?.running).toBeCloseTo(8.4, 9)
    const unlet = machineDays(machine, [0], ZERO, { values: catalogue.values.slice(2) })
    expect(unlet.known && unlet.value[0]?.rent).toBeNull()
  })

  test('rents at the price that was in print by then, and not at a later one', () => {
    expect(on('2026-02-28')?.rent).toMatchObject({
      gross: expect.closeTo(2 * 24 * 0.5 * 0.8, 9),
      asOf: '2026-01-01',
    })
    expect(on('2026-03-01')?.rent).toMatchObject({ gross: expect.closeTo(9.6, 9), asOf: '2026-03-01' })
    // Half of the power, and hosting.
    expect(on('2026-03-01')?.rent?.net).toBeCloseTo(9.6 - 1.2 - 1, 9)
    expect(on('2025-12-01')?.rent?.asOf).toBe('2026-01-01')
  })

  test('has no value where a part has none', () => {
    const unknown = { ...machine, watts: missing<never>('COST_UNKNOWN', 'watts') }
    expect(machineDays(unknown, [0], ZERO, catalogue).known).toBe(false)
  })
})
