import { divide, type Exact, exact, fromNumber, multiply, toNumber } from '../exact.ts'
import { allKnown, type Known, known, mapKnown, missing } from '../known.ts'
import {
  alternatives,
  meanWait,
  mixOf,
  noFallback,
  OVERLOADED,
  type Policy,
  type Shift,
  served,
  sustainable,
  utilisation,
} from './fallback.ts'
import { type Arrivals, largestSafeShare, shareInTime } from './queue.ts'

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
}

/** What a break of trusted hardware leaves: docs/methodology/stress.md. */
export function stressTest(asked: StressQuestion) {
  const { moved, provable, multiple } = asked
  const shift = mapKnown(allKnown({ provable, multiple }), (rest): Shift => ({ moved, ...rest }))
  const proofsPerDay = mapKnown(allKnown({ perDay: asked.claimsPerDay, provable }), (of) =>
    multiply(of.perDay, multiply(moved, of.provable)),
  )
  const { serviceSeconds: seconds, usdPerHour: usd, verificationGas: gas, chainGasPerDay: room } = asked
  return {
    noFallback: mapKnown(provable, (share) => noFallback({ moved, provable: share })),
    unverified: outcomeOf(asked, shift, 'unverified'),
    stopped: outcomeOf(asked, shift, 'stopped'),
    // None of them needs a proof.
    alternatives: alternatives(moved, asked.sampled, exact(asked.copies)),
    proofUsd: mapKnown(allKnown({ multiple, seconds, usd }), (of) =>
      divide(multiply(of.multiple, multiply(of.seconds, of.usd)), exact(3600)),
    ),
    proofsPerDay,
    gasShare: mapKnown(allKnown({ proofs: proofsPerDay, gas, room }), (of) =>
      divide(multiply(of.proofs, of.gas), of.room),
    ),
  }
}

function outcomeOf(asked: StressQuestion, shift: Known<Shift>, policy: Policy): StressOutcome {
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
  }
}

function inTime(shift: Shift, policy: Policy, load: Exact, deadline: Exact): Known<number> {
  const arrivals = arrivalsOf(shift, policy, load)
  const { native, proved, multiple } = arrivals
  if (native === 0) return missing('NO_DENOMINATOR', 'services without a proof: all of them moved')
  if (native + proved * multiple >= 1) return OVERLOADED
  return known(shareInTime(arrivals, toNumber(deadline)))
}

function safeShare(asked: StressQuestion, shift: Shift, policy: Policy, load: Exact): Known<number> {
  const found = largestSafeShare(
    (share) => arrivalsOf({ ...shift, moved: fromNumber(share) }, policy, load),
    toNumber(asked.deadline),
    toNumber(asked.quantile),
  )
  return found === null
    ? missing('NOT_REACHED', 'the deadline: so few services meet it already without any proof')
    : known(found)
}

function arrivalsOf(shift: Shift, policy: Policy, load: Exact): Arrivals {
  const { native, proved, multiple } = mixOf(shift, policy)
  const rho = toNumber(load)
  return { native: rho * toNumber(native), proved: rho * toNumber(proved), multiple: toNumber(multiple) }
}
