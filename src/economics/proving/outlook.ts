import type { MachineCosts } from '../cost.ts'
import { add, divide, type Exact, exact, fromNumber, multiply, subtract } from '../exact.ts'
import { allKnown, type Known, known, mapKnown, missing } from '../known.ts'
import { DAY, MONTH } from '../period.ts'
import type { MachineDay } from '../role/card-hours.ts'
import { CYCLES } from './per-cycle.ts'

/** A machine that is to prove. */
export interface Proving {
  /** What a benchmark measured on the whole machine: 10^6 cycles a second. */
  readonly mhz: Exact
  /** Share of its time for which it wins work, 0 to 1. */
  readonly wonShare: Exact
}

/** What a machine would bring and cost in a day, USD; nothing of it is simulated. */
export interface ProvingOutlook {
  readonly income: Known<Exact>
  readonly running: Known<Exact>
  readonly kept: Known<Exact>
  readonly lossOfValue: Known<Exact>
  /** What the same machine would leave rented out, after power and hosting. */
  readonly rent: Known<Exact>
  /** Months until what is kept has paid for the machine, if every day is as this one. */
  readonly paybackMonths: Known<Exact>
}

/** What provers of a network did a day, and what came in for it. */
export interface ProvingMarket {
  /** USD for 10^9 cycles. */
  readonly perCycles: Known<Exact>
  /** Cycles that all of them reported in a day. */
  readonly perDay: Exact
}

/**
 * `perCycles × cycles ÷ 10^9 × perDay ÷ (perDay + cycles)` with `cycles = mhz × 10^6 × 86,400 × wonShare`, against a day of the machine, the
 * first of `days`: what came in a day stays as it was, and is shared with those cycles more.
 */
export function provingOutlook(
  { perCycles, perDay }: ProvingMarket,
  { mhz, wonShare }: Proving,
  machine: Known<MachineCosts>,
  days: Known<readonly MachineDay[]>,
): ProvingOutlook {
  const day = firstOf(days)
  const cycles = multiply(multiply(mhz, wonShare), exact(BigInt(DAY) * 1_000_000n))
  const paid = divide(multiply(cycles, perDay), multiply(add(perDay, cycles), exact(CYCLES)))
  const income = mapKnown(perCycles, (usd) => multiply(usd, paid))
  const running = mapKnown(day, (it) => fromNumber(it.running))
  const kept = mapKnown(allKnown({ income, running }), (it) => subtract(it.income, it.running))
  return {
    income,
    running,
    kept,
    lossOfValue: mapKnown(day, (it) => fromNumber(it.depreciation)),
    rent: rentOf(day),
    paybackMonths: monthsOf(machine, kept),
  }
}

function firstOf(days: Known<readonly MachineDay[]>): Known<MachineDay> {
  if (!days.known) return days
  const [day] = days.value
  return day ? known(day) : missing('WINDOW_TOO_SHORT', 'a day of the machine')
}

function rentOf(day: Known<MachineDay>): Known<Exact> {
  if (!day.known) return day
  const { rent } = day.value
  return rent ? known(fromNumber(rent.net)) : missing('COST_UNKNOWN', 'what the machine rents for')
}

function monthsOf(machine: Known<MachineCosts>, kept: Known<Exact>): Known<Exact> {
  const both = allKnown({ capex: machine.known ? machine.value.capexUsd : machine, kept })
  if (!both.known) return both
  if (both.value.kept.n <= 0n)
    return missing('NOT_REACHED', 'a day on which more comes in than running costs')
  return known(divide(multiply(both.value.capex, exact(DAY)), multiply(both.value.kept, exact(MONTH))))
}
