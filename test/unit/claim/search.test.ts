import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findFirstWhere, firstWhere } from '../../../src/claim/search.ts'

const border = fc
  .record({
    from: fc.integer({ min: 0, max: 1000 }),
    width: fc.integer({ min: 0, max: 1000 }),
    at: fc.nat(2000),
  })
  .map(({ from, width, at }) => ({ from, to: from + width, at: Math.min(from + at, from + width) }))

test('the first number for which it holds is found, and the end when it holds for none', async () => {
  await fc.assert(
    fc.asyncProperty(border, async ({ from, to, at }) => {
      expect(firstWhere(from, to, (each) => each >= at)).toBe(at)
      expect(await findFirstWhere(from, to, async (each) => each >= at)).toBe(at)
    }),
  )
})

test('only numbers of the range are asked about, and few of them', () => {
  const asked: number[] = []
  firstWhere(10, 1_000_010, (at) => {
    asked.push(at)
    return at >= 77
  })
  expect(asked.every((at) => at >= 10 && at < 1_000_010)).toBe(true)
  expect(asked.length).toBeLessThanOrEqual(21)
})
