import { MONTH_DAYS, paidPart } from './assumptions.ts'
import type { Drawn, Fixed } from './draw.ts'
import type { Random } from './random.ts'

// What rounding of floating-point sums may leave out of an amount that is met exactly.
const ENOUGH = 1 - 1e-12

interface Paid {
  machine: number
  cash: number
  exit: number
}

/**
 * Walks one path to the horizon. Months until paid back, Infinity: not within it. `gains` is filled with what leaving at each
 * month's end brings beyond what was put in, discounted, in USD.
 */
export function walkPath(fixed: Fixed, drawn: Drawn, gains: Float64Array, random: Random): Paid {
  const { given, discount, days, isLeaving } = fixed
  const { stakeTokens, pastCashUsd } = given
  const { capex: capexUsd } = drawn
  const target = capexUsd + fixed.stake
  const feesInTokens = given.feesPricedIn === 'token'
  let tokenPrice = given.price.startUsd
  let stakeLeft = 1
  let nodeShare = 1
  let resale = capexUsd * drawn.resaleStep ** given.ageMonths
  let cash = pastCashUsd
  let before = pastCashUsd + resale - capexUsd
  const never = Number.POSITIVE_INFINITY
  const paid: Paid = {
    machine: capexUsd > pastCashUsd ? never : 0,
    cash: target > pastCashUsd ? never : 0,
    exit: never,
  }
  for (let month = 0; month < discount.length; month++) {
    tokenPrice *= Math.exp(withJumps(fixed, drawn.drift + drawn.step * random.normal(), random))
    stakeLeft = afterSlashes(fixed, stakeLeft, drawn.noSlash, random)
    nodeShare *= drawn.dilution
    resale *= drawn.resaleStep
    const length = days[month] ?? 30
    // Whole days are drawn; a month has as many as the break-even's.
    const drawnFees = drawn.fees.sumOf(length, random) * (MONTH_DAYS / length)
    const fees = drawnFees * drawn.feeLevel * (feesInTokens ? tokenPrice : 1)
    const emissions = drawn.emissions * paidPart(given, month) * stakeLeft * tokenPrice
    const factor = discount[month] ?? 0
    const net = ((fees + emissions - drawn.gas) * nodeShare - drawn.costs) * factor
    if (paid.machine === never && cash + net >= capexUsd * ENOUGH)
      paid.machine = month + Math.min(1, (capexUsd - cash) / net)
    if (paid.cash === never && cash + net >= target * ENOUGH)
      paid.cash = month + Math.min(1, (target - cash) / net)
    cash += net
    const stake = stakeTokens * stakeLeft * tokenPrice * fixed.whileLocked
    const gain = cash + (resale + stake) * factor - target
    // The price goes on walking until the stake is free.
    const later = isLeaving[month] ? priceWhileLocked(fixed, drawn, random) : 1
    gains[month] = gain + stake * (later - 1) * factor
    if (paid.exit === never && gain >= 0) paid.exit = monthOfExit(month, before, gain)
    before = gain
  }
  return paid
}

// The start has nothing to regain: the first month's end is the first chance.
function monthOfExit(month: number, before: number, gain: number): number {
  return month === 0 || before >= 0 ? month + 1 : month + before / (before - gain)
}

/** What the price is multiplied by from leaving until the stake is free. */
function priceWhileLocked({ given }: Fixed, { drift, step }: Drawn, random: Random): number {
  const { price, unlockMonths, stakeTokens } = given
  if (unlockMonths === 0 || stakeTokens === 0) return 1
  let move = drift * unlockMonths + step * Math.sqrt(unlockMonths) * random.normal()
  if (price.jumpsPerYear > 0)
    for (let jumps = random.poisson(Math.exp((-price.jumpsPerYear * unlockMonths) / 12)); jumps > 0; jumps--)
      move += price.jumpMean + price.jumpDeviation * random.normal()
  return Math.exp(move)
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
