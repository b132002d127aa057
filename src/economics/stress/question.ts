import type { Exact } from '../exact.ts'
import type { Known } from '../known.ts'

/** What is asked; what nobody gave says so. Shares from 0 to 1, times in services as they are before. */
export interface StressQuestion {
  readonly moved: Exact
  readonly provable: Known<Exact>
  readonly multiple: Known<Exact>
  /** Utilisation before, below 1. */
  readonly load: Known<Exact>
  readonly deadline: Exact
  readonly quantile: Exact
  readonly sampled: Exact
  readonly copies: number
  /** Share of what was moved that is small enough to be proved at `smallMultiple`. */
  readonly small: Known<Exact>
  readonly smallMultiple: Known<Exact>
  /** When claims came that were seen, in their order; in any unit. */
  readonly arrivals: Float64Array
  /** Events that are played: those arrivals, round after round. */
  readonly events: number
  readonly serviceSeconds: Known<Exact>
  /** Of the prover's machine. */
  readonly usdPerHour: Known<Exact>
  readonly claimsPerDay: Known<Exact>
  readonly verificationGas: Known<Exact>
  readonly chainGasPerDay: Known<Exact>
}

export interface StressOutcome {
  readonly sustainableLoad: Known<Exact>
  readonly served: Known<Exact>
  readonly utilisation: Known<Exact>
  readonly meanWait: Known<Exact>
  readonly inTime: Known<number>
  readonly largestSafeShare: Known<number>
  /** The same two where arrivals come as they were seen to come. */
  readonly played: Pick<StressOutcome, 'inTime' | 'largestSafeShare'>
}
