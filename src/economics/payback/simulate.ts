import { type Assumptions, MONTH_DAYS, type Simulation } from './assumptions.ts'
import { BlockBootstrap, meanError } from './bootstrap.ts'
import { Random } from './random.ts'

/** Months until paid back, for each path; Infinity: not within the horizon. */
export interface Paths {
  /** Discounted net cash covers capex and the stake at its first price. */
  readonly cash: Float64Array
  /** Discounted net cash and what machine and stake would fetch now cover them. */
  readonly exit: Float64Array
}

/**
 * Simulates futures month by month. Parameters are drawn anew for each path from their uncertainty, then: fees from blocks
 * of past days, the price as a random walk with jumps, emissions shared with a growing number of nodes, slashes out of the
 * stake. The same assumptions and seed give the same paths.
 */
export function simulate(given: Assumptions, simulation: Simulation): Paths {
  const { paths, horizonMonths } = simulation
  const random = new Random(simulation.seed)
  const bootstrap = new BlockBootstrap(given.dailyFees, simulation.blockDays)
  const feeError = meanError(given.dailyFees, simulation.blockDays)
  const discount = discountFactors(given.yearlyDiscount, horizonMonths)
  const days = monthLengths(horizonMonths)
  const result = { cash: new Float64Array(paths), exit: new Float64Array(paths) }
  const { price, slashes, residual, nodeGrowth, powerFactor } = given
  const keep = 1 - given.delegatorsPart
  const target = given.capexUsd + given.stakeTokens * price.startUsd
  const feesInTokens = given.feesPricedIn === 'token'
  // What one jump adds to the mean price, taken out of the drift so that the mean stays.
  const jumpMeanGain = Math.expm1(price.jumpMean + price.jumpDeviation ** 2 / 2)
  const noJump = Math.exp(-price.jumpsPerYear / 12)
  const slashing = slashes.shape > 0 && given.stakeTokens > 0

  for (let path = 0; path < paths; path++) {
    const sigma = price.sigma * Math.exp(price.sigmaError * random.normal())
    const drift = (price.logDrift ?? -sigma * sigma * 0.5 - price.jumpsPerYear * jumpMeanGain) / 12
    const step = sigma * Math.sqrt(1 / 12)
    const feeLevel = keep * Math.max(0, 1 + feeError * random.normal())
    const dilution = (1 + random.triangular(nodeGrowth.low, nodeGrowth.mode, nodeGrowth.high)) ** (-1 / 12)
    const costs =
      given.powerUsdPerMonth * random.triangular(powerFactor.low, powerFactor.mode, powerFactor.high) +
      given.otherUsdPerMonth
    const kept = Math.max(1e-9, random.triangular(residual.low, residual.mode, residual.high))
    const resaleStep = kept ** (1 / given.residualAtMonths)
    const noSlash = slashing ? Math.exp(-random.gamma(slashes.shape, slashes.exposureYears) / 12) : 1
    bootstrap.restart()

    let tokenPrice = price.startUsd
    let stakeLeft = 1
    let nodeShare = 1
    let resale = given.capexUsd
    let cash = 0
    let worthBefore = target
    let cashMonths = target > 0 ? Number.POSITIVE_INFINITY : 0
    let exitMonths = Number.POSITIVE_INFINITY
    for (let month = 0; month < horizonMonths; month++) {
      let move = drift + step * random.normal()
      if (price.jumpsPerYear > 0)
        for (let jumps = random.poisson(noJump); jumps > 0; jumps--)
          move += price.jumpMean + price.jumpDeviation * random.normal()
      tokenPrice *= Math.exp(move)
      if (slashing)
        for (let count = random.poisson(noSlash); count > 0; count--)
          stakeLeft *=
            1 - random.triangular(slashes.severity.low, slashes.severity.mode, slashes.severity.high)
      nodeShare *= dilution
      resale *= resaleStep
      const length = days[month] ?? 30
      const fees = bootstrap.sumOf(length, random) * feeLevel * (feesInTokens ? tokenPrice : 1)
      const emissions = given.emissionTokensPerDay * length * nodeShare * stakeLeft * tokenPrice * keep
      const factor = discount[month] ?? 0
      const net = (fees + emissions - costs) * factor
      if (cashMonths === Number.POSITIVE_INFINITY && cash + net >= target)
        cashMonths = month + (target - cash) / net
      cash += net
      if (exitMonths === Number.POSITIVE_INFINITY) {
        const worth = cash + (resale + given.stakeTokens * stakeLeft * tokenPrice) * factor
        // The start has nothing to regain: the first month's end is the first chance.
        if (worth >= target)
          exitMonths =
            month === 0 || worthBefore >= target
              ? month + 1
              : month + (target - worthBefore) / (worth - worthBefore)
        worthBefore = worth
      } else if (cashMonths !== Number.POSITIVE_INFINITY) break
    }
    result.cash[path] = cashMonths
    result.exit[path] = exitMonths
  }
  return result
}

/** Worth today of a dollar at each month's end: `(1 + yearly) ^ (−month ÷ 12)`. */
export function discountFactors(yearly: number, months: number): Float64Array {
  return Float64Array.from({ length: months }, (_, month) => (1 + yearly) ** (-(month + 1) / 12))
}

/** Whole days of each month, so that twelve of them make 365 or 366. */
function monthLengths(months: number): Int32Array {
  return Int32Array.from(
    { length: months },
    (_, month) => Math.floor((month + 1) * MONTH_DAYS) - Math.floor(month * MONTH_DAYS),
  )
}
