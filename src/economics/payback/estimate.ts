import { type Known, known, missing } from '../known.ts'
import type { PriceMove } from '../price.ts'
import { deviation, mean } from '../statistics.ts'
import { LEAST_DAYS, YEAR_DAYS } from './assumptions.ts'
import { jumpsOf } from './joint.ts'
import type { PriceModel } from './price-model.ts'

/**
 * A price model from the moves between quotes: volatility from those that are no jumps, each by the time it had, and the
 * jumps by themselves. The drift is left to the simulation, which keeps the mean price: a past trend is no promise.
 */
export function estimatePrice(startUsd: number, moves: readonly PriceMove[]): Known<PriceModel> {
  if (moves.length < LEAST_DAYS)
    return missing(
      'INSUFFICIENT_DATA',
      `${LEAST_DAYS} moves of the token's price between quotes; there are ${moves.length}`,
    )
  // A walk's move grows with the root of the time that it had.
  const returns = moves.map(({ log, days }) => log / Math.sqrt(days))
  const isJump = jumpsOf(returns)
  const jumps = moves.filter((_, index) => isJump[index]).map(({ log }) => log)
  const calm = returns.filter((_, index) => !isJump[index])
  const years = moves.reduce((total, { days }) => total + days, 0) / YEAR_DAYS
  return known({
    startUsd,
    sigma: deviation(calm) * Math.sqrt(YEAR_DAYS),
    sigmaError: 1 / Math.sqrt(2 * (calm.length - 1)),
    logDrift: null,
    jumpsPerYear: jumps.length / years,
    jumpMean: jumps.length ? mean(jumps) : 0,
    jumpDeviation: jumps.length > 1 ? deviation(jumps) : 0,
  })
}

/** A token that neither fees nor emissions nor stake are in: its price enters nowhere. */
export const NO_TOKEN: PriceModel = {
  startUsd: 0,
  sigma: 0,
  sigmaError: 0,
  logDrift: 0,
  jumpsPerYear: 0,
  jumpMean: 0,
  jumpDeviation: 0,
}
