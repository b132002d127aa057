import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { leftOf, parseHours, within } from '../../../reference-node/work/hours.ts'

const at = (time: string) => new Date(`2026-11-27T${time}Z`)
const hours = (...texts: string[]) => texts.flatMap((text) => parseHours(text) ?? [])
const HOUR = 3_600_000

test('hours are two times of a day, and nothing else is', () => {
  expect(parseHours('22:00-06:30')).toEqual({ from: 1320, to: 390 })
  expect(parseHours('00:00-24:00')).toEqual({ from: 0, to: 1440 })
  for (const text of ['', '22-6', '24:00-06:00', '10:60-11:00', '10:00-10:00', '10:00-24:01', '1:00-2:00'])
    expect([text, parseHours(text)]).toEqual([text, undefined])
})

test('work goes on until its hours are over, and not outside of them', () => {
  expect(leftOf([], at('12:00:00'))).toBe(Number.POSITIVE_INFINITY)
  const night = hours('22:00-06:00')
  for (const [time, left] of [
    ['22:00:00', 8 * HOUR],
    ['00:00:00', 6 * HOUR],
    ['05:59:59', 1000],
    ['06:00:00', 0],
    ['21:59:59', 0],
  ] as const)
    expect([time, leftOf(night, at(time))]).toEqual([time, left])
  const two = hours('01:00-02:00', '12:00-13:00')
  expect([leftOf(two, at('12:30:00')), leftOf(two, at('11:00:00'))]).toEqual([HOUR / 2, 0])
  expect(leftOf(hours('00:00-24:00'), at('13:00:00'))).toBe(11 * HOUR)
})

describe('a round', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const never = new AbortController().signal
  const ended = (ends: AbortSignal) => new Promise((resolve) => ends.addEventListener('abort', resolve))

  test('leaves no timer behind, whether it is done or fails', async () => {
    expect(await within(Number.POSITIVE_INFINITY, never, async () => 7)).toBe(7)
    await expect(within(1000, never, async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is told when its time is over, or when the program ends', async () => {
    const late = within(1000, never, ended)
    await vi.advanceTimersByTimeAsync(1000)
    await late
    const stop = new AbortController()
    const stopped = within(Number.POSITIVE_INFINITY, stop.signal, ended)
    stop.abort()
    await stopped
  })
})
