import { type Exact, toNumber } from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, known, listKnown, missing } from './known.ts'
import { isIn } from './period.ts'
import { deviation, mean, quantile, sortedCopy } from './statistics.ts'

/** How even a node's income is. USD per UTC day; doubles, since these are statistics and not sums of money. */
export interface RevenueShape {
  readonly days: number
  readonly daysWithoutRevenue: number
  readonly p5: number
  readonly p25: number
  readonly p50: number
  readonly p75: number
  readonly p95: number
  /** Sample standard deviation of daily revenue ÷ its mean; null when the mean is zero or there is one day only. */
  readonly volatility: Known<number>
  /** Longest stretch without a paid event, in seconds, the window's ends included. */
  readonly longestGapSeconds: number
}

/**
 * `daily`: revenue of each whole UTC day of the window, days without any included; `paidAt`: the moments of the paid events.
 */
export function revenueShape(
  daily: readonly Known<Exact>[],
  paidAt: readonly number[],
  window: Window,
): Known<RevenueShape> {
  const all = listKnown(daily)
  if (!all.known) return all
  if (all.value.length === 0) return missing('WINDOW_TOO_SHORT', 'a whole UTC day in the window')
  const values = all.value.map(toNumber)
  const sorted = sortedCopy(values)
  const centre = mean(values)
  const at = (q: number) => quantile(sorted, q)
  return known({
    days: values.length,
    daysWithoutRevenue: all.value.filter((value) => value.n === 0n).length,
    p5: at(0.05),
    p25: at(0.25),
    p50: at(0.5),
    p75: at(0.75),
    p95: at(0.95),
    volatility:
      centre === 0 || values.length < 2
        ? missing('NO_DENOMINATOR', 'two days with revenue')
        : known(deviation(values) / centre),
    longestGapSeconds: longestGap(paidAt, window),
  })
}

/** The longest stretch between neighbouring moments, from the window's start and to its end. */
export function longestGap(moments: readonly number[], window: Window): number {
  const stops = moments.filter((at) => isIn(at, window)).sort((a, b) => a - b)
  let longest = 0
  let before = window.from
  for (const at of [...stops, window.to]) {
    longest = Math.max(longest, at - before)
    before = at
  }
  return longest
}
