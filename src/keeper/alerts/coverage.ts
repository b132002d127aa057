/** Claims of one day, and how many of them a watchdog decided about. */
export interface CoveredDay {
  /** 2026-01-31 */
  readonly day: string
  readonly claims: number
  readonly decided: number
}

const WEEK = 7
/** Below it nothing can be said to have dropped: so little was looked at before. */
const LEAST_BEFORE = 0.05

/** Days whose share of decided claims fell below half of the share over the seven days with claims before them. Days in order. */
export function droppedDays(
  days: readonly CoveredDay[],
): readonly { readonly day: string; readonly share: number; readonly before: number }[] {
  return days.flatMap(({ day, claims, decided }, at) => {
    const week = days.slice(Math.max(0, at - WEEK), at)
    if (week.length < WEEK) return []
    const sum = (of: (each: CoveredDay) => number) => week.reduce((total, each) => total + of(each), 0)
    const before = sum((each) => Math.min(each.decided, each.claims)) / sum((each) => each.claims)
    const share = Math.min(decided, claims) / claims
    return before >= LEAST_BEFORE && share < before / 2 ? [{ day, share, before }] : []
  })
}
