import { mean } from '../statistics.ts'
import { type Assumptions, MONTH_DAYS, type Simulation } from './assumptions.ts'
import { BlockBootstrap, meanError } from './bootstrap.ts'
import { calmDrift } from './price-model.ts'
import type { Random } from './random.ts'

/** What is the same in all paths. */
export interface Fixed {
  readonly given: Assumptions
  readonly nodes: readonly DrawnNode[]
  /** Relative standard error of the mean fees of all days. */
  readonly feeError: number
  /** By month. */
  readonly discount: Float64Array
  readonly days: Int32Array
  /** Share of income that stays with the operator. */
  readonly keep: number
  /** The stake at its first price, USD: what is to be regained besides the machine. */
  readonly stake: number
  /** Probability of a month without a jump. */
  readonly noJump: number
  readonly slashing: boolean
  /** By month: whether leaving at its end is told. */
  readonly isLeaving: Uint8Array
  /** Worth at leaving of a dollar of stake that comes free only later. */
  readonly whileLocked: number
}

/** A node that a path may draw: of the sample, or the one that was asked about. */
interface DrawnNode {
  readonly fees: BlockBootstrap
  /** Against the mean node: its requests, and so its gas. */
  readonly feeLevel: number
  readonly emissionTokensPerDay: number
  /** Standard deviations of the logs of what its levels may yet be. */
  readonly feeError: number
  readonly emissionError: number
}

/** Parameters of one path, drawn from their uncertainty; steps are of one month. */
export interface Drawn {
  readonly fees: BlockBootstrap
  readonly drift: number
  readonly step: number
  /** Of the fees as they are drawn, after the delegators' part. */
  readonly feeLevel: number
  /** Tokens a month, after the delegators' part. */
  readonly emissions: number
  readonly dilution: number
  readonly costs: number
  readonly gas: number
  /** What the machine costs. */
  readonly capex: number
  readonly resaleStep: number
  /** Probability of a month without a slash. */
  readonly noSlash: number
}

export function fixOf(given: Assumptions, simulation: Simulation): Fixed {
  const { horizonMonths, blockDays } = simulation
  const bootstrap = (daily: Float64Array) => new BlockBootstrap(daily, blockDays)
  const one: DrawnNode = {
    fees: bootstrap(given.dailyFees),
    feeLevel: 1,
    emissionTokensPerDay: given.emissionTokensPerDay,
    feeError: 0,
    emissionError: 0,
  }
  return {
    given,
    nodes: given.nodes?.length
      ? given.nodes.map(({ fees, emissions }) => ({
          fees: bootstrap(fees.daily),
          feeLevel: fees.level,
          emissionTokensPerDay: mean(emissions.daily),
          feeError: fees.levelError,
          emissionError: emissions.levelError,
        }))
      : [one],
    feeError: meanError(given.dailyFees, blockDays),
    discount: discountFactors(given.yearlyDiscount, horizonMonths),
    days: monthLengths(horizonMonths),
    keep: 1 - given.delegatorsPart,
    stake: given.stakeTokens * given.price.startUsd,
    noJump: Math.exp(-given.price.jumpsPerYear / 12),
    slashing: given.slashes.shape > 0 && given.stakeTokens > 0,
    isLeaving: leavingMonths(horizonMonths),
    whileLocked: (1 + given.yearlyDiscount) ** (-given.unlockMonths / 12),
  }
}

/** The months of leaving that are told: half a year, and each whole year up to the horizon. */
export function monthsOfExit(horizonMonths: number): readonly number[] {
  const years = Array.from({ length: Math.floor(horizonMonths / 12) }, (_, year) => (year + 1) * 12)
  return [...new Set([6, ...years, horizonMonths])]
    .filter((month) => month <= horizonMonths)
    .sort((a, b) => a - b)
}

function leavingMonths(horizonMonths: number): Uint8Array {
  const leaving = new Uint8Array(horizonMonths)
  for (const month of monthsOfExit(horizonMonths)) leaving[month - 1] = 1
  return leaving
}

/** The parameters of one path. The order of the draws is part of the result: the same seed gives the same paths. */
export function drawPath({ given, feeError, keep, slashing }: Fixed, node: DrawnNode, random: Random): Drawn {
  const { price, slashes, residual, nodeGrowth, powerFactor } = given
  const sigma = price.sigma * Math.exp(price.sigmaError * random.normal())
  const drift = calmDrift(price, sigma) / 12
  const common = levelAt(feeError, random.normal())
  // A node that turns out to be a better one is so in both.
  const luck = node.feeError > 0 || node.emissionError > 0 ? random.normal() : 0
  const requests = common * levelAt(node.feeError, luck)
  const dilution = (1 + random.triangular(nodeGrowth.low, nodeGrowth.mode, nodeGrowth.high)) ** (-1 / 12)
  const costs =
    given.powerUsdPerMonth * random.triangular(powerFactor.low, powerFactor.mode, powerFactor.high) +
    given.otherUsdPerMonth
  const kept = Math.max(1e-9, random.triangular(residual.low, residual.mode, residual.high))
  const resaleStep = kept ** (1 / given.residualAtMonths)
  const noSlash = slashing ? Math.exp(-random.gamma(slashes.shape, slashes.exposureYears) / 12) : 1
  const { capexFactor: dearer } = given
  const capex = given.capexUsd * (dearer ? random.triangular(dearer.low, dearer.mode, dearer.high) : 1)
  node.fees.restart()
  return {
    fees: node.fees,
    drift,
    step: sigma * Math.sqrt(1 / 12),
    feeLevel: keep * requests,
    emissions: node.emissionTokensPerDay * MONTH_DAYS * keep * levelAt(node.emissionError, luck),
    dilution,
    costs,
    gas: given.gasUsdPerMonth * node.feeLevel * requests,
    capex,
    resaleStep,
    noSlash,
  }
}

/** A log-normal factor whose middle is 1: what is measured too low is as likely as what is measured too high. */
export function levelAt(error: number, normal: number): number {
  return Math.exp(error * normal)
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
