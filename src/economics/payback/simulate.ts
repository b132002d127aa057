import { type Assumptions, MONTH_DAYS, type Simulation } from './assumptions.ts'
import { BlockBootstrap, meanError } from './bootstrap.ts'
import { calmDrift } from './price-model.ts'
import { Random } from './random.ts'

// What rounding of floating-point sums may leave out of an amount that is met exactly.
const ENOUGH = 1 - 1e-12

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
  const fixed: Fixed = {
    given,
    feeError: meanError(given.dailyFees, simulation.blockDays),
    discount: discountFactors(given.yearlyDiscount, horizonMonths),
    days: monthLengths(horizonMonths),
    keep: 1 - given.delegatorsPart,
    target: given.capexUsd + given.stakeTokens * given.price.startUsd,
    noJump: Math.exp(-given.price.jumpsPerYear / 12),
    slashing: given.slashes.shape > 0 && given.stakeTokens > 0,
  }
  const result = { cash: new Float64Array(paths), exit: new Float64Array(paths) }
  for (let path = 0; path < paths; path++) {
    const drawn = drawPath(fixed, random)
    bootstrap.restart()
    const months = walkPath(fixed, drawn, bootstrap, random)
    result.cash[path] = months.cash
    result.exit[path] = months.exit
  }
  return result
}

/** What is the same in all paths. */
interface Fixed {
  readonly given: Assumptions
  /** Relative standard error of the mean fees. */
  readonly feeError: number
  /** By month. */
  readonly discount: Float64Array
  readonly days: Int32Array
  /** Share of income that stays with the operator. */
  readonly keep: number
  /** USD to regain. */
  readonly target: number
  /** Probability of a month without a jump. */
  readonly noJump: number
  readonly slashing: boolean
}

/** Parameters of one path, drawn from their uncertainty; steps are of one month. */
interface Drawn {
  readonly drift: number
  readonly step: number
  readonly feeLevel: number
  readonly dilution: number
  readonly costs: number
  readonly resaleStep: number
  /** Probability of a month without a slash. */
  readonly noSlash: number
}

// The order of the draws is part of the result: the same seed gives the same paths.
function drawPath({ given, feeError, keep, slashing }: Fixed, random: Random): Drawn {
  const { price, slashes, residual, nodeGrowth, powerFactor } = given
  const sigma = price.sigma * Math.exp(price.sigmaError * random.normal())
  const drift = calmDrift(price, sigma) / 12
  const feeLevel = keep * Math.max(0, 1 + feeError * random.normal())
  const dilution = (1 + random.triangular(nodeGrowth.low, nodeGrowth.mode, nodeGrowth.high)) ** (-1 / 12)
  const costs =
    given.powerUsdPerMonth * random.triangular(powerFactor.low, powerFactor.mode, powerFactor.high) +
    given.otherUsdPerMonth
  const kept = Math.max(1e-9, random.triangular(residual.low, residual.mode, residual.high))
  const resaleStep = kept ** (1 / given.residualAtMonths)
  const noSlash = slashing ? Math.exp(-random.gamma(slashes.shape, slashes.exposureYears) / 12) : 1
  return { drift, step: sigma * Math.sqrt(1 / 12), feeLevel, dilution, costs, resaleStep, noSlash }
}

/** Walks one path until both are paid back, or to the horizon. */
function walkPath(fixed: Fixed, drawn: Drawn, bootstrap: BlockBootstrap, random: Random): Months {
  const { given, discount, days, keep, target } = fixed
  const feesInTokens = given.feesPricedIn === 'token'
  let tokenPrice = given.price.startUsd
  let stakeLeft = 1
  let nodeShare = 1
  let resale = given.capexUsd
  let cash = 0
  let worthBefore = target
  const paid = { cash: target > 0 ? Number.POSITIVE_INFINITY : 0, exit: Number.POSITIVE_INFINITY }
  for (let month = 0; month < discount.length; month++) {
    tokenPrice *= Math.exp(withJumps(fixed, drawn.drift + drawn.step * random.normal(), random))
    stakeLeft = afterSlashes(fixed, stakeLeft, drawn.noSlash, random)
    nodeShare *= drawn.dilution
    resale *= drawn.resaleStep
    const length = days[month] ?? 30
    // Whole days are drawn; a month has as many as the break-even's.
    const drawnFees = bootstrap.sumOf(length, random) * (MONTH_DAYS / length)
    const fees = drawnFees * drawn.feeLevel * (feesInTokens ? tokenPrice : 1)
    const emissions = given.emissionTokensPerDay * MONTH_DAYS * nodeShare * stakeLeft * tokenPrice * keep
    const factor = discount[month] ?? 0
    const net = (fees + emissions - drawn.costs) * factor
    if (paid.cash === Number.POSITIVE_INFINITY && cash + net >= target * ENOUGH)
      paid.cash = month + Math.min(1, (target - cash) / net)
    cash += net
    if (paid.exit === Number.POSITIVE_INFINITY) {
      const worth = cash + (resale + given.stakeTokens * stakeLeft * tokenPrice) * factor
      if (worth >= target) paid.exit = monthOfExit(month, target, worthBefore, worth)
      worthBefore = worth
    } else if (paid.cash !== Number.POSITIVE_INFINITY) break
  }
  return paid
}

interface Months {
  readonly cash: number
  readonly exit: number
}

// The start has nothing to regain: the first month's end is the first chance.
function monthOfExit(month: number, target: number, before: number, worth: number): number {
  return month === 0 || before >= target ? month + 1 : month + (target - before) / (worth - before)
}

/** A month's move of the log of the price, with its jumps. */
function withJumps({ given: { price }, noJump }: Fixed, steady: number, random: Random): number {
  let move = steady
  if (price.jumpsPerYear > 0)
    for (let jumps = random.poisson(noJump); jumps > 0; jumps--)
      move += price.jumpMean + price.jumpDeviation * random.normal()
  return move
}

/** The share of the stake that is left after a month's slashes. */
function afterSlashes({ given, slashing }: Fixed, before: number, noSlash: number, random: Random): number {
  const { severity } = given.slashes
  let left = before
  if (slashing)
    for (let count = random.poisson(noSlash); count > 0; count--)
      left *= 1 - random.triangular(severity.low, severity.mode, severity.high)
  return left
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
