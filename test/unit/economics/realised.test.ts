import { describe, expect, test } from 'vitest'
import { type MachineCosts, straightLine } from '../../../src/economics/cost.ts'
import { exact, fromDecimal, ZERO } from '../../../src/economics/exact.ts'
import { type Known, known, missing } from '../../../src/economics/known.ts'
import type { Entry } from '../../../src/economics/ledger.ts'
import { DAY, MONTH } from '../../../src/economics/period.ts'
import { PriceBook, type Token } from '../../../src/economics/price.ts'
import { nodeCash, nodeCost, onMachineOf } from '../../../src/economics/realised/node-cash.ts'
import {
  type NodeCash,
  type OperatorLife,
  operatorLife,
} from '../../../src/economics/realised/operator-life.ts'
import { groupByOwner } from '../../../src/economics/realised/owners.ts'
import { cohortsOf, paidWithin, realisedPayback } from '../../../src/economics/realised/realised.ts'

const NOW = 400 * DAY
const cost = { capexUsd: 1_000, runningUsdPerSecond: 1 / DAY }

/** A node that was paid so much at noon of each of its days. */
function node(name: string, from: number, to: number | null, perDay: number): NodeCash {
  const days = Array.from({ length: (to ?? 400) - from }, (_, day) => from + day)
  return {
    node: name,
    joinedAt: from * DAY,
    leftAt: to === null ? null : to * DAY,
    receipts: days.map((day) => ({ at: day * DAY + DAY / 2, usd: known(perDay) })),
  }
}
const NO_PRICE = missing<number>('NO_PRICE', 'price of X')

describe('what became of an operator', () => {
  test('it had paid back when net cash first reached the cost of its machine', () => {
    // 11 a day at noon, 1 of costs: 11 n − (n − ½) ≥ 1,000 from the 100th day on.
    const life = operatorLife([node('a', 0, null, 11)], cost, NOW)
    expect(life).toMatchObject({ end: 'paid', after: 99.5 * DAY, netCash: 1_000.5, capexUsd: 1_000 })
  })

  test('leaving before that is another end, and what it had by then is told', () => {
    const life = operatorLife([node('a', 10, 60, 11)], cost, NOW)
    expect(life).toMatchObject({ end: 'left', after: 50 * DAY, netCash: expect.closeTo(500, 9) })
  })

  test('an operator of several nodes leaves with the last of them', () => {
    const life = operatorLife([node('a', 0, 50, 11), node('b', 0, 100, 11)], cost, NOW)
    expect(life).toMatchObject({ end: 'left', after: 100 * DAY, netCash: expect.closeTo(1_500, 9) })
  })

  test('an operator that left after it had paid back had paid back', () => {
    expect(operatorLife([node('a', 0, 200, 11)], cost, NOW).end).toBe('paid')
  })

  test('who is still at it is open, with costs up to now', () => {
    const life = operatorLife([node('a', 0, null, 2)], cost, NOW)
    expect(life).toMatchObject({ end: 'open', after: NOW, netCash: expect.closeTo(400, 9) })
  })

  test('each further node costs as much again, and an operator with one node left is still there', () => {
    const two = [node('a', 0, 50, 11), node('b', 40, null, 11)]
    const life = operatorLife(two, cost, NOW)
    expect(life).toMatchObject({ end: 'paid', capexUsd: 2_000, nodes: ['a', 'b'] })
    // 500 of the first, then 10 a day of the second.
    expect(life.after).toBe(189.5 * DAY)
  })

  test('a receipt of unknown worth ends what is told, and not what was told before', () => {
    const known11 = node('a', 0, null, 11)
    const at = (day: number): NodeCash => ({
      ...known11,
      receipts: [...known11.receipts, { at: day * DAY, usd: NO_PRICE }],
    })
    expect(operatorLife([at(30)], cost, NOW)).toMatchObject({ end: 'unknown', after: 30 * DAY })
    expect(operatorLife([at(150)], cost, NOW).end).toBe('paid')
  })

  test('of one moment joining comes first, then what is received, then leaving', () => {
    const paid = (name: string, at: number, usd: number, joinedAt = 0, leftAt: number | null = null) =>
      ({ node: name, joinedAt, leftAt, receipts: [{ at, usd: known(usd) }] }) satisfies NodeCash
    const free = { capexUsd: 1_000, runningUsdPerSecond: 0 }
    // What comes in the first second does not pay for less than the machine.
    expect(operatorLife([paid('a', 0, 999)], free, NOW)).toMatchObject({ end: 'open', netCash: 999 })
    // To the last cent is paid back, also in the second of leaving.
    expect(operatorLife([paid('a', 5, 1_000, 0, 5)], free, NOW)).toMatchObject({ end: 'paid', after: 5 })
    // A second machine that joins just then is to be paid too.
    const both = [paid('a', 5, 1_000), { node: 'b', joinedAt: 5, leftAt: null, receipts: [] }]
    expect(operatorLife(both, free, NOW)).toMatchObject({ end: 'open', capexUsd: 2_000 })
  })

  test('what cost nothing has paid back with the first that it received', () => {
    const receipts = [0, 1].map((usd) => ({ at: (usd + 1) * DAY, usd: known(usd) }))
    const life = operatorLife(
      [{ node: 'a', joinedAt: 0, leftAt: null, receipts }],
      { capexUsd: 0, runningUsdPerSecond: 0 },
      NOW,
    )
    expect(life).toMatchObject({ end: 'paid', after: 2 * DAY })
  })

  test('who leaves as the time ends is there up to now, and what comes then is later', () => {
    const receipts = [{ at: NOW, usd: known(5_000) }]
    const life = operatorLife([{ node: 'a', joinedAt: 0, leftAt: NOW, receipts }], cost, NOW)
    expect(life).toMatchObject({ end: 'open', after: NOW, netCash: -400 })
  })

  test('nothing later than now is seen', () => {
    expect(operatorLife([node('a', 0, 390, 2)], cost, 100 * DAY)).toMatchObject({
      end: 'open',
      after: 100 * DAY,
    })
  })
})

