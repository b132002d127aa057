import { mean, quantile, sortedCopy } from '../statistics.ts'
import { type Assumptions, MONTH_DAYS, paidPart, type Simulation, type Triangle } from './assumptions.ts'
import { meanError } from './bootstrap.ts'
import { discountFactors, levelAt } from './draw.ts'
import { logDriftOf, logVarianceOf } from './price-model.ts'

type Driver =
  | 'which node'
  | 'fees'
  | 'token price'
  | 'node growth'
  | 'power'
  | 'price of the machine'
  | 'residual value'
  | 'slashes'

export interface Sensitivity {
  readonly driver: Driver
  /** Discounted worth at the horizon when this driver is at its 10 % and at its 90 % point, all others in the middle. USD. */
  readonly low: number
  readonly high: number
  readonly swing: number
}

interface Levels {
  readonly fees: number
  readonly emissions: number
}

interface Point {
  readonly feeLevel: number
  /** Against the mean node. */
  readonly node: Levels
  /** Log of the price at the horizon's end against the start: reached in a straight line. */
  readonly logPrice: number
  readonly growth: number
  readonly power: number
  readonly capex: number
  readonly residual: number
  /** Share of the stake lost per year. */
  readonly slashed: number
}

// The standard normal's 90 % point.
const Z90 = 1.2815515655446004

/** One driver at a time, the widest swing first. */
export function sensitivities(given: Assumptions, simulation: Simulation): readonly Sensitivity[] {
  const { price, slashes } = given
  const years = simulation.horizonMonths / 12
  const error = meanError(given.dailyFees, simulation.blockDays)
  const severity = middle(slashes.severity)
  const rate = slashes.exposureYears > 0 ? slashes.shape / slashes.exposureYears : 0
  const logPrice = logDriftOf(price) * years
  const spread = Math.sqrt(logVarianceOf(price) * years) * Z90
  const dearer = given.capexFactor ?? AS_GIVEN
  const centre: Point = {
    feeLevel: 1,
    node: MEAN_NODE,
    logPrice,
    growth: middle(given.nodeGrowth),
    power: middle(given.powerFactor),
    capex: middle(dearer),
    residual: middle(given.residual),
    slashed: rate * severity,
  }
  // A Gamma's 90 % point without its inverse: mean and 1.28 standard deviations, never below nothing.
  const rateSpread = slashes.exposureYears > 0 ? (Math.sqrt(slashes.shape) / slashes.exposureYears) * Z90 : 0
  const ranges: readonly [Driver, Partial<Point>, Partial<Point>][] = [
    ['which node', { node: nodeAt(given, 0.1) }, { node: nodeAt(given, 0.9) }],
    ['fees', { feeLevel: levelAt(error, -Z90) }, { feeLevel: levelAt(error, Z90) }],
    ['token price', { logPrice: logPrice - spread }, { logPrice: logPrice + spread }],
    ['node growth', { growth: at(given.nodeGrowth, 0.9) }, { growth: at(given.nodeGrowth, 0.1) }],
    ['power', { power: at(given.powerFactor, 0.9) }, { power: at(given.powerFactor, 0.1) }],
    ['price of the machine', { capex: at(dearer, 0.9) }, { capex: at(dearer, 0.1) }],
    ['residual value', { residual: at(given.residual, 0.1) }, { residual: at(given.residual, 0.9) }],
    [
      'slashes',
      { slashed: (rate + rateSpread) * severity },
      { slashed: Math.max(0, rate - rateSpread) * severity },
    ],
  ]
  return ranges
    .filter(([driver]) => driver !== 'which node' || given.nodes)
    .filter(([driver]) => driver !== 'price of the machine' || given.capexFactor)
    .map(([driver, worse, better]) => {
      const low = worth(given, simulation, { ...centre, ...worse })
      const high = worth(given, simulation, { ...centre, ...better })
      return { driver, low, high, swing: Math.abs(high - low) }
    })
    .sort((a, b) => b.swing - a.swing)
}

/** Discounted cash and exit value at the horizon without any chance, less what was paid. */
function worth(given: Assumptions, { horizonMonths }: Simulation, point: Point): number {
  const discount = discountFactors(given.yearlyDiscount, horizonMonths)
  const feesPerDay = mean(given.dailyFees) * point.feeLevel * point.node.fees
  const keep = 1 - given.delegatorsPart
  const costs = given.powerUsdPerMonth * point.power + given.otherUsdPerMonth
  const gas = given.gasUsdPerMonth * point.feeLevel * point.node.fees
  const capex = given.capexUsd * point.capex
  let total = given.pastCashUsd - capex - given.stakeTokens * given.price.startUsd
  for (let month = 1; month <= horizonMonths; month++) {
    const price = given.price.startUsd * Math.exp((point.logPrice * month) / horizonMonths)
    const stakeLeft = (1 - Math.min(1, point.slashed)) ** (month / 12)
    const fees = feesPerDay * MONTH_DAYS * (given.feesPricedIn === 'token' ? price : 1)
    const share = (1 + point.growth) ** (-month / 12)
    const tokens = given.emissionTokensPerDay * point.node.emissions * MONTH_DAYS * paidPart(given, month - 1)
    const emissions = tokens * stakeLeft * price
    const factor = discount[month - 1] ?? 0
    total += (((fees + emissions) * keep - gas) * share - costs) * factor
    if (month === horizonMonths) {
      const resale = capex * point.residual ** ((given.ageMonths + month) / given.residualAtMonths)
      const locked = (1 + given.yearlyDiscount) ** (-given.unlockMonths / 12)
      total += (resale + given.stakeTokens * stakeLeft * price * locked) * factor
    }
  }
  return total
}

const AS_GIVEN: Triangle = { low: 1, mode: 1, high: 1 }
const MEAN_NODE: Levels = { fees: 1, emissions: 1 }

/** The levels of fees and emissions at a quantile over the sample's nodes. */
function nodeAt({ nodes }: Assumptions, q: number): Levels {
  if (!nodes?.length) return MEAN_NODE
  const at = (levels: readonly number[]) => quantile(sortedCopy(levels), q)
  return {
    fees: at(nodes.map(({ fees }) => fees.level)),
    emissions: at(nodes.map((it) => it.emissions.level)),
  }
}

function middle(triangle: Triangle): number {
  return at(triangle, 0.5)
}

/** The q-quantile of a triangular distribution. */
function at({ low, mode, high }: Triangle, q: number): number {
  if (high <= low) return mode
  return q < (mode - low) / (high - low)
    ? low + Math.sqrt(q * (high - low) * (mode - low))
    : high - Math.sqrt((1 - q) * (high - low) * (high - mode))
}
