import type { Window } from './figure.ts'

export type Period = 'day' | 'week' | 'month'

export const DAY = 86_400
/** A Julian year, in seconds; a month is a twelfth of it. Used wherever a yearly or monthly rate meets a window. */
export const YEAR = 31_557_600
export const MONTH = 2_629_800
/** Seconds after a moment: the next microsecond, the finest time of a block, is not before it, and no other is between. */
export const JUST_AFTER = 5e-7

/**
 * The UTC periods that a window touches, each cut to the window, in order. Weeks begin on Monday (ISO 8601).
 * Their union is the window, so what accrues over them adds up to what accrues over it.
 */
export function splitWindow(window: Window, period: Period): readonly Window[] {
  const parts: Window[] = []
  for (let from = window.from; from < window.to; ) {
    const to = Math.min(nextStart(from, period), window.to)
    parts.push({ from, to })
    from = to
  }
  return parts
}

export function isIn(at: number, window: Window): boolean {
  return at >= window.from && at < window.to
}

/** Whole or broken days in a window. */
export function daysIn(window: Window): number {
  return (window.to - window.from) / DAY
}

/** How many seconds of a window lie in one of the spans at least. */
export function secondsCovered(spans: readonly Window[], window: Window): number {
  let [total, until] = [0, window.from]
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const to = Math.min(span.to, window.to)
    total += Math.max(0, to - Math.max(span.from, until))
    until = Math.max(until, to)
  }
  return total
}

/** The first second of the UTC day of a moment. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY) * DAY
}

function nextStart(at: number, period: Period): number {
  const day = dayOf(at)
  if (period === 'day') return day + DAY
  // Day 0 of Unix time was a Thursday: the third day of a week that begins on Monday.
  if (period === 'week') return day + (7 - ((day / DAY + 3) % 7)) * DAY
  const date = new Date(day * 1000)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000
}
