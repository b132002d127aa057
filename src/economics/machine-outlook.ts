import { depreciationOver, type MachineCosts, runningCosts } from './cost.ts'
import { type CostInput, toCost } from './cost-input.ts'
import { add, type Exact, exact, multiply, toNumber, ZERO } from './exact.ts'
import { allKnown, type Known, mapKnown, missing } from './known.ts'
import { type Counterfactual, rentedOut } from './payback/counterfactual.ts'
import { rentalTerms } from './payback/rental.ts'
import { DAY, MONTH } from './period.ts'
import type { ReferenceRows } from './reference-rows.ts'
import { References, type UsedReference } from './references.ts'
import { type AssumedInput, usualCost } from './usual-cost.ts'

/** Income of a month, before power and hosting, with which a machine has paid for itself by the end of a month. */
interface NeededIncome {
  readonly months: number
  readonly usdPerMonth: Known<number>
}

/** What can be said of a machine before anything is known of a network: what it costs, what it must bring, what it rents for. */
export interface MachineOutlook {
  readonly machine: Known<MachineCosts>
  readonly capexUsd: Known<Exact>
  /** Power, hosting and daily gas of a month of 30.4375 days, USD. */
  readonly runningPerMonth: Known<Exact>
  /** What it loses in value in its first month, USD. */
  readonly depreciationPerMonth: Known<Exact>
  readonly needed: readonly NeededIncome[]
  /** Null: nothing says what it rents for. */
  readonly rented: Counterfactual | null
  readonly assumed: readonly AssumedInput[]
  readonly references: readonly UsedReference[]
}

const HORIZONS = [12, 24, 36]

/**
 * Out of the catalogue and what an owner gives. `now` in Unix seconds. An instance has nothing to pay back: its rent is the
 * running cost.
 * @throws Unanswerable `BAD_USER_INPUT`
 */
export function machineOutlook(given: CostInput, catalogue: ReferenceRows, now: number): MachineOutlook {
  const { cost, assumed } = usualCost(given, catalogue, now)
  const { model, gas, references } = toCost(cost, catalogue, now, now)
  const month = { from: now, to: now + MONTH }
  const settings = new References(catalogue, now)
  const discount = settings.find('payback', 'discount')
  const noMachine = missing<never>('NOT_APPLICABLE', 'a rented instance has no capital to pay back')
  const machine: Known<MachineCosts> = !model.known
    ? model
    : model.value.kind === 'machine'
      ? { known: true, value: model.value }
      : noMachine
  const capexUsd = machine.known ? machine.value.capexUsd : machine
  const runningPerMonth = model.known
    ? mapKnown(runningCosts(model.value, month, 0), ({ power, hosting }) =>
        add(add(power, hosting), gasOfMonth(gas?.usdPerDay)),
      )
    : model
  const terms = rentalTerms(model, catalogue, now)
  return {
    machine,
    capexUsd,
    runningPerMonth,
    depreciationPerMonth: machine.known ? depreciationOver(machine.value, month) : machine,
    needed: HORIZONS.map((months) => ({
      months,
      usdPerMonth: mapKnown(
        allKnown({ capexUsd, runningPerMonth }),
        (it) =>
          toNumber(it.capexUsd) / annuity(toNumber(discount ?? ZERO), months) + toNumber(it.runningPerMonth),
      ),
    })),
    rented: machine.known && terms ? rentedOut(machine.value, terms) : null,
    assumed,
    references: [...references.used, ...settings.used],
  }
}

function gasOfMonth(usdPerDay: Exact | undefined): Exact {
  return usdPerDay ? multiply(usdPerDay, exact(MONTH, DAY)) : ZERO
}

/** `Σ (1 + yearly) ^ (−month ÷ 12)`: what a dollar a month is worth over so many months. */
function annuity(yearly: number, months: number): number {
  const monthly = (1 + yearly) ** (1 / 12) - 1
  return monthly === 0 ? months : (1 - (1 + monthly) ** -months) / monthly
}

/** Months until rent alone has paid for a machine, without discount; undefined: never, or not known. */
export function monthsOfRent({ capexUsd, rented }: MachineOutlook): number | undefined {
  if (!rented?.net.known || !capexUsd.known || rented.net.value.n <= 0n) return undefined
  return toNumber(capexUsd.value) / toNumber(rented.net.value)
}
