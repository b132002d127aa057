import {
  add,
  compare,
  divide,
  type Exact,
  exact,
  fromNumber,
  multiply,
  ONE,
  subtract,
  toNumber,
} from '../exact.ts'
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
import { LEAST_ARRIVALS, Replay, type Treated } from './replay.ts'

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

/** All that a stress test says. */
export type StressFound = ReturnType<typeof stressTest>

/** What a break of trusted hardware leaves: docs/methodology/stress.md. */
export function stressTest(asked: StressQuestion) {
  const { moved, provable, multiple } = asked
  const shift = mapKnown(allKnown({ provable, multiple }), (rest): Shift => ({ moved, ...rest }))
  const proofsPerDay = mapKnown(allKnown({ perDay: asked.claimsPerDay, provable }), (of) =>
    multiply(of.perDay, multiply(moved, of.provable)),
  )
  const loaded = allKnown({ shift, load: asked.load })
  const replay = loaded.known ? replayOf(asked.arrivals) : loaded
  const { serviceSeconds: seconds, usdPerHour: usd, verificationGas: gas, chainGasPerDay: room } = asked
  return {
    noFallback: mapKnown(provable, (share) => noFallback({ moved, provable: share })),
    unverified: outcomeOf(asked, shift, 'unverified', replay),
    stopped: outcomeOf(asked, shift, 'stopped', replay),
    alternatives: alternatives(moved, {
      sampled: asked.sampled,
      copies: exact(asked.copies),
      small: allKnown({ provable: asked.small, multiple: asked.smallMultiple }),
    }),
    proofUsd: mapKnown(allKnown({ multiple, seconds, usd }), (of) =>
      divide(multiply(of.multiple, multiply(of.seconds, of.usd)), exact(3600)),
    ),
    proofsPerDay,
    gasShare: mapKnown(allKnown({ proofs: proofsPerDay, gas, room }), (of) =>
      divide(multiply(of.proofs, of.gas), of.room),
    ),
  }
}

function outcomeOf(
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
  const arrivals = arrivalsOf(shift, policy, load)
  const { native, proved, multiple } = arrivals
  if (native === 0) return NONE_LEFT
  if (native + proved * multiple >= 1) return OVERLOADED
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

const NONE_LEFT = missing<never>('NO_DENOMINATOR', 'services without a proof: all of them moved')
const LATE_ALREADY = missing<never>(
  'NOT_REACHED',
  'the deadline: so few services meet it already without any proof',
)

/** Fewer proofs say nothing of how long others wait for them. */
const LEAST_PROOFS = 10

function replayOf(times: Float64Array): Known<Replay> {
  if (times.length < LEAST_ARRIVALS)
    return missing(
      'INSUFFICIENT_DATA',
      `claims whose times are known: ${LEAST_ARRIVALS} or more in the window`,
    )
  if (times[0] === times.at(-1))
    return missing('INSUFFICIENT_DATA', 'claims that came at more than one moment')
  return known(new Replay(times))
}

function playedInTime(
  { deadline }: StressQuestion,
  shift: Shift,
  policy: Policy,
  load: Exact,
  replay: Replay,
): Known<number> {
  if (compare(utilisation(shift, policy, load), ONE) >= 0) return OVERLOADED
  const treated = treatedBy(shift, policy)
  const { inTime, proofs } = replay.fare(treated, toNumber(load), toNumber(deadline))
  if (inTime === null) return NONE_LEFT
  return treated.proved > 0 && proofs < LEAST_PROOFS ? TOO_FEW_PROOFS : known(inTime)
}

function playedSafeShare(
  { deadline, quantile }: StressQuestion,
  shift: Shift,
  policy: Policy,
  load: Exact,
  replay: Replay,
): Known<number> {
  const [rho, within] = [toNumber(load), toNumber(deadline)]
  const treatedAt = (share: number) => treatedBy({ ...shift, moved: fromNumber(share) }, policy)
  const found = replay.largestSafeShare(treatedAt, rho, within, toNumber(quantile))
  if (found === null) return LATE_ALREADY
  const isCounted =
    shift.provable.n === 0n || replay.fare(treatedAt(found), rho, within).proofs >= LEAST_PROOFS
  return isCounted ? known(found) : TOO_FEW_PROOFS
}

const TOO_FEW_PROOFS = missing<never>(
  'INSUFFICIENT_DATA',
  `arrivals to play: fewer than ${LEAST_PROOFS} of them would be proved`,
)

function treatedBy(shift: Shift, policy: Policy): Treated {
  const { native, proved, multiple } = mixOf(shift, policy)
  return {
    proved: toNumber(proved),
    stopped: toNumber(subtract(ONE, add(native, proved))),
    multiple: toNumber(multiple),
  }
}
