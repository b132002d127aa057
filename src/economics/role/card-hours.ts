import { depreciationOver, type MachineCosts, powerUsdPerSecond } from '../cost.ts'
import { type Exact, toNumber } from '../exact.ts'
import { allKnown, type Known, listKnown, mapKnown } from '../known.ts'
import { rentedOut } from '../payback/counterfactual.ts'
import { rentalTerms } from '../payback/rental.ts'
import { DAY, MONTH } from '../period.ts'
import type { ReferenceRows } from '../reference-rows.ts'

/** What one machine costs on a day, and would bring rented out. USD. */
export interface MachineDay {
  /** Power, hosting and the gas that runs without requests. */
  readonly running: number
  /** Power alone, and what it loses in value. */
  readonly powerAndDepreciation: number
  readonly depreciation: number
  /** Null: nothing says what it rents for. */
  readonly rent: RentedDay | null
}

interface RentedDay {
  /** After the marketplace's part, at realistic utilisation. */
  readonly gross: number
  /** Less power as rented and hosting. */
  readonly net: number
  readonly asOf: string
  readonly source: string
}

/** A machine's costs and rent on each day; the rent is the newest that was in print by then, or the oldest there is. */
export function machineDays(
  machine: MachineCosts,
  days: readonly number[],
  gasUsdPerDay: Exact,
  catalogue: ReferenceRows,
): Known<readonly MachineDay[]> {
  const fixed = allKnown({ power: powerUsdPerSecond(machine), hosting: machine.hostingUsdPerMonth })
  if (!fixed.known) return fixed
  const power = toNumber(fixed.value.power) * DAY
  const running = power + (toNumber(fixed.value.hosting) * DAY) / MONTH + toNumber(gasUsdPerDay)
  return listKnown(
    days.map((day) =>
      mapKnown(depreciationOver(machine, { from: day, to: day + DAY }), (lost) => ({
        running,
        depreciation: toNumber(lost),
        powerAndDepreciation: power + toNumber(lost),
        rent: rentOn(machine, day, catalogue),
      })),
    ),
  )
}

function rentOn(machine: MachineCosts, day: number, catalogue: ReferenceRows): RentedDay | null {
  const terms = rentalTerms({ known: true, value: machine }, catalogue, day + DAY - 1)
  if (!terms) return null
  const { rent, net } = rentedOut(machine, terms)
  const both = allKnown({ rent, net })
  if (!both.known) return null
  const perDay = (usd: Exact) => (toNumber(usd) * DAY) / MONTH
  return {
    gross: perDay(both.value.rent),
    net: perDay(both.value.net),
    asOf: terms.asOf,
    source: terms.source,
  }
}
