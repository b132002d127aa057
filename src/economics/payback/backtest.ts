import { type Known, known, missing } from '../known.ts'
import { quantile } from '../statistics.ts'
import { LEAST_DAYS } from './assumptions.ts'
import { BlockBootstrap, meanError } from './bootstrap.ts'
import { levelAt } from './draw.ts'
import { Random } from './random.ts'
import { poolOf, shrinkToPool } from './shrink.ts'

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
  /** Windows of the indexed past that were forecast; they do not overlap. */
  readonly forecasts: number
  /** What was seen to come in them: of a sample one for each node and window. */
  readonly outcomes: number
  /** Of those, how many lay in the p5–p95 interval of their window. */
  readonly held: number
  readonly coverage: number
  /** What a perfect interval would hold. */
  readonly nominal: number
}

/**
 * How often intervals of this method, made at moments of the past from what was known then, held what came: the sum of daily
 * fees over the days ahead, of one node or of every node of a sample that was there all through them. Windows do not overlap, so
 * that one surprise counts once. `series`: by day of one calendar, NaN where a node was not there.
 */
export function backtestCoverage(
  series: readonly Float64Array[],
  plan: BacktestPlan = BACKTEST,
): Known<Coverage> {
  const train = Math.max(plan.trainDays, LEAST_DAYS)
  const random = new Random(plan.seed)
  const days = series[0]?.length ?? 0
  let [forecasts, outcomes, held] = [0, 0, 0]
  for (let now = train; now + plan.aheadDays <= days; now += plan.aheadDays) {
    const past = series.map((daily) => daily.subarray(now - train, now)).filter(isSeen)
    const came = series
      .map((daily) => daily.subarray(now, now + plan.aheadDays).reduce((total, each) => total + each, 0))
      .filter((sum) => !Number.isNaN(sum))
    if (past.length === 0 || came.length === 0) continue
    const [low, high] = forecastFees(past, plan, random)
    forecasts++
    outcomes += came.length
    held += came.filter((sum) => sum >= low && sum <= high).length
  }
  if (forecasts === 0)
    return missing('INSUFFICIENT_DATA', `${train + plan.aheadDays} days of history to test one forecast`)
  return known({ forecasts, outcomes, held, coverage: held / outcomes, nominal: 0.9 })
}

function isSeen(daily: Float64Array): boolean {
  return daily.some((value) => !Number.isNaN(value))
}

/** The p5–p95 interval of the sum of fees over the days ahead, of one more node like those of the past. */
export function forecastFees(
  past: readonly Float64Array[],
  plan: BacktestPlan,
  random: Random,
): readonly [number, number] {
  const nodes = shrinkToPool(past, plan.blockDays)
  const drawn = nodes.map(({ daily, levelError }) => ({
    bootstrap: new BlockBootstrap(daily, plan.blockDays),
    levelError,
  }))
  const error = meanError(poolOf(nodes.map(({ own }) => own)), plan.blockDays)
  const sums = new Float64Array(plan.paths)
  for (const path of sums.keys()) {
    const node = drawn[path % drawn.length]
    if (!node) break
    node.bootstrap.restart()
    const level = levelAt(error, random.normal()) * levelAt(node.levelError, random.normal())
    sums[path] = node.bootstrap.sumOf(plan.aheadDays, random) * level
  }
  sums.sort()
  return [quantile(sums, 0.05), quantile(sums, 0.95)]
}