describe('the incidence over operators', () => {
  const life = (end: OperatorLife['end'], months: number, joined = 0): OperatorLife => ({
    nodes: ['n'],
    joinedAt: joined,
    end,
    after: months * MONTH,
    netCash: 0,
    capexUsd: 1,
  })

  test('counts leaving as another end and those still at it as seen up to now: by hand', () => {
    // At 2: 1 of 5 leaves. At 3: one is censored. At 4: 1 of 3 pays: 0.8 ÷ 3. At 6: 1 of 2 pays: 0.8 · ⅔ ÷ 2.
    const lives = [life('left', 2), life('open', 3), life('paid', 4), life('paid', 6), life('open', 9)]
    const found = realisedPayback(lives)
    expect(found).toMatchObject({ operators: 5, nodes: 5, paid: 2, left: 1, open: 2, unknown: 0 })
    expect(found.steps.map(({ months, paid, left }) => [months, paid.toFixed(6), left.toFixed(6)])).toEqual([
      [2, '0.000000', '0.200000'],
      [4, '0.266667', '0.200000'],
      [6, '0.533333', '0.200000'],
    ])
  })

  test('one minus a Kaplan–Meier curve would have said that everybody pays back', () => {
    const lives = [...Array.from({ length: 9 }, () => life('left', 1)), life('paid', 2)]
    expect(realisedPayback(lives).steps.at(-1)?.paid).toBeCloseTo(0.1, 9)
    expect(paidWithin(lives, 12)).toEqual({ known: true, value: expect.closeTo(0.1, 9) })
  })

  test('within so many months has no value until one was watched for so long', () => {
    expect(paidWithin([life('paid', 4), life('open', 11)], 12)).toMatchObject({
      known: false,
      missing: [{ reason: 'NOT_OBSERVED' }],
    })
    expect(paidWithin([life('paid', 4), life('open', 13)], 12)).toEqual(known(0.5))
    // Just so long is long enough, and what was paid back on the last day of it is in it.
    expect(paidWithin([life('paid', 12), life('open', 12)], 12)).toEqual(known(0.5))
    expect(paidWithin([], 12).known).toBe(false)
  })

  test('cohorts are the months of joining', () => {
    const lives = [life('open', 1), life('open', 1, 40 * DAY)]
    expect([...cohortsOf(lives).keys()]).toEqual(['1970-01', '1970-02'])
  })
})

