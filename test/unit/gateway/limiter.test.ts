import { expect, test } from 'vitest'
import { Health } from '../../../src/gateway/endpoints/health.ts'
import { Limiter } from '../../../src/gateway/endpoints/limiter.ts'

test('concurrency grows by answers to its cap and halves by a refusal', () => {
  const limiter = new Limiter({ maxConcurrency: 8 })
  expect(limiter.concurrency).toBe(4)
  for (let i = 0; i < 200; i++) {
    limiter.begin(i)
    limiter.answered()
  }
  expect(limiter.concurrency).toBe(8)
  limiter.begin(1_000)
  limiter.refused(1_000, undefined)
  expect(limiter.concurrency).toBe(4)
  limiter.begin(1_001)
  limiter.slow()
  expect(limiter.concurrency).toBeCloseTo(2.8)
  for (let i = 0; i < 50; i++) {
    limiter.begin(2_000)
    limiter.refused(2_000, undefined)
  }
  expect(limiter.concurrency).toBe(1)
})

test('nothing starts while it is full or told to wait', () => {
  const limiter = new Limiter({ maxConcurrency: 1 })
  expect(limiter.waitMs(0)).toBe(0)
  limiter.begin(0)
  expect(limiter.waitMs(0)).toBe(Number.POSITIVE_INFINITY)
  limiter.refused(0, 700)
  expect(limiter.waitMs(100)).toBe(600)
  expect(limiter.waitMs(700)).toBe(0)
})

test('refusals in a row teach a rate below the one that was refused and answers raise it slowly', () => {
  const limiter = new Limiter({ maxConcurrency: 100 })
  for (let i = 0; i < 100; i++) {
    limiter.begin(i * 10)
    if (i < 98) limiter.answered()
  }
  limiter.refused(999, 0)
  expect(limiter.rate).toBe(Number.POSITIVE_INFINITY)
  limiter.refused(999, 0)
  expect(limiter.rate).toBeGreaterThan(70)
  expect(limiter.rate).toBeLessThan(85)
  limiter.begin(3_000)
  limiter.answered()
  expect(limiter.rate).toBeLessThan(86)
})

test('a rate that is set is kept', () => {
  const limiter = new Limiter({ maxConcurrency: 100, maxRate: 3 })
  for (const at of [0, 10, 20]) {
    expect(limiter.waitMs(at)).toBe(0)
    limiter.begin(at)
    limiter.answered()
  }
  expect(limiter.waitMs(30)).toBe(970)
  expect(limiter.waitMs(1_001)).toBe(0)
})

test('a single failure is weather, a row of them a pause that grows to its limit', () => {
  const health = new Health()
  health.failed(0)
  expect(health.pausedMs(0)).toBe(0)
  health.failed(0)
  expect(health.pausedMs(0)).toBe(200)
  for (let i = 0; i < 20; i++) health.failed(0)
  expect(health.pausedMs(0)).toBe(5_000)
  expect(health.score).toBeLessThan(0.05)
  health.answered(10)
  health.failed(10_000)
  expect(health.pausedMs(10_000)).toBe(0)
})

test('slow is told from how long answers take', () => {
  const health = new Health()
  for (let i = 0; i < 100; i++) health.answered(20)
  expect(health.slowMs).toBe(50)
  for (let i = 0; i < 100; i++) health.answered(5_000)
  expect(health.slowMs).toBe(1_500)
})
