import type { Outcome } from '../data/generated/graphql.ts'

/** Always in this order. */
export const OUTCOMES = ['verified', 'rejected', 'undecided'] as const

/** Standing verdicts of one outcome, as `verificationDaysAggregate` sums them. */
interface Summed {
  readonly outcome: Outcome
  readonly sum: { readonly verdicts: number | string | null }
}

/** How many verdicts of these are of one outcome. */
export const sumOf = (rows: readonly Summed[], outcome: Outcome): number =>
  rows
    .filter((each) => each.outcome === outcome)
    .reduce((sum, each) => sum + Number(each.sum.verdicts ?? 0), 0)

/**
 * How many were rejected, by whoever's fault. The sums by day are of nodes: a rejection that is no node's fault, such as a forged
 * batch, is in none of them and is counted from the verdicts themselves.
 */
export const rejectedOf = (
  rows: readonly Summed[],
  counted: readonly { readonly totalCount: number | null }[],
): number =>
  Math.max(
    sumOf(rows, 'rejected'),
    counted.reduce((sum, each) => sum + (each.totalCount ?? 0), 0),
  )

/** Verdicts by outcome on each of these days; undefined before the first day that is indexed. */
export function dailyOutcomes(
  rows: readonly (Summed & { readonly start: string | null })[],
  days: readonly string[],
  indexed: readonly { readonly day: string }[],
) {
  const first = indexed.map((each) => each.day).sort()[0] ?? null
  const byDay = Map.groupBy(rows, (each) => each.start?.slice(0, 10) ?? '')
  return OUTCOMES.map((outcome) => {
    const values = days.map((day) =>
      first === null || day < first ? undefined : sumOf(byDay.get(day) ?? [], outcome),
    )
    return { name: outcome, meaning: outcome, values }
  })
}