test('a machine costs its price, and each second its power, its place and the gas of a day', () => {
  const usd = (amount: string) => known(fromDecimal(amount))
  const machine: MachineCosts = {
    kind: 'machine',
    hardware: 'X',
    confidentialMode: null,
    capexUsd: usd('5000'),
    boughtAt: 0,
    depreciation: straightLine(exact(3), ZERO),
    watts: usd('1000'),
    idleFraction: ZERO,
    utilisation: usd('1'),
    usdPerKwh: usd('0.5'),
    pue: exact(2),
    hostingUsdPerMonth: usd('60.875'),
  }
  // A day: 24 kWh twice over at 0.5, a 30.4375th of the hosting, and the gas.
  const gas = { usdPerDay: exact(7), usdPerClaim: ZERO }
  expect(nodeCost(machine, gas)).toEqual(
    known({ capexUsd: 5000, runningUsdPerSecond: expect.closeTo((24 + 2 + 7) / DAY, 12) }),
  )
  expect(nodeCost(machine, null)).toMatchObject({ known: false, missing: [{ reason: 'NOT_OBSERVED' }] })
})

test('nodes with an account in common are one operator’s, also over a third; an exchange links nobody', () => {
  const of = (name: string, ...accounts: string[]) => ({ name, accounts: new Set(accounts) })
  const nodes = [of('a', '1'), of('b', '2', '9'), of('c', '1', '2'), of('d', '9'), of('e', '9'), of('f')]
  const names = groupByOwner(nodes, new Set(['9'])).map((group) => group.map(({ name }) => name))
  expect(names).toEqual([['a', 'b', 'c'], ['d'], ['e'], ['f']])
})

describe('what an operator keeps of its receipts', () => {
  const token = { symbol: 'X', decimals: 0, priceSeries: 'X' } as Token
  const entry = (kind: Entry['kind'], related: string | null = null) =>
    ({ kind, at: DAY, node: 'a', token, amount: 100n, related }) as Entry
  const prices = new PriceBook([{ series: 'X', venue: 'one', at: DAY, price: fromDecimal('2') }], 'test')
  const life = { node: 'a', joinedAt: 0, leftAt: null, blocked: undefined }
  const terms = {
    prices,
    delegatorsPart: (): Known<ReturnType<typeof exact>> => known(exact(1, 4)),
    usdPerClaim: exact(3),
    withoutRelated: false,
  }
  const entries = [
    entry('fee'),
    entry('fee', 'operator'),
    entry('refund'),
    entry('emission'),
    entry('payout'),
  ]

  test('less the delegators’ part, refunds, and gas for each paid request', () => {
    const { receipts } = nodeCash({ ...life, entries }, terms)
    expect(receipts.map(({ usd }) => usd.known && usd.value)).toEqual([147, 147, -150, 150])
  })

  test('for each of the requests that a sum stands for', () => {
    const sum = { count: 10, first: { at: 0, block: 0, position: 0 }, usd: null, oldest: 0 }
    const { receipts } = nodeCash({ ...life, entries: [{ ...entry('fee'), sum }] }, terms)
    expect(receipts.map(({ usd }) => usd)).toEqual([known(150 - 30)])
  })

  test('without what related payers paid', () => {
    const { receipts } = nodeCash({ ...life, entries }, { ...terms, withoutRelated: true, usdPerClaim: ZERO })
    expect(receipts.map(({ usd }) => usd.known && usd.value)).toEqual([150, -150, 150])
  })

  test('on a machine that was bought later, of what came from then on', () => {
    const all = [0.5, 1, 1.5].map((day) => ({ ...entry('fee'), at: day * DAY }))
    const bought = (day: number) => onMachineOf({ ...life, joinedAt: 0.75 * DAY, entries: all }, day * DAY)
    expect(bought(1)).toEqual({ ...life, joinedAt: DAY, entries: all.slice(1) })
    // What it had before it joined is its own, as ever.
    expect(bought(0.75)).toEqual({ ...life, joinedAt: 0.75 * DAY, entries: all })
    expect(bought(Number.NEGATIVE_INFINITY)).toEqual(bought(0))
    expect(bought(0.8)).toMatchObject({ joinedAt: 0.8 * DAY, entries: all.slice(1) })
  })

  test('and nothing is told of a node whose fees cannot be attributed', () => {
    const blocked = missing('NOT_ATTRIBUTABLE', 'fees')
    const cash = nodeCash({ ...life, entries, blocked }, terms)
    expect(operatorLife([cash], cost, NOW)).toMatchObject({ end: 'unknown', after: 0 })
  })
})
