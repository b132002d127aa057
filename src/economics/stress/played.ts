import { add, compare, type Exact, fromNumber, ONE, subtract, toNumber } from '../exact.ts'
import { type Known, known, missing } from '../known.ts'
import { mixOf, OVERLOADED, type Policy, type Shift, utilisation } from './fallback.ts'
import type { StressQuestion } from './question.ts'
import { LEAST_ARRIVALS, Replay, type Treated } from './replay.ts'

/** Why nobody can be in time. */
export const NONE_LEFT = missing<never>('NO_DENOMINATOR', 'services without a proof: all of them moved')
/** Why no share is safe. */
export const LATE_ALREADY = missing<never>(
  'NOT_REACHED',
  'the deadline: so few services meet it already without any proof',
)

/** Fewer proofs say nothing of how long others wait for them. */
const LEAST_PROOFS = 10

/** The queue over arrivals as they were seen, or why there is none. */
export function replayOf({ arrivals: times, events }: StressQuestion): Known<Replay> {
  if (times.length < LEAST_ARRIVALS)
    return missing(
      'INSUFFICIENT_DATA',
      `claims whose times are known: ${LEAST_ARRIVALS} or more in the window`,
    )
  if (times[0] === times.at(-1))
    return missing('INSUFFICIENT_DATA', 'claims that came at more than one moment')
  return known(new Replay(times, events))
}

/** The share of services without a proof that are in time. */
export function playedInTime(
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
  return treated.proved > 0 && !areEnough(proofs) ? TOO_FEW_PROOFS : known(inTime)
}

/** The largest share that leaves the quantile of them in time. */
export function playedSafeShare(
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
  const isCounted = shift.provable.n === 0n || areEnough(replay.fare(treatedAt(found), rho, within).proofs)
  return isCounted ? known(found) : TOO_FEW_PROOFS
}

function areEnough(proofs: number): boolean {
  return proofs >= LEAST_PROOFS
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
