/** Times of a day of UTC, in minutes from 00:00. `to` below `from`: over midnight. */
export interface Hours {
  readonly from: number
  readonly to: number
}

const DAY = 1440

/** `22:00-06:00` as hours; undefined for any other text, and for hours that are none. */
export function parseHours(text: string): Hours | undefined {
  const [, ...digits] = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/.exec(text) ?? []
  const [h1 = 24, m1 = 0, h2 = 24, m2 = 0] = digits.map(Number)
  const [from, to] = [60 * h1 + m1, 60 * h2 + m2]
  if (m1 > 59 || m2 > 59 || from >= DAY || to > DAY || from === to || digits.length === 0) return undefined
  return { from, to }
}

/** Milliseconds that work may still go on for: 0 outside of the hours, and Infinity where there are none. */
export function leftOf(hours: readonly Hours[], now: Date): number {
  if (hours.length === 0) return Number.POSITIVE_INFINITY
  const day = DAY * 60_000
  const lefts = hours.map(({ from, to }) => {
    const since = ((now.getTime() % day) - from * 60_000 + day) % day
    const length = ((to - from + DAY) % DAY || DAY) * 60_000
    return Math.max(0, length - since)
  })
  return Math.max(...lefts)
}

/** A timer takes no more than 2³¹ ms. */
const LONGEST_MS = 86_400_000

/**
 * What `work` gives, whose signal aborts after so many milliseconds, a day at most, or with `signal`. Nothing of it stays afterwards: a round comes
 * each second, and a timer of a day for each is memory for as many.
 */
export async function within<T>(
  ms: number,
  signal: AbortSignal,
  work: (ends: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(), Math.min(ms, LONGEST_MS))
  try {
    return await work(AbortSignal.any([signal, over.signal]))
  } finally {
    clearTimeout(timer)
  }
}
