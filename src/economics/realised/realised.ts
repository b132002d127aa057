import { type Known, known, missing } from '../known.ts'
import { MONTH } from '../period.ts'
import { cumulativeIncidence, type IncidenceStep, type Outcome } from '../service.ts'
import type { OperatorLife } from './operator-life.ts'

/** What became of operators, and by when. Nothing in it is simulated. */
export interface Realised {
  readonly operators: number
  readonly nodes: number
  readonly paid: number
  readonly left: number
  readonly open: number
  /** Their receipts could not be told to the end: counted as seen up to then. */
  readonly unknown: number
  readonly steps: readonly RealisedStep[]
}

interface RealisedStep {
  readonly months: number
  /** Share of operators that had paid back by then, having left before being the other end. */
  readonly paid: number
  readonly left: number
}

const END: Record<OperatorLife['end'], Outcome['end']> = {
  paid: 'delivered',
  left: 'expired',
  open: 'open',
  unknown: 'open',
}

/**
 * The cumulative incidence of having reached the cost of the machines, with leaving as a competing end (Aalen and Johansen,
 * 1978): who left never pays back, and those who are still at it are censored and not counted as failures.
 */
export function realisedPayback(lives: readonly OperatorLife[]): Realised {
  const count = (end: OperatorLife['end']) => lives.filter((life) => life.end === end).length
  const outcomes = lives.map(({ after, end }) => ({ after, end: END[end] }))
  return {
    operators: lives.length,
    nodes: lives.reduce((total, life) => total + life.nodes.length, 0),
    paid: count('paid'),
    left: count('left'),
    open: count('open'),
    unknown: count('unknown'),
    steps: cumulativeIncidence(outcomes).map(toStep),
  }
}

function toStep({ after, delivered, expired }: IncidenceStep): RealisedStep {
  return { months: after / MONTH, paid: delivered, left: expired }
}

/**
 * Share of operators that had paid back within so many months of joining. `NOT_OBSERVED` while nobody has been watched for so
 * long and somebody is still at it.
 */
export function paidWithin(lives: readonly OperatorLife[], months: number): Known<number> {
  if (lives.length === 0) return missing('NOT_OBSERVED', 'operators of this role')
  const longest = Math.max(...lives.map(({ after }) => after)) / MONTH
  const done = lives.every(({ end }) => end === 'paid' || end === 'left')
  if (!done && longest < months)
    return missing('NOT_OBSERVED', `an operator that was watched for ${months} months`)
  const { steps } = realisedPayback(lives)
  return known(steps.findLast((step) => step.months <= months)?.paid ?? 0)
}

/** Operators by the UTC month in which they joined: `2026-11`. */
export function cohortsOf(lives: readonly OperatorLife[]): ReadonlyMap<string, readonly OperatorLife[]> {
  return Map.groupBy(lives, ({ joinedAt }) => new Date(joinedAt * 1000).toISOString().slice(0, 7))
}
