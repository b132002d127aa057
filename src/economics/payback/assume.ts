import type { MachineCosts } from '../cost.ts'
import { type Exact, toNumber } from '../exact.ts'
import type { RatePosterior } from '../penalties.ts'
import { MONTH } from '../period.ts'
import { mean } from '../statistics.ts'
import { type Assumptions, type Triangle, YEAR_DAYS } from './assumptions.ts'
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
  readonly settings: { readonly yearlyDiscount: Exact; readonly emissionMonths?: Exact | undefined }
}

/** The assumptions of a simulation as plain numbers: from here on nothing is exact. */
export function assumptionsOf(given: Given): Assumptions {
  const { common, price, days, spreads, rate, paid, tokensPerDay, settings, nodes } = given
  return {
    capexUsd: toNumber(common.capex),
    pastCashUsd: toNumber(common.pastCash),
    ageMonths: given.ageMonths,
    stakeTokens: toNumber(common.stake),
    unlockMonths: given.unlockSeconds / MONTH,
    dailyFees: Float64Array.from(days, toNumber),
    feesPricedIn: paid.currency.pricedIn,
    paidEvents: given.paidEvents,
    // Of a sample the mean of its days, so that levels are against it.
    emissionTokensPerDay: nodes?.length
      ? mean(poolOf(nodes.map(({ emissions }) => emissions.own)))
      : toNumber(tokensPerDay),
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
    residual: residualOf(common.machine, spreads.residualSpread),
    residualAtMonths: toNumber(common.machine.depreciation.years) * 12,
    slashes: {
      shape: toNumber(rate.shape),
      exposureYears: toNumber(rate.nodeDays) / YEAR_DAYS,
      severity: spreads.severity,
    },
    yearlyDiscount: toNumber(settings.yearlyDiscount),
  }
}

function residualOf({ depreciation }: MachineCosts, spread: number): Triangle {
  const mode = toNumber(depreciation.residualShare)
  return { low: mode * (1 - spread), mode, high: Math.min(1, mode * (1 + spread)) }
}
