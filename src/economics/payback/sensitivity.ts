import { mean, quantile, sortedCopy } from '../statistics.ts'
import { type Assumptions, MONTH_DAYS, paidPart, type Simulation, type Triangle } from './assumptions.ts'
import { meanError } from './bootstrap.ts'
import { discountFactors, type FixedToken, levelAt, tokensOf } from './draw.ts'
import { logDriftOf, logVarianceOf } from './price-model.ts'
import { triangleAt } from './triangle.ts'

type Driver =
  | 'which node'
  | 'fees'
  | 'token price'
  | `price of ${string}`
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
  /** By token: log of the price at the horizon's end against the start, reached in a straight line. */
  readonly logPrices: readonly number[]
  readonly growth: number
  readonly power: number
  readonly capex: number
  readonly resaleLoss: number
  /** Share of the stake lost per year. */
  readonly slashed: number
}

// The standard normal's 90 % point.
const Z90 = 1.2815515655446004

/** One driver at a time, the widest swing first. */
export function sensitivities(given: Assumptions, simulation: Simulation): readonly Sensitivity[] {
  const { slashes } = given
  const years = simulation.horizonMonths / 12
  const error = meanError(given.dailyFees, simulation.blockDays)
  const severity = middle(slashes.severity)
  const rate = slashes.exposureYears > 0 ? slashes.shape / slashes.exposureYears : 0
  const tokens = tokensOf(given)
  const logPrices = tokens.map(({ price }) => logDriftOf(price) * years)
  const dearer = given.capexFactor ?? AS_GIVEN
  const centre: Point = {
    feeLevel: 1,
    node: MEAN_NODE,
    logPrices,
    growth: middle(given.nodeGrowth),
    power: middle(given.powerFactor),
    capex: middle(dearer),
    resaleLoss: middle(given.resaleLoss),
    slashed: rate * severity,
  }
  // A Gamma's 90 % point without its inverse: mean and 1.28 standard deviations, never below nothing.
  const rateSpread = slashes.exposureYears > 0 ? (Math.sqrt(slashes.shape) / slashes.exposureYears) * Z90 : 0
  const ranges: readonly [Driver, Partial<Point>, Partial<Point>][] = [
    ['which node', { node: nodeAt(given, 0.1) }, { node: nodeAt(given, 0.9) }],
    ['fees', { feeLevel: levelAt(error, -Z90) }, { feeLevel: levelAt(error, Z90) }],
    ...tokens.map(({ price }, index): [Driver, Partial<Point>, Partial<Point>] => {
      const spread = Math.sqrt(logVarianceOf(price) * years) * Z90
      const moved = (by: number) => ({ logPrices: logPrices.with(index, (logPrices[index] ?? 0) + by) })
      const other = given.otherTokens?.[index - 1]
      return [other ? `price of ${other.symbol}` : 'token price', moved(-spread), moved(spread)]
    }),
    ['node growth', { growth: at(given.nodeGrowth, 0.9) }, { growth: at(given.nodeGrowth, 0.1) }],
    ['power', { power: at(given.powerFactor, 0.9) }, { power: at(given.powerFactor, 0.1) }],
    ['price of the machine', { capex: at(dearer, 0.9) }, { capex: at(dearer, 0.1) }],
    ['residual value', { resaleLoss: at(given.resaleLoss, 0.9) }, { resaleLoss: at(given.resaleLoss, 0.1) }],
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
      const low = worth(given, tokens, simulation, { ...centre, ...worse })
      const high = worth(given, tokens, simulation, { ...centre, ...better })
      return { driver, low, high, swing: Math.abs(high - low) }
    })
    .sort((a, b) => b.swing - a.swing)
}

/** Discounted cash and exit value at the horizon without any chance, less what was paid. */
function worth(
  given: Assumptions,
  tokens: readonly FixedToken[],
  { horizonMonths }: Simulation,
  point: Point,
): number {
  const discount = discountFactors(given.yearlyDiscount, horizonMonths)
  const feesPerDay = mean(given.dailyFees) * point.feeLevel * point.node.fees
  const keep = 1 - given.delegatorsPart
  const costs = given.powerUsdPerMonth * point.power + given.otherUsdPerMonth
  const gas = given.gasUsdPerMonth * point.feeLevel * point.node.fees
  const capex = given.capexUsd * point.capex
  let total = given.pastCashUsd - capex
  for (const { stakeTokens, price } of tokens) total -= stakeTokens * price.startUsd
  for (let month = 1; month <= horizonMonths; month++) {
    const prices = tokens.map(
      ({ price }, index) =>
        price.startUsd * Math.exp(((point.logPrices[index] ?? 0) * month) / horizonMonths),
    )
    const worthIn = (amount: (token: FixedToken) => number) =>
      tokens.reduce((sum, token, index) => sum + amount(token) * (prices[index] ?? 0), 0)
    const stakeLeft = (1 - Math.min(1, point.slashed)) ** (month / 12)
    const fees = feesPerDay * MONTH_DAYS * (given.feesPricedIn === 'token' ? (prices[0] ?? 0) : 1)
    const share = (given.entryShare ?? 1) * (1 + point.growth) ** (-month / 12)
    const paid = point.node.emissions * MONTH_DAYS * paidPart(given, month - 1)
    const emissions = worthIn((token) => token.emissionTokensPerDay) * paid * stakeLeft
    const factor = discount[month - 1] ?? 0
    total += (((fees + emissions) * keep - gas) * share - costs) * factor
    if (month === horizonMonths) {
      const kept = 1 - (1 - (given.resale[month] ?? 0)) * point.resaleLoss
      const resale = capex * Math.min(1, Math.max(0, kept))
      const locked = (1 + given.yearlyDiscount) ** (-given.unlockMonths / 12)
      total += (resale + worthIn((token) => token.stakeTokens) * stakeLeft * locked) * factor
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

function at({ low, mode, high }: Triangle, q: number): number {
  return triangleAt(low, mode, high, q)
}
