import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Sightings } from '../../../reference-node/audit/sightings.ts'

const seen = fc.array(fc.record({ size: fc.nat(20), time: fc.nat(20) }), { maxLength: 30 })

test('what others saw before a moment, and from it on, is what a look at each of them gives', () => {
  fc.assert(
    fc.property(seen, fc.nat(21), (all, moment) => {
      const sightings = new Sightings(all)
      const before = all.filter(({ time }) => time < moment).map(({ size }) => size)
      const from = all.filter(({ time }) => time >= moment).map(({ size }) => size)
      expect(sightings.mostBefore(moment)).toBe(Math.max(0, ...before))
      expect(sightings.fewestFrom(moment)?.size).toBe(from.length === 0 ? undefined : Math.min(...from))
    }),
  )
})

test('of thousands that others saw, a question looks at as many as their number has binary digits', () => {
  let looks = 0
  const counted = (size: number, time: number) =>
    Object.defineProperty({ size, time }, 'time', {
      get() {
        looks++
        return time
      },
    })
  const sightings = new Sightings(Array.from({ length: 4096 }, (_, at) => counted(at, at)))
  for (const moment of [0, 1000, 4095, 5000]) {
    looks = 0
    sightings.mostBefore(moment)
    expect(looks).toBeLessThanOrEqual(13)
  }
})
