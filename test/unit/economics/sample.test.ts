import { describe, expect, test } from 'vitest'
import { exact, toNumber } from '../../../src/economics/exact.ts'
import { known } from '../../../src/economics/known.ts'
import type { Entry } from '../../../src/economics/ledger.ts'
import { DAY } from '../../../src/economics/period.ts'
import { caveatsOf, LEAST_NODES, type Peer, sampleOf, tooFewNodes } from '../../../src/economics/sample.ts'

describe('how few nodes are too few', () => {
  // 95 % points of Student's t by degrees of freedom, as tables have them.
  const T95 = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86]

  test('the least number is the first whose range for one more is less than half again as wide', () => {
    const wider = T95.map((t, index) => (t * Math.sqrt(1 + 1 / (index + 2))) / 1.645)
    expect(wider.findIndex((factor) => factor < 1.5) + 2).toBe(LEAST_NODES)
    expect(wider.slice(0, 4).map((factor) => factor.toFixed(2))).toEqual(['4.70', '2.05', '1.60', '1.42'])
  })

  test('one fewer has no answer, and says how many there are', () => {
    expect(tooFewNodes(LEAST_NODES)).toBeUndefined()
    expect(tooFewNodes(LEAST_NODES - 1)).toEqual({
      known: false,
      missing: [
        { reason: 'INSUFFICIENT_DATA', input: '5 nodes of the role for a spread between nodes; there are 4' },
      ],
    })
  })
})

test('five nodes of one operator are five nodes of one hand, and the caveats say so', () => {
  const peers = Array.from(
    { length: 5 },
    (_, node): Peer => ({ node: `n${node}`, accounts: new Set(['owner']), joinedAt: 0, leftAt: null }),
  )
  const sample = sampleOf(peers, { from: 0, to: 86_400 }, known(null), 'none', known(true))
  expect(caveatsOf({ ...sample, operators: 1 }, 'x')[1]).toBe(
    "these nodes are of 1 operator only: how they differ says little of how another operator's would",
  )
  expect(caveatsOf({ ...sample, operators: 5 }, 'x')).toHaveLength(1)
})

describe('the nodes of a window’s days', () => {
  const peer = (node: string, from: number, to: number | null): Peer => ({
    node,
    accounts: new Set(),
    joinedAt: from * DAY,
    leftAt: to === null ? null : to * DAY,
  })
  // A window from the noon of day 0 to the noon of day 6: whole days are 1 to 5.
  const window = { from: DAY / 2, to: 6.5 * DAY }
  const peers = [
    peer('first', 0, null),
    peer('half', 2.5, 4.5),
    peer('whole', 3, 4),
    peer('brief', 4.2, 4.8),
    peer('last', 2, 6.5),
    peer('later', 6.5, null),
    peer('more', 3, 4),
    peer('again', 3, 4),
    peer('between', 4.2, 5.5),
  ]
  const sampled = () => sampleOf(peers, window, known(null), 'none', known(true))
  const entry = (node: string | null, day: number) => ({ node, at: day * DAY }) as Entry

  test('are there on the days that they were there all through', () => {
    const sample = sampled()
    const spans = Object.fromEntries(
      [...sample.spans].map(([node, { from, to }]) => [node, [from / DAY, to / DAY]]),
    )
    expect(spans).toMatchObject({ first: [1, 6], half: [3, 4], whole: [3, 4], last: [2, 6] })
    // Day 1: one; day 2: two; day 3: six; days 4 and 5: two.
    expect(sample).toMatchObject({ nodes: 6, nodeDays: 13, days: 5, until: 6 * DAY })
    expect([0, 1, 5, 6].map((day) => sample.has(day * DAY))).toEqual([false, true, true, false])
  })

  test('are there as it ends when they had joined and had not left by then', () => {
    expect(sampled().there).toBe(2)
  })

  test('count what is of their own days', () => {
    const sample = sampled()
    const counts = (node: string | null, ...days: readonly number[]) =>
      days.map((day) => sample.counts(entry(node, day)))
    expect(counts('whole', 2.9, 3, 3.9, 4)).toEqual([false, true, true, false])
    expect([counts('stranger', 3), counts(null, 3)]).toEqual([[false], [false]])
  })

  test('share each day’s money among the nodes of that day, over one denominator', () => {
    const sample = sampled()
    const mean = sample.mean(entry('whole', 3.5), known(exact(12)))
    expect(mean.known && [mean.value, toNumber(mean.value)]).toEqual([{ n: 12n, d: 6n }, 2])
    const both = [entry('first', 1.5), entry('last', 2.5), entry('first', 3.5)]
    const total = sample.total(both, () => known(exact(6)))
    expect(total.known && toNumber(total.value)).toBe(6 + 3 + 1)
    expect(toNumber(sample.count(both))).toBeCloseTo(1 + 1 / 2 + 1 / 6, 12)
  })

  test('have the least common denominator, and not a greater one', () => {
    const four = [0, 1, 2, 3].map((index) => peer(`four${index}`, 0, 2))
    const six = [4, 5].map((index) => peer(`six${index}`, 1, 2))
    const found = sampleOf([...four, ...six], { from: 0, to: 2 * DAY }, known(null), 'none', known(true))
    expect(found.count([entry('four0', 0.5)])).toEqual({ n: 3n, d: 12n })
  })
})
