import { add, compare, divide, type Exact, multiply, ONE, subtract, ZERO } from '../exact.ts'
import { type Known, known, mapKnown, missing } from '../known.ts'

/**
 * Trusted hardware is broken, and zero-knowledge proofs have to carry part of the load. All shares are of service time, 0 to 1.
 * `moved`: s, the share whose hardware is no longer believed. `provable`: e, the share of it that can be proved at all; 0 where neither the weights nor
 * the machine are at hand, as behind an interface of somebody else. `multiple`: m, how many times the processing a proof costs, 1 or more.
 */
export interface Shift {
  readonly moved: Exact
  readonly provable: Exact
  readonly multiple: Exact
}

/** What becomes of the share that cannot be proved: it goes on without a proof, or it stops. */
export type Policy = 'unverified' | 'stopped'

/** Of arrivals that stay, in units of the load before: `native` ones, and `proved` ones, each of which takes `multiple` times as long. */
export interface Mix {
  readonly native: Exact
  readonly proved: Exact
  readonly multiple: Exact
}

/** The share for which there is no fallback: s·(1−e). */
export const noFallback = ({ moved, provable }: Omit<Shift, 'multiple'>): Exact =>
  multiply(moved, subtract(ONE, provable))

/** What arrives after the shift, per unit of load before it. */
export function mixOf({ moved, provable, multiple }: Shift, policy: Policy): Mix {
  const proved = multiply(moved, provable)
  return { native: subtract(ONE, policy === 'unverified' ? proved : moved), proved, multiple }
}

/** Work per unit of load before: 1 + s·e·(m−1) where the rest goes on, 1 − s + s·e·m where it stops. */
const workOf = ({ native, proved, multiple }: Mix): Exact => add(native, multiply(proved, multiple))

/**
 * How much of today's full load the same machines can be offered: 1 ÷ work. Where the rest goes on unverified it is the capacity that is left; where it
 * stops, more than 1 can be offered, of which only the part that is served counts.
 */
export function sustainable(shift: Shift, policy: Policy): Known<Exact> {
  const work = workOf(mixOf(shift, policy))
  return isZero(work) ? NOTHING_SERVED : known(divide(ONE, work))
}

/** Useful work that is served at full load, of what was served before: (1−s+s·e) ÷ (1−s+s·e·m) where the rest stops. */
export function served(shift: Shift, policy: Policy): Known<Exact> {
  const mix = mixOf(shift, policy)
  const work = workOf(mix)
  return isZero(work) ? NOTHING_SERVED : known(divide(add(mix.native, mix.proved), work))
}

/** Utilisation after the shift. `load`: before it, at least 0 and below 1. From 1 on the backlog grows without end. */
export const utilisation = (shift: Shift, policy: Policy, load: Exact): Exact =>
  multiply(load, workOf(mixOf(shift, policy)))

/**
 * Mean wait before service, in services as they were before, by Pollaczek and Khinchine for one server, arrivals that do not know of each other, and
 * services of length 1 and `multiple`: λE[S²] ÷ 2(1−ρ).
 */
export function meanWait(shift: Shift, policy: Policy, load: Exact): Known<Exact> {
  const { native, proved, multiple } = mixOf(shift, policy)
  const rho = utilisation(shift, policy, load)
  if (compare(rho, ONE) >= 0) return OVERLOADED
  const squares = multiply(load, add(native, multiply(proved, multiply(multiple, multiple))))
  return known(divide(squares, multiply({ n: 2n, d: 1n }, subtract(ONE, rho))))
}

/** What there would be without full proofs, for the share that was moved; `capacity` of before. `unproved`: the share of load that nothing vouches for then. */
export interface Alternative {
  readonly name: 'sampled_reexecution' | 'second_vendor' | 'redundancy' | 'small_models' | 'pause'
  readonly capacity: Known<Exact>
  readonly unproved: Known<Exact>
}

/** What alternatives need to be told. */
export interface AlternativeTerms {
  /** Share of moved work that a second node runs again. */
  readonly sampled: Exact
  /** Nodes that run each of it, whose answers are compared. */
  readonly copies: Exact
  /** Models small enough to be proved: their share of moved work, and what their proofs cost. */
  readonly small: Known<Omit<Shift, 'moved'>>
}

/** The ways that need no full proofs, side by side. */
export function alternatives(
  moved: Exact,
  { sampled, copies, small }: AlternativeTerms,
): readonly Alternative[] {
  const again = (runs: Exact) => known(divide(ONE, add(ONE, multiply(moved, runs))))
  return [
    {
      name: 'sampled_reexecution',
      capacity: again(sampled),
      unproved: known(multiply(moved, subtract(ONE, sampled))),
    },
    // All of it goes to machines that are there, and whose hardware is still believed.
    { name: 'second_vendor', capacity: known(subtract(ONE, moved)), unproved: known(ZERO) },
    { name: 'redundancy', capacity: again(subtract(copies, ONE)), unproved: known(ZERO) },
    {
      name: 'small_models',
      capacity: small.known ? sustainable({ moved, ...small.value }, 'unverified') : small,
      unproved: mapKnown(small, ({ provable }) => noFallback({ moved, provable })),
    },
    { name: 'pause', capacity: known(subtract(ONE, moved)), unproved: known(ZERO) },
  ]
}

const isZero = (value: Exact): boolean => compare(value, ZERO) === 0

const NOTHING_SERVED = missing<never>(
  'NO_DENOMINATOR',
  'work that is left: all of it moved and none can be proved',
)

/** Why there is no wait. */
export const OVERLOADED = missing<never>('NOT_REACHED', 'an end of the queue: more work arrives than is done')
