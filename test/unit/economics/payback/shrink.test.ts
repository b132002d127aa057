import { describe, expect, test } from 'vitest'
import { poolOf, shrinkToPool } from '../../../../src/economics/payback/shrink.ts'
import { studentTail } from '../../../../src/economics/statistics.ts'

const GONE = Number.NaN
const series = (...nodes: readonly (readonly number[])[]) => nodes.map((daily) => Float64Array.from(daily))
const shrink = (blockDays: number, ...nodes: readonly (readonly number[])[]) =>
  shrinkToPool(series(...nodes), blockDays)
const near = (value: number) => expect.closeTo(value, 12)

test('the pool is by day the mean of those that were there, and nothing where nobody was', () => {
  expect([...poolOf(series([1, 5, GONE, GONE], [3, GONE, 7, GONE]))]).toEqual([2, 5, 7, 0])
  expect([...poolOf([])]).toEqual([])
})

describe('a node is drawn to all as far as its days tell little', () => {
  // Of 3, 5, 4, 4 a day in the mean the one has a half, the other half as much again.
  const nodes = [
    [1, 3, 1, 3],
    [5, 7, 7, 5],
  ] as const
  // Days less the level times the mean's: ∓ 0.5 and ∓ 1, twice; of a mean of 4, over 3 and 3 degrees of freedom.
  const noise = (4 * 0.5 ** 2 + 4 * 1) / 16 / 6
  // Levels half of one about one: 2 of squares weighted by days, less noise, over 8 − (16 + 16) ÷ 8.
  const spread = (2 - noise) / 4
  const weight = spread / (spread + noise / 4)
  // Two levels: a third differs from their mean as far as s² (1 + ½) t² says, of which drawing one of them has a half.
  const few = (Math.log(3) ** 2 / 2) * (1.5 * studentTail(1) ** 2 - 0.5)

  test('by τ² ÷ (τ² + σ² ÷ days)', () => {
    const [low, high] = shrink(1, ...nodes)
    expect([low?.weight, high?.weight]).toEqual([near(weight), near(weight)])
    expect([low?.level, high?.level]).toEqual([near(1 - weight / 2), near(1 + weight / 2)])
    const pool = [3, 5, 4, 4]
    for (const [day, own] of nodes[0].entries())
      expect(low?.daily[day]).toBeCloseTo(weight * own + (1 - weight) * (pool[day] ?? 0), 12)
    expect([...(low?.own ?? [])]).toEqual(nodes[0])
  })

  test('and what that leaves open is drawn with each path, with how few the nodes are', () => {
    for (const node of shrink(1, ...nodes))
      expect(node.levelError).toBeCloseTo(
        Math.sqrt(Math.log1p((spread * (1 - weight)) / node.level ** 2) + few),
        12,
      )
  })

  test('noise is of blocks of neighbouring days, those that fill none left out', () => {
    // Blocks of two: the differences of a day and the next cancel, of the first four days there is no noise.
    expect(shrink(2, ...nodes).map((node) => node.weight)).toEqual([1, 1])
    // Of 4 a day in the mean: the blocks of the one are 1 below and 1 above its level; a fifth day changes its level alone.
    const found = shrink(2, [1, 1, 3, 3, 2], [7, 7, 5, 5, 6])
    const ofBlocks = (4 / 16 / 2) * 2
    const between = (10 * 0.25 - ofBlocks) / 5
    for (const { weight } of found) expect(weight).toBeCloseTo(between / (between + ofBlocks / 5), 12)
  })

  test('noise is of single days where nobody has two blocks', () => {
    expect(shrink(3, ...nodes).map((node) => node.weight)).toEqual([near(weight), near(weight)])
  })

  test('days weigh: of two nodes of unlike length and a third that was there on one day', () => {
    const found = shrink(1, [2, 2, 2, 2], [6, 6, GONE, GONE], [GONE, GONE, GONE, 4])
    // By day 4, 4, 2 and 3 in the mean. Levels: 8 of 13, 12 of 8, 4 of 3, of 4, 2 and 1 days.
    const levels = [
      { days: 4, ratio: 8 / 13 },
      { days: 2, ratio: 12 / 8 },
      { days: 1, ratio: 4 / 3 },
    ] as const
    const centre = (4 * (8 / 13) + 2 * 1.5 + 4 / 3) / 7
    const between = (about: number, value: (ratio: number) => number) =>
      levels.reduce((total, { days, ratio }) => total + days * (value(ratio) - about) ** 2, 0)
    // A lone day has no freedom; the others three and one.
    const pool = [4, 4, 2, 3]
    const rests = [...pool.map((all) => 2 - (8 / 13) * all), 0, 0]
    const noise = rests.reduce((total, rest) => total + (rest / 3.25) ** 2, 0) / 4
    const spread = (between(centre, (it) => it) - 2 * noise) / (7 - (16 + 4 + 1) / 7)
    const weights = levels.map(({ days }) => spread / (spread + noise / days))
    expect(found.map(({ weight }) => weight)).toEqual(weights.map(near))
    const middle = levels.reduce((total, { days, ratio }) => total + days * Math.log(ratio), 0) / 7
    const few = (between(middle, Math.log) / 4) * ((1 + 1 / 3) * studentTail(2) ** 2 - 2 / 3)
    for (const [index, node] of found.entries())
      expect(node.levelError).toBeCloseTo(
        Math.sqrt(Math.log1p((spread * (1 - (weights[index] ?? 0))) / node.level ** 2) + few),
        12,
      )
    // Where it was not there, all of that day at its level.
    const [, second] = found
    expect(second?.daily[2]).toBeCloseTo((1 - (weights[1] ?? 0)) * 2 + (weights[1] ?? 0) * 1.5 * 2, 12)
  })
})

