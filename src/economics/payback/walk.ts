import { MONTH_DAYS, paidPart } from './assumptions.ts'
import { type Drawn, type Fixed, type FixedToken, sumOfProducts } from './draw.ts'
import type { PriceModel } from './price-model.ts'
import type { Random } from './random.ts'

// What rounding of floating-point sums may leave out of an amount that is met exactly.
const ENOUGH = 0.999999999999

interface Paid {
  machine: number
  cash: number
  exit: number
}

/** What a path needs at each step: filled again and again, so that a path leaves nothing behind. */
export interface Walked {
  /** By month: what leaving at its end brings beyond what was put in, discounted, in USD. */
  readonly gains: Float64Array
  /** By token. */
  readonly prices: Float64Array
  readonly steps: Float64Array
}

export function walkedOf({ discount, tokens }: Fixed): Walked {
  return {
    gains: new Float64Array(discount.length),
    prices: new Float64Array(tokens.length),
    steps: new Float64Array(tokens.length),
  }
}

/** Walks one path to the horizon. Months until paid back, Infinity: not within it. */
export function walkPath(fixed: Fixed, drawn: Drawn, walked: Walked, random: Random): Paid {
  const { given, discount, days, isLeaving } = fixed
  const { pastCashUsd } = given
  const { gains, prices } = walked
  const { capex: capexUsd } = drawn
  const target = capexUsd + fixed.stake
  const feesInTokens = given.feesPricedIn === 'token'
  prices.set(fixed.startPrices)
  let stakeLeft = 1
  let nodeShare = given.entryShare ?? 1
  let cash = pastCashUsd
  let before = 0
  const never = Number.POSITIVE_INFINITY
  const paid: Paid = {
    machine: capexUsd > pastCashUsd ? never : 0,
    cash: target > pastCashUsd ? never : 0,
    exit: never,
  }
  for (let month = 0; month < discount.length; month++) {
    movePrices(fixed, drawn, walked, random)
    stakeLeft = afterSlashes(fixed, stakeLeft, drawn.noSlash, random)
    nodeShare *= drawn.dilution
    const length = days[month] ?? 30
    // Whole days are drawn; a month has as many as the break-even's.
    const drawnFees = drawn.fees.sumOf(length, random) * (MONTH_DAYS / length)
    const fees = drawnFees * drawn.feeLevel * (feesInTokens ? (prices[0] ?? 0) : 1)
    const emissions = sumOfProducts(drawn.emissions, prices) * paidPart(given, month) * stakeLeft
    const factor = discount[month] ?? 0
    const net = ((fees + emissions - drawn.gas) * nodeShare - drawn.costs) * factor
    if (paid.machine === never && cash + net >= capexUsd * ENOUGH)
      paid.machine = month + Math.min(1, (capexUsd - cash) / net)
    if (paid.cash === never && cash + net >= target * ENOUGH)
      paid.cash = month + Math.min(1, (target - cash) / net)
    cash += net
    const unlocked = stakeLeft * fixed.whileLocked * factor
    const gain =
      cash +
      resaleAt(fixed, drawn, month + 1) * factor +
      sumOfProducts(fixed.stakes, prices) * unlocked -
      target
    // Prices go on walking until the stake is free.
    gains[month] = gain + (isLeaving[month] ? movesWhileLocked(fixed, drawn, walked, random) * unlocked : 0)
    if (paid.exit === never && gain >= 0) paid.exit = monthOfExit(month, before, gain)
    before = gain
  }
  return paid
}

// The start has nothing to regain: the first month's end is the first chance.
function monthOfExit(month: number, before: number, gain: number): number {
  return month === 0 ? 1 : month + before / (before - gain)
}

/** What the machine fetches so many months on: never more than it cost, and never less than nothing. */
function resaleAt({ given }: Fixed, { capex, resaleLoss }: Drawn, month: number): number {
  const kept = 1 - (1 - (given.resale[month] ?? 0)) * resaleLoss
  return capex * Math.min(1, Math.max(0, kept))
}

/** A month's moves of all prices: their walks together, their jumps each by itself. */
function movePrices(fixed: Fixed, { drifts, steps }: Drawn, walked: Walked, random: Random): void {
  const { tokens } = fixed
  const { prices, steps: drawn } = walked
  for (let index = 0; index < tokens.length; index++) drawn[index] = random.normal()
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as FixedToken
    const move = (drifts[index] ?? 0) + (steps[index] ?? 0) * sumOfProducts(token.weights, drawn)
    prices[index] = (prices[index] ?? 0) * Math.exp(move + jumpsOf(token.price, token.noJump, random))
  }
}

/** By how much the stakes' worth changes from leaving until they are free. */
function movesWhileLocked(
  { given: { unlockMonths }, tokens, stake }: Fixed,
  { drifts, steps }: Drawn,
  { prices, steps: drawn }: Walked,
  random: Random,
): number {
  if (unlockMonths === 0 || stake === 0) return 0
  for (let index = 0; index < tokens.length; index++) drawn[index] = random.normal()
  let total = 0
  for (const [index, { price, weights, stakeTokens }] of tokens.entries()) {
    const step = (steps[index] ?? 0) * Math.sqrt(unlockMonths) * sumOfProducts(weights, drawn)
    const move = (drifts[index] ?? 0) * unlockMonths + step
    const jumps = jumpsOf(price, Math.exp((-price.jumpsPerYear * unlockMonths) / 12), random)
    total += stakeTokens * (prices[index] ?? 0) * Math.expm1(move + jumps)
  }
  return total
}

/** What jumps add to the log of a price in a time; `none`: how probable it is that there is not one. */
function jumpsOf(price: PriceModel, none: number, random: Random): number {
  let total = 0
  if (price.jumpsPerYear > 0)
    for (let jumps = random.poisson(none); jumps > 0; jumps--)
      total += price.jumpMean + price.jumpDeviation * random.normal()
  return total
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
