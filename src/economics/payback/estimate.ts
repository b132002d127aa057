import { type Known, known, missing } from '../known.ts'
import { deviation, mean, quantile, sortedCopy } from '../statistics.ts'
import { LEAST_DAYS, type PriceModel } from './assumptions.ts'

// A move this many robust standard deviations from the middle is a jump and not a walk.
const JUMP = 4
// Turns a median absolute deviation into a standard deviation of a normal distribution.
const MAD = 1.4826

/**
 * A price model from daily log returns: volatility from those that are no jumps, the jumps by themselves. The drift is left
 * to the simulation, which keeps the mean price: a past trend is no promise.
 */
export function estimatePrice(startUsd: number, returns: readonly number[]): Known<PriceModel> {
  if (returns.length < LEAST_DAYS)
    return missing(
      'INSUFFICIENT_DATA',
      `${LEAST_DAYS} daily returns of the token's price; there are ${returns.length}`,
    )
  const centre = quantile(sortedCopy(returns), 0.5)
  const spread = MAD * quantile(sortedCopy(returns.map((each) => Math.abs(each - centre))), 0.5)
  const isJump = (each: number) => spread > 0 && Math.abs(each - centre) > JUMP * spread
  const jumps = returns.filter(isJump)
  const calm = returns.filter((each) => !isJump(each))
  const years = returns.length / 365.25
  return known({
    startUsd,
    sigma: deviation(calm) * Math.sqrt(365.25),
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
