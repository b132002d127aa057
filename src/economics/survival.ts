import { divide, type Exact, exact, isZero, multiply, ONE, subtract, sum, toNumber } from './exact.ts'
import { type Known, known, missing } from './known.ts'
import { quantile, sortedCopy } from './statistics.ts'

/** How long a node has been there, and whether it has left. Unix seconds. */
export interface Lifetime {
  readonly node: string
  readonly joinedAt: number
  /** Null: still there when last seen; it may yet stay for any time. */
  readonly leftAt: number | null
}

export interface SurvivalStep {
  /** Days since joining. */
  readonly days: number
  readonly atRisk: number
  readonly left: number
  readonly survival: Exact
  /** Standard error by Greenwood's formula. */
  readonly error: number
}

/** The share of nodes still there after so many days (Kaplan and Meier, 1958): those still there at `now` are censored. */
export function survivalCurve(lifetimes: readonly Lifetime[], now: number): readonly SurvivalStep[] {
  const ends = lifetimes
    .map((life) => ({ days: ((life.leftAt ?? now) - life.joinedAt) / 86_400, left: life.leftAt !== null }))
    .sort((a, b) => a.days - b.days)
  const steps: SurvivalStep[] = []
  let atRisk = ends.length
  let survival = ONE
  let greenwood = 0
  for (const [days, group] of Map.groupBy(ends, (end) => end.days)) {
    const left = group.filter((end) => end.left).length
    if (left > 0) {
      survival = multiply(survival, subtract(ONE, exact(left, atRisk)))
      greenwood += left / (atRisk * (atRisk - left))
      const error = isZero(survival) ? 0 : toNumber(survival) * Math.sqrt(greenwood)
      steps.push({ days, atRisk, left, survival, error })
    }
    atRisk -= group.length
  }
  return steps
}

/** Days after which half of the nodes have left; NOT_REACHED while more than half are there. */
export function medianLifetime(steps: readonly SurvivalStep[]): Known<number> {
  const step = steps.find((each) => toNumber(each.survival) <= 0.5)
  return step ? known(step.days) : missing('NOT_REACHED', 'more than half of the nodes are still there')
}

/** Lifetimes by the UTC month of joining: `2026-11`. */
export function byCohort(lifetimes: readonly Lifetime[]): ReadonlyMap<string, readonly Lifetime[]> {
  return Map.groupBy(lifetimes, (life) => new Date(life.joinedAt * 1000).toISOString().slice(0, 7))
}

/** What nodes that left had earned by then, in USD. */
export interface LeaversEarned {
  readonly nodes: number
  readonly atALoss: number
  readonly p25: number
  readonly p50: number
  readonly p75: number
  readonly mean: Exact
}

/** `earned`: economic profit of each node that left, from joining to leaving. One without a value leaves the whole without. */
export function leaversEarned(earned: Known<readonly Exact[]>): Known<LeaversEarned> {
  if (!earned.known) return earned
  const count = earned.value.length
  if (count === 0) return missing('NOT_OBSERVED', 'nodes that left')
  const sorted = sortedCopy(earned.value.map(toNumber))
  return known({
    nodes: count,
    atALoss: earned.value.filter((each) => each.n < 0n).length,
    p25: quantile(sorted, 0.25),
    p50: quantile(sorted, 0.5),
    p75: quantile(sorted, 0.75),
    mean: divide(sum(earned.value), exact(count)),
  })
}
