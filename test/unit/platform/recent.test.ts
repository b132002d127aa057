import { expect, test, vi } from 'vitest'
import { Recent } from '../../../src/platform/recent.ts'

const options = { what: 'it', ageMs: 1000, waitMs: 100 }

test('many who ask at once and soon after share one computation', async () => {
  let computed = 0
  const recent = new Recent(async () => ++computed, options)
  expect(await Promise.all(Array.from({ length: 50 }, () => recent.get()))).toEqual(Array(50).fill(1))
  expect(await recent.get()).toBe(1)
})

test('it is computed again once it is too old', async () => {
  vi.useFakeTimers()
  let computed = 0
  const recent = new Recent(async () => ++computed, options)
  expect(await recent.get()).toBe(1)
  await vi.advanceTimersByTimeAsync(1001)
  expect(await recent.get()).toBe(2)
  vi.useRealTimers()
})

test('nobody waits longer than told, and one that hangs is not started twice', async () => {
  let computed = 0
  const go = Promise.withResolvers<string>()
  const recent = new Recent(() => {
    computed++
    return go.promise
  }, options)
  const late = expect.objectContaining({ code: 'UNAVAILABLE_IN_TIME' })
  for (let n = 0; n < 3; n++) await expect(recent.get()).rejects.toEqual(late)
  expect(computed).toBe(1)
  go.resolve('at last')
  expect(await recent.get()).toBe('at last')
})

test('a failure is kept as long as a value, and one that nobody waits for any more ends nothing', async () => {
  let computed = 0
  const go = Promise.withResolvers<never>()
  const recent = new Recent(() => {
    computed++
    return go.promise
  }, options)
  await expect(recent.get()).rejects.toThrow(/did not come/)
  go.reject(new Error('away'))
  await expect(recent.get()).rejects.toThrow('away')
  await expect(recent.get()).rejects.toThrow('away')
  expect(computed).toBe(1)
})
