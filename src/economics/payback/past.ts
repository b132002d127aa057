import type { Exact } from '../exact.ts'
import { type Known, missing } from '../known.ts'
import { MONTH } from '../period.ts'
import { type PnlInput, profitAndLoss } from '../pnl.ts'

/** What a machine that was bought before the answer brings along. */
export interface MachinePast {
  /** Unix seconds. */
  readonly boughtAt: number
  /** Net cash of the node since then, USD. */
  readonly cash: Known<Exact>
}

/**
 * Net cash of a node from the purchase of its machine to the window's end. `NOT_OBSERVED` when the node was there between the
 * purchase and the window's start: what it earned then was not read. `joinedAt`, `boughtAt`: Unix seconds.
 */
export function machinePast(input: PnlInput, joinedAt: number, boughtAt: number): MachinePast {
  const { from, to } = input.window
  if (Math.max(boughtAt, joinedAt) < from)
    return {
      boughtAt,
      cash: missing(
        'NOT_OBSERVED',
        `net cash from the purchase to the window's start: give days so that the window begins by ${new Date(Math.max(boughtAt, joinedAt) * 1000).toISOString()}`,
      ),
    }
  const since = Math.min(Math.max(from, boughtAt), to)
  return { boughtAt, cash: profitAndLoss({ ...input, window: { from: since, to } }).netCash }
}

/** Age of a machine at a moment, in months; 0 when it is bought now. */
export function ageInMonths(past: MachinePast | undefined, at: number): number {
  return past ? Math.max(0, at - past.boughtAt) / MONTH : 0
}
