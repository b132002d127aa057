import type { AssumedInput } from '../../economics/usual-cost.ts'

/** A figure as `Query.payback` gives it. */
export interface Figure {
  readonly value: string | null
  readonly reason: string | null
  readonly unit: string
  readonly class: string
  readonly methodVersion: string
  readonly window: { readonly from: string; readonly to: string } | null
  readonly finality: string
  readonly asOf: readonly { readonly chainId: number; readonly number: number; readonly hash: string }[]
  readonly stale: readonly string[]
  readonly caveats: readonly string[]
  readonly missing: readonly Missing[]
  readonly quantiles?: Readonly<Record<'p5' | 'p50' | 'p95', string | null>> | null
}

/** What a query asks of a figure that is shown in a terminal. */
export const FIGURE =
  'value reason unit class methodVersion window { from to } finality asOf { chainId number hash } stale caveats missing { reason input }'

/** Why something has no value, and what to give or to wait for. */
interface Missing {
  readonly reason: string
  readonly input: string
}

/** Months until something is paid back; shares of the simulated futures as decimal text. */
export interface Distribution {
  readonly months: Figure
  readonly within12: string
  readonly within24: string
  readonly within36: string
  readonly never: string
}

/** A row of the catalogue that an answer stands on. */
interface Reference {
  readonly rowId: string
  readonly value: string
  readonly unit: string
  readonly basis: string | null
  readonly source: string
  readonly address: string | null
  readonly author: string | null
  readonly asOf: string
  readonly confidence: string
  readonly stale: boolean
}

/** The parts of `Payback` that are shown in a terminal. */
export interface PaybackAnswer {
  readonly sentence: string
  readonly answer: 'ESTIMATE' | 'NOT_APPLICABLE' | 'REFUSED' | 'INSUFFICIENT_DATA' | 'UNKNOWN'
  readonly missing: readonly Missing[]
  readonly class: string
  readonly role: string | null
  readonly sample: {
    readonly nodes: number
    readonly nodeDays: number
    readonly days: number
    readonly stake: string | null
    readonly stakeToken: string | null
    readonly stakeBasis: string
  } | null
  readonly marginPerRequest: Figure
  readonly netCashPerMonth: Figure
  readonly entry: { readonly nodes: number; readonly share: string; readonly netCashPerMonth: Figure } | null
  readonly machine: Distribution | null
  readonly cash: Distribution | null
  readonly exitAt: readonly { readonly month: number; readonly covers: string; readonly p50: string }[]
  readonly nodes: { readonly nodes: number; readonly machine: number; readonly cash: number } | null
  readonly breakEven: Readonly<Record<'months' | 'tokenPrice' | 'requestsPerDay', Figure>>
  readonly rentedOut: {
    readonly net: Figure
    readonly advantage: Figure
    readonly source: string
    readonly asOf: string
    readonly stale: boolean
  } | null
  readonly paths: number
  readonly horizonMonths: number
  readonly seed: number
  readonly assumed: readonly AssumedInput[]
  readonly references: readonly Reference[]
}
