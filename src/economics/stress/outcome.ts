import { type Exact, fromNumber, toNumber } from '../exact.ts'
import { allKnown, type Known, known } from '../known.ts'
import {
  meanWait,
  mixOf,
  OVERLOADED,
  type Policy,
  type Shift,
  served,
  sustainable,
  utilisation,
} from './fallback.ts'
import { LATE_ALREADY, NONE_LEFT, playedInTime, playedSafeShare } from './played.ts'
import type { StressOutcome, StressQuestion } from './question.ts'
import { type Arrivals, largestSafeShare, shareInTime } from './queue.ts'
import type { Replay } from './replay.ts'

/** What is left under one policy, by formula and as the replay has it. */
export function outcomeOf(
  asked: StressQuestion,
  shift: Known<Shift>,
  policy: Policy,
  replay: Known<Replay>,
): StressOutcome {
  const loaded = allKnown({ shift, load: asked.load })
  const atLoad = <T>(work: (shift: Shift, load: Exact) => Known<T>): Known<T> =>
    loaded.known ? work(loaded.value.shift, loaded.value.load) : loaded
  return {
    sustainableLoad: shift.known ? sustainable(shift.value, policy) : shift,
    served: shift.known ? served(shift.value, policy) : shift,
    utilisation: atLoad((of, load) => known(utilisation(of, policy, load))),
    meanWait: atLoad((of, load) => meanWait(of, policy, load)),
    inTime: atLoad((of, load) => inTime(of, policy, load, asked.deadline)),
    largestSafeShare: atLoad((of, load) => safeShare(asked, of, policy, load)),
    played: {
      inTime: atLoad((of, load) =>
        replay.known ? playedInTime(asked, of, policy, load, replay.value) : replay,
      ),
      largestSafeShare: atLoad((of, load) =>
        replay.known ? playedSafeShare(asked, of, policy, load, replay.value) : replay,
      ),
    },
  }
}

function inTime(shift: Shift, policy: Policy, load: Exact, deadline: Exact): Known<number> {
  // Also of idle machines: that none arrives at the moment is not that none is left.
  if (mixOf(shift, policy).native.n === 0n) return NONE_LEFT
  const arrivals = arrivalsOf(shift, policy, load)
  if (arrivals.native + arrivals.proved * arrivals.multiple >= 1) return OVERLOADED
  return known(shareInTime(arrivals, toNumber(deadline)))
}

function safeShare(asked: StressQuestion, shift: Shift, policy: Policy, load: Exact): Known<number> {
  const found = largestSafeShare(
    (share) => arrivalsOf({ ...shift, moved: fromNumber(share) }, policy, load),
    toNumber(asked.deadline),
    toNumber(asked.quantile),
  )
  return found === null ? LATE_ALREADY : known(found)
}

function arrivalsOf(shift: Shift, policy: Policy, load: Exact): Arrivals {
  const { native, proved, multiple } = mixOf(shift, policy)
  const rho = toNumber(load)
  return { native: rho * toNumber(native), proved: rho * toNumber(proved), multiple: toNumber(multiple) }
}
