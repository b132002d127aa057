import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, toNumber } from '../../../src/economics/exact.ts'
import { known } from '../../../src/economics/known.ts'
import { BlockBootstrap } from '../../../src/economics/payback/bootstrap.ts'
import { Random } from '../../../src/economics/payback/random.ts'
import { splitWindow } from '../../../src/economics/period.ts'
import { cumulativeIncidence, uptimeOf } from '../../../src/economics/service.ts'
import { survivalCurve } from '../../../src/economics/survival.ts'
import { moneyWeightedReturn } from '../../../src/economics/xirr.ts'

const moment = fc.integer({ min: 0, max: 4_000_000_000 })

test('periods cover a window without a gap or an overlap, and weeks begin on Monday', () => {
  fc.assert(
    fc.property(
      moment,
      fc.integer({ min: 1, max: 40_000_000 }),
      fc.constantFrom('day', 'week', 'month' as const),
      (from, length, period) => {
        const parts = splitWindow({ from, to: from + length }, period)
        expect(parts[0]?.from).toBe(from)
        expect(parts.at(-1)?.to).toBe(from + length)
        for (const [index, part] of parts.entries()) {
          expect(part.to).toBeGreaterThan(part.from)
          const next = parts[index + 1]
          if (!next) continue
          expect(next.from).toBe(part.to)
          const start = new Date(next.from * 1000)
          expect(next.from % 86_400).toBe(0)
          if (period === 'week') expect(start.getUTCDay()).toBe(1)
          if (period === 'month') expect(start.getUTCDate()).toBe(1)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('uptime: up, down and unknown add up to the window', () => {
  const span = fc.tuple(fc.nat(1000), fc.nat(300)).map(([from, length]) => ({ from, to: from + length }))
  fc.assert(
    fc.property(fc.array(fc.nat(1000)), fc.nat(200), fc.array(span), (beats, age, gaps) => {
      const found = uptimeOf(
        beats.map((at) => ({ from: at, to: at })),
        known(age),
        gaps,
        { from: 100, to: 900 },
      )
      expect(found.up + found.down + found.unknown).toBe(800)
    }),
  )
})

describe('curves', () => {
  test('survival never rises', () => {
    const lives = fc.array(
      fc.record({ joinedAt: fc.nat(1000), stay: fc.nat(100_000_000), left: fc.boolean() }),
      { minLength: 1, maxLength: 60 },
    )
    fc.assert(
      fc.property(lives, (all) => {
        const now = 100_001_000
        const curve = survivalCurve(
          all.map(({ joinedAt, stay, left }, node) => ({
            node: `${node}`,
            joinedAt,
            leftAt: left ? joinedAt + stay : null,
          })),
          now,
        )
        for (const [index, step] of curve.entries()) {
          const before = curve[index - 1]
          if (before) expect(compare(step.survival, before.survival)).toBeLessThan(0)
          expect(toNumber(step.survival)).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  test('delivered, expired and neither never exceed one', () => {
    const outcome = fc.record({
      after: fc.nat(50),
      end: fc.constantFrom('delivered', 'expired', 'open' as const),
    })
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 60 }), (outcomes) => {
        for (const step of cumulativeIncidence(outcomes))
          expect(step.delivered + step.expired).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })
})

test('a return that is found makes the flows worth nothing', () => {
  const flows = fc.array(fc.record({ at: fc.nat(100_000_000), amount: fc.integer({ min: 1, max: 1000 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  fc.assert(
    fc.property(flows, fc.integer({ min: 100, max: 5000 }), (later, paid) => {
      const all = [{ at: 0, amount: -paid }, ...later.map((flow) => ({ ...flow, at: flow.at + 2_000_000 }))]
      const found = moneyWeightedReturn(all)
      if (!found.known) return
      const value = all.reduce(
        (total, flow) => total + flow.amount * (1 + found.value) ** (-flow.at / 31_536_000),
        0,
      )
      expect(Math.abs(value)).toBeLessThan(1e-6 * paid)
    }),
  )
})

test('sums of the block bootstrap are sums of neighbouring days, in any steps', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 10 }),
      fc.nat(),
      (days, block, seed) => {
        const daily = Float64Array.from(days)
        const [whole, steps] = [new BlockBootstrap(daily, block), new BlockBootstrap(daily, block)]
        const total = whole.sumOf(61, new Random(seed))
        const random = new Random(seed)
        expect(steps.sumOf(30, random) + steps.sumOf(31, random)).toBeCloseTo(total, 9)
        expect(total).toBeLessThanOrEqual(61 * Math.max(...days))
      },
    ),
  )
})
