/** Low, likely and high of a triangular distribution. */
export interface Triangle {
  readonly low: number
  readonly mode: number
  readonly high: number
}

/** Price of the token that fees or emissions are in: geometric Brownian motion with jumps. */
export interface PriceModel {
  readonly startUsd: number
  /** Yearly standard deviation of the log price, jumps left out. */
  readonly sigma: number
  /** Relative standard error of sigma; 1 ÷ √(2(n − 1)) for n daily returns. */
  readonly sigmaError: number
  /** Yearly log-drift; null: −σ²/2 less what jumps add, so that the mean price stays where it is. */
  readonly logDrift: number | null
  readonly jumpsPerYear: number
  /** Mean and standard deviation of the log of one jump. */
  readonly jumpMean: number
  readonly jumpDeviation: number
}

/** Penalties: a Gamma-distributed yearly rate, each taking a share of the stake. */
interface SlashModel {
  readonly shape: number
  /** In years: the posterior's exposure. */
  readonly exposureYears: number
  readonly severity: Triangle
}

/** Everything a simulated future is drawn from. USD, tokens and months. */
export interface Assumptions {
  readonly capexUsd: number
  readonly stakeTokens: number
  /** Fees per UTC day as they were, in USD or in tokens: the currency that they are priced in. */
  readonly dailyFees: Float64Array
  readonly feesPricedIn: 'usd' | 'token'
  readonly paidEvents: number
  readonly emissionTokensPerDay: number
  /** Share of income that belongs to delegators. */
  readonly delegatorsPart: number
  readonly powerUsdPerMonth: number
  /** Hosting, gas, upstream: all other running costs. */
  readonly otherUsdPerMonth: number
  readonly price: PriceModel
  /** Yearly growth of the number of nodes that share the emissions. */
  readonly nodeGrowth: Triangle
  /** Multiplier of the power bill. */
  readonly powerFactor: Triangle
  /** Share of capex that the machine still fetches at `residualAtMonths`. */
  readonly residual: Triangle
  readonly residualAtMonths: number
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

/** Days in a month of the simulation: 365.25 ÷ 12. */
export const MONTH_DAYS = 30.4375
