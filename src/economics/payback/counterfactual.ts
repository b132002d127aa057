import { type MachineCosts, powerUsdPerSecond } from '../cost.ts'
import { add, type Exact, exact, multiply, ONE, subtract } from '../exact.ts'
import { allKnown, type Known, mapKnown } from '../known.ts'
import { MONTH } from '../period.ts'

/** What the market pays for the same machine, from the catalogue. */
export interface RentalTerms {
  /** Of the whole machine. */
  readonly usdPerHour: Known<Exact>
  /** Share of hours that it is rented: a realistic one, not all. */
  readonly utilisation: Exact
  /** Share of the rent that the marketplace keeps. */
  readonly marketplaceFee: Exact
  readonly source: string
  readonly asOf: string
  readonly stale: boolean
}

/** Shown beside a node's result and never subtracted from it. USD per month. */
export interface Counterfactual {
  readonly rent: Known<Exact>
  readonly power: Known<Exact>
  readonly hosting: Known<Exact>
  readonly net: Known<Exact>
  readonly terms: RentalTerms
}

/**
 * The same machine rented out: rent after the marketplace's part, less the power that it draws when rented and its hosting.
 * Depreciation is the same either way and is left out of both.
 */
export function rentedOut(machine: MachineCosts, terms: RentalTerms): Counterfactual {
  const hours = exact(MONTH, 3600)
  const rent = mapKnown(terms.usdPerHour, (perHour) =>
    multiply(multiply(perHour, hours), multiply(terms.utilisation, subtract(ONE, terms.marketplaceFee))),
  )
  const load = { known: true, value: terms.utilisation } as const
  const power = mapKnown(powerUsdPerSecond({ ...machine, utilisation: load }), (perSecond) =>
    multiply(perSecond, exact(MONTH)),
  )
  const hosting = machine.hostingUsdPerMonth
  const net = mapKnown(allKnown({ rent, power, hosting }), (it) =>
    subtract(it.rent, add(it.power, it.hosting)),
  )
  return { rent, power, hosting, net, terms }
}