describe('where nothing tells nodes apart', () => {
  test('nodes alike are one pool', () => {
    for (const node of shrink(1, [1, 3, 1, 3], [3, 1, 3, 1]))
      expect([node.weight, node.level, [...node.daily]]).toEqual([0, 1, [2, 2, 2, 2]])
    // Alike to the last cent: no noise and no spread.
    for (const node of shrink(1, [2, 2], [2, 2])) expect([node.weight, node.levelError]).toEqual([0, 0])
  })

  test('one node is the pool, and its level is as open as nobody knows', () => {
    expect(shrink(1, [1, 3])).toMatchObject([{ weight: 0, level: 1, levelError: 0 }])
  })

  test('a mean of nothing, or of less, has no levels', () => {
    // One day 2, 0 and 1, the other −1: nothing in all.
    for (const node of shrink(1, [1, -1], [2, GONE], [0, GONE])) expect(node.weight).toBe(0)
    for (const node of shrink(1, [-2, -2], [-4, -4])) expect(node.weight).toBe(0)
  })

  test('a node of days on which nobody had anything is like all', () => {
    const [, there] = shrink(1, [4, 4, 0, 0], [GONE, GONE, 0, 0], [8, 8, 0, 0])
    expect([there?.weight, there?.level, [...(there?.daily ?? [])]]).toEqual([0, 1, [6, 6, 0, 0]])
  })

  test('a node without anything stays so where days have no noise, and is drawn to all where they have', () => {
    const still = shrink(1, [0, 0], [2, 2], [4, 4])[0]
    expect([still?.weight, still?.level, still?.levelError]).toEqual([1, 0, 0])
    expect(shrink(1, [0, 0], [2, 3], [5, 4])[0]?.level).toBeGreaterThan(0)
    // Nothing tells how far apart the levels of others lie when there is one.
    const [, other] = shrink(1, [0, 0], [4, 4])
    expect(other?.levelError).toBe(0)
  })

  test('a node that gave back more than it was paid earns nothing, and never less', () => {
    const [low] = shrink(1, [-1, -1], [9, 9], [10, 10])
    expect([low?.level, low?.levelError]).toEqual([0, 0])
  })
})

test('days of which nothing is seen of anybody are none', () => {
  const [low, high] = shrink(1, [1, GONE, 1, GONE], [3, GONE, GONE, GONE])
  expect([[...(low?.own ?? [])], low?.daily.length, high?.daily.length]).toEqual([[1, 1], 2, 2])
})
