import { add, type Exact, exact, multiply } from '../exact.ts'
import { allKnown, type Known, known, mapKnown, missing } from '../known.ts'
import type { Entry } from '../ledger.ts'
import type { PriceBook } from '../price.ts'
import { ofKind, totalValue } from '../value.ts'

/** The reason that a reward for reported work has. */
const REWARD_OF_WORK = 'povw'
/** Money per cycle is told of so many of them. */
export const CYCLES = 1_000_000_000n

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
