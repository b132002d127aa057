import { mean } from '../statistics.ts'
import { type Assumptions, emittedInFirst, MONTH_DAYS, type Simulation } from './assumptions.ts'
import { BlockBootstrap, meanError } from './bootstrap.ts'
import { jointWeights } from './joint.ts'
import { calmDrift, type PriceModel } from './price-model.ts'
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
  /** The first token is that which fees may be in. */
  readonly tokens: readonly FixedToken[]
  /** By token. */
  readonly startPrices: Float64Array
  readonly stakes: Float64Array
  /** Stakes at their first prices, USD: what is to be regained besides the machine. */
  readonly stake: number
  readonly slashing: boolean
  /** By month: whether leaving at its end is told. */
  readonly isLeaving: Uint8Array
  /** Worth at leaving of a dollar of stake that comes free only later. */
  readonly whileLocked: number
}

/** A token of income or stake: what of it is the same in all paths. */
export interface FixedToken {
  readonly price: PriceModel
  readonly stakeTokens: number
  /** Of the mean node. */
  readonly emissionTokensPerDay: number
  /** Probability of a month without a jump. */
  readonly noJump: number
  /** How its walk's step is put together from as many independent ones. */
  readonly weights: Float64Array
}

/** A node that a path may draw: of the sample, or the one that was asked about. */
interface DrawnNode {
  readonly fees: BlockBootstrap
  /** Against the mean node: its requests, and so its gas; and its emissions. */
  readonly feeLevel: number
  readonly emissionLevel: number
  /** Standard deviations of the logs of what its levels may yet be. */
  readonly feeError: number
  readonly emissionError: number
}

/** Parameters of one path, drawn from their uncertainty; steps are of one month. */
export interface Drawn {
  readonly fees: BlockBootstrap
  /** By token: of the walk of its price. */
  readonly drifts: Float64Array
  readonly steps: Float64Array
  /** Of the fees as they are drawn, after the delegators' part. */
  readonly feeLevel: number
  /** By token: so many a month, after the delegators' part. */
  readonly emissions: Float64Array
  readonly dilution: number
  readonly costs: number
  readonly gas: number
  /** What the machine costs. */
  readonly capex: number
  /** Multiplier of what it loses in value. */
  readonly resaleLoss: number
  /** Probability of a month without a slash. */
  readonly noSlash: number
}

export function fixOf(given: Assumptions, simulation: Simulation): Fixed {
  const { horizonMonths, blockDays } = simulation
  const bootstrap = (daily: Float64Array) => new BlockBootstrap(daily, blockDays)
  const one: DrawnNode = {
    fees: bootstrap(given.dailyFees),
    feeLevel: 1,
    emissionLevel: 1,
    feeError: 0,
    emissionError: 0,
  }
  const tokens = tokensOf(given)
  const startPrices = Float64Array.from(tokens, ({ price }) => price.startUsd)
  const stakes = Float64Array.from(tokens, ({ stakeTokens }) => stakeTokens)
  const stake = sumOfProducts(stakes, startPrices)
  // The emissions of a sample's nodes are told in the first token, at the last prices.
  const meanEmitted = emittedInFirst(given)
  return {
    given,
    nodes: given.nodes?.length
      ? given.nodes.map(({ fees, emissions }) => ({
          fees: bootstrap(fees.daily),
          feeLevel: fees.level,
          emissionLevel: meanEmitted > 0 ? mean(emissions.daily) / meanEmitted : 0,
          feeError: fees.levelError,
          emissionError: emissions.levelError,
        }))
      : [one],
    feeError: meanError(given.dailyFees, blockDays),
    discount: discountFactors(given.yearlyDiscount, horizonMonths),
    days: monthLengths(horizonMonths),
    keep: 1 - given.delegatorsPart,
    tokens,
    startPrices,
    stakes,
    stake,
    slashing: given.slashes.shape > 0 && stake > 0,
    isLeaving: leavingMonths(horizonMonths),
    whileLocked: (1 + given.yearlyDiscount) ** (-given.unlockMonths / 12),
  }
}

