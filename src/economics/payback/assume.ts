import { type MachineCosts, resaleShare } from '../cost.ts'
import { type Exact, ONE, toNumber } from '../exact.ts'
import type { RatePosterior } from '../penalties.ts'
import { MONTH } from '../period.ts'
import { mean } from '../statistics.ts'
import { type Assumptions, emittedInFirst, type OtherToken, type Triangle, YEAR_DAYS } from './assumptions.ts'
import type { PaidFees } from './history.ts'
import type { PriceModel } from './price-model.ts'
import type { SampledNode } from './sampled-nodes.ts'
import { poolOf } from './shrink.ts'
import type { Spreads } from './spreads.ts'

/** What the simulation and the break-even stand on, all of it known. USD, whole tokens, shares. */
export interface CommonValues {
  readonly machine: MachineCosts
  readonly capex: Exact
  /** Per second. */
  readonly power: Exact
  /** Per month, as gas. */
  readonly hosting: Exact
  readonly gas: Exact
  /** Of the first token, and the operator's own stake in it. */
  readonly lastPrice: Exact
  readonly stake: Exact
  readonly delegators: Exact
  readonly fees: Exact
  /** Zero where none is asked for. */
  readonly pastCash: Exact
}

interface Given {
  readonly common: CommonValues
  readonly price: PriceModel
  readonly days: readonly Exact[]
  readonly spreads: Spreads
  readonly rate: RatePosterior
  readonly paid: PaidFees
  readonly tokensPerDay: Exact
  readonly paidEvents: number
  readonly ageMonths: number
  readonly unlockSeconds: number
  readonly nodes: readonly SampledNode[] | undefined
  readonly otherTokens: readonly OtherToken[]
  /** Of a role: what is left to each beside one more. */
  readonly entryShare: Exact | undefined
  readonly settings: {
    readonly yearlyDiscount: Exact
    readonly horizonMonths: number
    readonly emissionMonths?: Exact | undefined
  }
}

/** The assumptions of a simulation as plain numbers: from here on nothing is exact. */
export function assumptionsOf(given: Given): Assumptions {
  const { common, price, days, spreads, rate, paid, settings, nodes } = given
  return {
    capexUsd: toNumber(common.capex),
    pastCashUsd: toNumber(common.pastCash),
    ageMonths: given.ageMonths,
    stakeTokens: toNumber(common.stake),
    unlockMonths: given.unlockSeconds / MONTH,
    dailyFees: Float64Array.from(days, toNumber),
    feesPricedIn: paid.currency.pricedIn,
    paidEvents: given.paidEvents,
    ...emissionsOf(given),
    ...(given.entryShare ? { entryShare: toNumber(given.entryShare) } : {}),
    emissionMonths: settings.emissionMonths && toNumber(settings.emissionMonths),
    nodes,
    delegatorsPart: toNumber(common.delegators),
    powerUsdPerMonth: toNumber(common.power) * MONTH,
    otherUsdPerMonth: toNumber(common.hosting),
    gasUsdPerMonth: toNumber(common.gas),
    price,
    nodeGrowth: spreads.nodeGrowth,
    powerFactor: spreads.powerFactor,
    ...(spreads.capexFactor ? { capexFactor: spreads.capexFactor } : {}),
    resale: resaleOf(common.machine, given.ageMonths, settings.horizonMonths),
    resaleLoss: lossOf(common.machine, spreads.residualSpread),
    slashes: {
      shape: toNumber(rate.shape),
      exposureYears: toNumber(rate.nodeDays) / YEAR_DAYS,
      severity: spreads.severity,
    },
    yearlyDiscount: toNumber(settings.yearlyDiscount),
  }
}

/** Of a sample the mean of its days, so that levels are against it: in the first token, at the last prices, shared out as they came. */
function emissionsOf({ nodes, price, tokensPerDay, otherTokens }: Given) {
  const own = toNumber(tokensPerDay)
  const all = emittedInFirst({ emissionTokensPerDay: own, price, otherTokens })
  const seen = nodes?.length ? mean(poolOf(nodes.map(({ emissions }) => emissions.own))) : all
  const scale = all > 0 ? seen / all : 1
  return {
    emissionTokensPerDay: otherTokens.length === 0 ? seen : own * scale,
    ...(otherTokens.length > 0
      ? {
          otherTokens: otherTokens.map((token) => ({
            ...token,
            emissionTokensPerDay: token.emissionTokensPerDay * scale,
          })),
        }
      : {}),
  }
}

/** By month from now: the share of its price that the machine fetches, by the one curve of its resale. */
function resaleOf({ depreciation }: MachineCosts, ageMonths: number, horizonMonths: number): Float64Array {
  return Float64Array.from({ length: horizonMonths + 1 }, (_, month) =>
    toNumber(resaleShare(depreciation, Math.round((ageMonths + month) * MONTH))),
  )
}

/** What is left in the end lies within a share above and below the curve's: as a multiplier of what is lost. */
function lossOf({ depreciation }: MachineCosts, spread: number): Triangle {
  const left = toNumber(
    depreciation.method === 'straight' ? (depreciation.points.at(-1)?.share ?? ONE) : depreciation.floor,
  )
  if (left >= 1) return { low: 1, mode: 1, high: 1 }
  const lossAt = (share: number) => (1 - share) / (1 - left)
  return { low: lossAt(Math.min(1, left * (1 + spread))), mode: 1, high: lossAt(left * (1 - spread)) }
}
