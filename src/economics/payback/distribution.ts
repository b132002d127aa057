import { type Known, known, missing } from '../known.ts'
import { quantile } from '../statistics.ts'

/** Months until paid back over all paths. A quantile that lies among the paths that never pay back has no value. */
export interface MonthsDistribution {
  readonly p5: Known<number>
  readonly p50: Known<number>
  readonly p95: Known<number>
  /** Share of paths within so many months. */
  readonly within12: number
  readonly within24: number
  readonly within36: number
  /** Share of paths that do not pay back within the horizon. */
  readonly never: number
}

export function toDistribution(months: Float64Array, horizonMonths: number): MonthsDistribution {
  const sorted = months.slice().sort()
  const at = (q: number): Known<number> => {
    const value = quantile(sorted, q)
    return Number.isFinite(value)
      ? known(value)
      : missing('NEVER_WITHIN_HORIZON', `the ${q * 100} % point lies beyond ${horizonMonths} months`)
  }
  const within = (limit: number) =>
    months.reduce((count, each) => count + (each <= limit ? 1 : 0), 0) / months.length
  return {
    p5: at(0.05),
    p50: at(0.5),
    p95: at(0.95),
    within12: within(12),
    within24: within(24),
    within36: within(36),
    never: 1 - within(horizonMonths),
  }
}

/** Leaving at the end of a month: what it brings beyond what was put in, discounted. USD. */
export interface ExitAt {
  readonly month: number
  /** Share of paths in which it covers what was put in. */
  readonly covers: number
  readonly p5: number
  readonly p50: number
  readonly p95: number
}

/** `gain`: of each path. */
export function toExitAt(month: number, gain: Float64Array): ExitAt {
  const sorted = gain.slice().sort()
  const covers = gain.reduce((count, each) => count + (each >= 0 ? 1 : 0), 0) / gain.length
  return {
    month,
    covers,
    p5: quantile(sorted, 0.05),
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
  }
}
