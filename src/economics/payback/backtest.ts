import { type Known, known, missing } from '../known.ts'
import { quantile } from '../statistics.ts'
import { LEAST_DAYS } from './assumptions.ts'
import { BlockBootstrap, meanError } from './bootstrap.ts'
import { Random } from './random.ts'

export interface BacktestPlan {
  /** Days before the forecast that it may use; at least LEAST_DAYS. */
  readonly trainDays: number
  /** Days that are forecast together; the next forecast begins after them. */
  readonly aheadDays: number
  readonly paths: number
  readonly seed: number
  readonly blockDays: number
}

export const BACKTEST: BacktestPlan = { trainDays: 60, aheadDays: 30, paths: 1_000, seed: 1, blockDays: 7 }

export interface Coverage {
  /** Forecasts made from the indexed past. */
  readonly forecasts: number
  /** Of them, how many p5–p95 intervals held what came. */
  readonly held: number
  readonly coverage: number
  /** What a perfect interval would hold. */
  readonly nominal: number
}

/**
 * How often intervals of this method, made at moments of the past from what was known then, held what came: the sum of daily
 * fees over the days ahead. Windows do not overlap, so that one surprise counts once.
 */
export function backtestCoverage(daily: Float64Array, plan: BacktestPlan = BACKTEST): Known<Coverage> {
  const train = Math.max(plan.trainDays, LEAST_DAYS)
  const random = new Random(plan.seed)
  let [forecasts, held] = [0, 0]
  for (let now = train; now + plan.aheadDays <= daily.length; now += plan.aheadDays) {
    const past = daily.subarray(now - train, now)
    const came = daily.subarray(now, now + plan.aheadDays).reduce((total, each) => total + each, 0)
    const [low, high] = interval(past, plan, random)
    forecasts++
    if (came >= low && came <= high) held++
  }
  if (forecasts === 0)
    return missing('INSUFFICIENT_DATA', `${train + plan.aheadDays} days of history to test one forecast`)
  return known({ forecasts, held, coverage: held / forecasts, nominal: 0.9 })
}

function interval(past: Float64Array, plan: BacktestPlan, random: Random): readonly [number, number] {
  const bootstrap = new BlockBootstrap(past, plan.blockDays)
  const error = meanError(past, plan.blockDays)
  const sums = new Float64Array(plan.paths)
  for (let path = 0; path < plan.paths; path++) {
    bootstrap.restart()
    const level = Math.max(0, 1 + error * random.normal())
    sums[path] = bootstrap.sumOf(plan.aheadDays, random) * level
  }
  sums.sort()
  return [quantile(sums, 0.05), quantile(sums, 0.95)]
}
