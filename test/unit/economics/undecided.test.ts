import { describe, expect, test } from 'vitest'
import { known } from '../../../src/economics/known.ts'
import type { NodeCash } from '../../../src/economics/realised/operator-life.ts'
import { undecided } from '../../../src/economics/realised/undecided.ts'

const cost = { capexUsd: 100, runningUsdPerSecond: 0 }
const NOW = 120
/** One node with receipts from second 10 to 20 that are told as their sum. */
const summed = (usd: number, spent = 0, joinedAt = 0): NodeCash => ({
  node: 'a',
  joinedAt,
  leftAt: null,
  receipts: [{ at: 20, usd: known(usd), sum: { from: 10, to: 20, spent } }],
})

describe('receipts of a stretch decide when they are told apart', () => {
  test('where they may have paid the machine off within it, what they took being last', () => {
    // 103 came and 6 were taken: before those it may have been paid off.
    expect(undecided([summed(97, 6)], cost, NOW)).toEqual({ from: 10, to: 20 })
    expect(undecided([summed(97, 2)], cost, NOW)).toBeNull()
  })

  test('where they come to its cost exactly', () => {
    expect(undecided([summed(100)], cost, NOW)).toEqual({ from: 10, to: 20 })
    expect(undecided([summed(99)], cost, NOW)).toBeNull()
  })

  test('where what came in one moment may have come in either order', () => {
    const [sum] = summed(1).receipts
    // 60 are there: with 50 before 60 are given back it has paid off, and the other way round it has not.
    const moment = [-60, 50].map((usd) => ({ at: 20, usd: known(usd) }))
    const receipts = [{ at: 5, usd: known(60) }, ...moment, ...(sum ? [sum] : [])]
    const node: NodeCash = { ...summed(1), receipts }
    expect(undecided([node], cost, NOW)).toEqual({ from: 10, to: 20 })
  })

  test('where a machine that cost nothing is paid off by the first that came, and not by joining', () => {
    expect(undecided([summed(5)], { capexUsd: 0, runningUsdPerSecond: 0 }, NOW)).toEqual({ from: 10, to: 20 })
  })

  test('and not before there was a machine to pay off', () => {
    expect(undecided([summed(50, 0, 15)], cost, NOW)).toBeNull()
  })

  test('of one moment joining comes first: the second machine is to be paid off too', () => {
    const second: NodeCash = { node: 'b', joinedAt: 20, leftAt: null, receipts: [] }
    const first: NodeCash = {
      ...summed(100),
      receipts: [{ at: 20, usd: known(100), sum: { from: 20, to: 20, spent: 0 } }],
    }
    expect(undecided([first, second], cost, NOW)).toBeNull()
    expect(undecided([first], cost, NOW)).toEqual({ from: 20, to: 20 })
  })
})