/** The tokens that prices are simulated of, the one of the fees first. */
export function tokensOf({
  price,
  stakeTokens,
  emissionTokensPerDay,
  otherTokens = [],
}: Assumptions): FixedToken[] {
  const all = [{ price, stakeTokens, emissionTokensPerDay, correlations: [] }, ...otherTokens]
  const weights = jointWeights(all.map(({ correlations }) => correlations))
  return all.map((token, index) => ({
    price: token.price,
    stakeTokens: token.stakeTokens,
    emissionTokensPerDay: token.emissionTokensPerDay,
    noJump: Math.exp(-token.price.jumpsPerYear / 12),
    weights: Float64Array.from(weights[index] ?? []),
  }))
}

/** The months of leaving that are told: half a year, and each whole year up to the horizon. */
export function monthsOfExit(horizonMonths: number): readonly number[] {
  const all = Array.from({ length: horizonMonths }, (_, before) => before + 1)
  return all.filter((month) => month === 6 || month % 12 === 0 || month === horizonMonths)
}

function leavingMonths(horizonMonths: number): Uint8Array {
  const leaving = new Uint8Array(horizonMonths)
  for (const month of monthsOfExit(horizonMonths)) leaving[month - 1] = 1
  return leaving
}

/** The parameters of one path. The order of the draws is part of the result: the same seed gives the same paths. */
export function drawPath(
  { given, tokens, feeError, keep, slashing }: Fixed,
  node: DrawnNode,
  random: Random,
): Drawn {
  const { slashes, resaleLoss, nodeGrowth, powerFactor } = given
  const count = tokens.length
  const [drifts, steps] = [new Float64Array(count), new Float64Array(count)]
  for (let index = 0; index < count; index++) {
    const { price } = tokens[index] as FixedToken
    const sigma = price.sigma * Math.exp(price.sigmaError * random.normal())
    drifts[index] = calmDrift(price, sigma) / 12
    steps[index] = sigma * Math.sqrt(1 / 12)
  }
  const common = levelAt(feeError, random.normal())
  // A node that turns out to be a better one is so in both.
  const luck = node.feeError > 0 || node.emissionError > 0 ? random.normal() : 0
  const requests = common * levelAt(node.feeError, luck)
  const dilution = (1 + random.triangular(nodeGrowth.low, nodeGrowth.mode, nodeGrowth.high)) ** (-1 / 12)
  const costs =
    given.powerUsdPerMonth * random.triangular(powerFactor.low, powerFactor.mode, powerFactor.high) +
    given.otherUsdPerMonth
  const loss = random.triangular(resaleLoss.low, resaleLoss.mode, resaleLoss.high)
  const noSlash = slashing ? Math.exp(-random.gamma(slashes.shape, slashes.exposureYears) / 12) : 1
  const { capexFactor: dearer } = given
  const capex = given.capexUsd * (dearer ? random.triangular(dearer.low, dearer.mode, dearer.high) : 1)
  node.fees.restart()
  const emissionLevel = node.emissionLevel * keep * levelAt(node.emissionError, luck)
  return {
    fees: node.fees,
    drifts,
    steps,
    feeLevel: keep * requests,
    emissions: Float64Array.from(tokens, (it) => it.emissionTokensPerDay * MONTH_DAYS * emissionLevel),
    dilution,
    costs,
    gas: given.gasUsdPerMonth * node.feeLevel * requests,
    capex,
    resaleLoss: loss,
    noSlash,
  }
}

/** Each of some amounts times what one of them is worth, together. */
export function sumOfProducts(amounts: Float64Array, worths: Float64Array): number {
  let total = 0
  for (let index = 0; index < amounts.length; index++) total += (amounts[index] ?? 0) * (worths[index] ?? 0)
  return total
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
