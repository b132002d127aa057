import type { PriceModel } from './price-model.ts'
import type { SampledNode } from './sampled-nodes.ts'

/** Low, likely and high of a triangular distribution. */
export interface Triangle {
  readonly low: number
  readonly mode: number
  readonly high: number
}

/** Penalties: a Gamma-distributed yearly rate, each taking a share of the stake. */
interface SlashModel {
  readonly shape: number
  /** In years: the posterior's exposure. */
  readonly exposureYears: number
  readonly severity: Triangle
}

/** A further token of emissions or of the operator's stake, beside the one that `Assumptions.price` is of. */
export interface OtherToken {
  readonly symbol: string
  readonly price: PriceModel
  readonly stakeTokens: number
  readonly emissionTokensPerDay: number
  /** Of the moves of its price with those of the first token's, and of the other tokens before it. */
  readonly correlations: readonly number[]
}

/** Everything a simulated future is drawn from. USD, tokens and months. */
export interface Assumptions {
  readonly capexUsd: number
  /** What the node has earned since its machine was bought; 0: it is bought now. */
  readonly pastCashUsd: number
  /** Of the machine, when the simulation begins. */
  readonly ageMonths: number
  readonly stakeTokens: number
  /** From leaving until the stake is free; 0: at once, or not disclosed. */
  readonly unlockMonths: number
  /** Fees per UTC day as they were, in USD or in tokens: the currency that they are priced in. */
  readonly dailyFees: Float64Array
  readonly feesPricedIn: 'usd' | 'token'
  readonly paidEvents: number
  readonly emissionTokensPerDay: number
  /** Absent: there is one token at most. */
  readonly otherTokens?: readonly OtherToken[] | undefined
  /** Share of what each node earns that is left for it beside one more: of a role, whose asker enters. Absent: all of it. */
  readonly entryShare?: number | undefined
  /** Until issuance ends; absent: nobody said that it does. */
  readonly emissionMonths?: number | undefined
  /** Of a sample: each path draws one of them, and its days. Absent: of one node, by `dailyFees`. */
  readonly nodes?: readonly SampledNode[] | undefined
  /** Share of income that belongs to delegators. */
  readonly delegatorsPart: number
  readonly powerUsdPerMonth: number
  /** Hosting: what runs without requests too. */
  readonly otherUsdPerMonth: number
  /** Gas, which is paid for each request and goes with the fees. */
  readonly gasUsdPerMonth: number
  readonly price: PriceModel
  /** Yearly growth of the number of nodes that share the same demand and the same emissions. */
  readonly nodeGrowth: Triangle
  /** Multiplier of the power bill. */
  readonly powerFactor: Triangle
  /** Multiplier of `capexUsd`; absent: none. */
  readonly capexFactor?: Triangle
  /** Share of capex that the machine fetches now and at each month's end up to the horizon. */
  readonly resale: Float64Array
  /** Multiplier of what it loses. */
  readonly resaleLoss: Triangle
  readonly slashes: SlashModel
  readonly yearlyDiscount: number
}

export interface Simulation {
  readonly paths: number
  readonly horizonMonths: number
  readonly seed: number
  /** Days of neighbouring fees that are drawn together. */
  readonly blockDays: number
}

export const SIMULATION: Simulation = { paths: 10_000, horizonMonths: 60, seed: 1, blockDays: 7 }

/** Below either, a history says too little: the answer is INSUFFICIENT_DATA. */
export const LEAST_DAYS = 30
export const LEAST_EVENTS = 30

/** Days in a Julian year, and in a month of the simulation: a twelfth of it. */
export const YEAR_DAYS = 365.25
export const MONTH_DAYS = 30.4375

/** Emissions of a day in all tokens, as so many of the first at the last prices. */
export function emittedInFirst({
  emissionTokensPerDay,
  price,
  otherTokens = [],
}: Pick<Assumptions, 'emissionTokensPerDay' | 'price' | 'otherTokens'>): number {
  return otherTokens.reduce(
    (total, other) => total + (other.emissionTokensPerDay * other.price.startUsd) / price.startUsd,
    emissionTokensPerDay,
  )
}

/** Which part of a month (0: the first) emissions are paid for. */
export function paidPart({ emissionMonths }: Pick<Assumptions, 'emissionMonths'>, month: number): number {
  return emissionMonths === undefined ? 1 : Math.min(1, Math.max(0, emissionMonths - month))
}
