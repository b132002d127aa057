import type { MachineCosts } from './cost.ts'
import { add, divide, type Exact, exact, fromNumber, multiply, subtract } from './exact.ts'
import { allKnown, type Known, known, mapKnown, missing } from './known.ts'
import type { Entry } from './ledger.ts'
import { DAY, MONTH } from './period.ts'
import type { PriceBook } from './price.ts'
import type { MachineDay } from './role/card-hours.ts'
import { ofKind, totalValue } from './value.ts'

/** The reason that a reward for reported work has. */
const REWARD_OF_WORK = 'povw'
/** Money per cycle is told of so many of them. */
const CYCLES = 1_000_000_000n

/** Counts of a window, of one prover or of all. */
export interface ProvingCounts {
  /** Locks whose time to be paid ran out. */
  readonly due: number
  /** Of those, how many were paid in time. */
  readonly inTime: number
  /** Of those, of how many that is not known. */
  readonly unknown: number
  /** Late deliveries of requests that somebody had locked. */
  readonly secondary: number
  /** Cycles that were reported. */
  readonly reported: bigint
  /** Cycles of the epochs whose rewards became an entitlement. */
  readonly rewarded: bigint
}

/** The share of locks that were paid in time, of those whose time has run out and of which it is known. */
export function fillRate({
  due,
  inTime,
  unknown,
}: Pick<ProvingCounts, 'due' | 'inTime' | 'unknown'>): Known<Exact> {
  return due > unknown
    ? known(exact(inTime, due - unknown))
    : missing('NOT_OBSERVED', 'locks whose time to be paid ran out in the window')
}

/** The share of all reported cycles that one prover reported. */
export function workShare(own: bigint, all: bigint): Known<Exact> {
  return all > 0n ? known(exact(own, all)) : missing('NOT_OBSERVED', 'work that was reported in the window')
}

/** What the protocol's rewards for work that became an entitlement in the window are for each 10^9 cycles that they are for, USD. */
export function rewardPerCycle(
  within: readonly Entry[],
  prices: PriceBook,
  { rewarded }: Pick<ProvingCounts, 'rewarded'>,
): Known<Exact> {
  if (rewarded === 0n) return missing('NOT_OBSERVED', 'an epoch of work that ended in the window')
  const rewards = ofKind(within, 'emission').filter(({ reason }) => reason === REWARD_OF_WORK)
  return perCycles(totalValue(rewards, prices), rewarded)
}

/** What clients paid for each 10^9 cycles that were reported in the window, USD: not of the same work, of the same time. */
export function feesPerCycle(
  fees: Known<Exact>,
  { reported }: Pick<ProvingCounts, 'reported'>,
): Known<Exact> {
  if (reported === 0n) return missing('NOT_OBSERVED', 'work that was reported in the window')
  return perCycles(fees, reported)
}

/** Rewards and fees together. */
export function incomePerCycle(reward: Known<Exact>, fees: Known<Exact>): Known<Exact> {
  return mapKnown(allKnown({ reward, fees }), (it) => add(it.reward, it.fees))
}

function perCycles(usd: Known<Exact>, cycles: bigint): Known<Exact> {
  return mapKnown(usd, (all) => multiply(all, exact(CYCLES, cycles)))
}

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

/** `perCycles × mhz × 10^6 × 86,400 × wonShare ÷ 10^9`, against a day of the machine, the first of `days`. `perCycles`: USD for 10^9 cycles. */
export function provingOutlook(
  perCycles: Known<Exact>,
  { mhz, wonShare }: Proving,
  machine: Known<MachineCosts>,
  days: Known<readonly MachineDay[]>,
): ProvingOutlook {
  const day = firstOf(days)
  const seconds = exact(BigInt(DAY) * 1_000_000n, CYCLES)
  const income = mapKnown(perCycles, (usd) => multiply(multiply(usd, mhz), multiply(wonShare, seconds)))
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
