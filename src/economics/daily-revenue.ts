import { accrualOf } from './accrual.ts'
import { type Exact, exact, multiply, negate, sum } from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, listKnown, mapKnown } from './known.ts'
import type { Entry } from './ledger.ts'
import { DAY, dayOf, isIn } from './period.ts'
import type { Presences } from './presence.ts'
import { valuedIncome } from './value.ts'

interface Days {
  /** Why there is no value on any day. Left out: nothing is. */
  readonly blocked?: Known<never> | undefined
  /** The days that count. Left out: all. */
  readonly counts?: ((day: number) => boolean) | undefined
  readonly presences?: Presences
  /** Up to when payments were seen: those after the window are for a time in it. Left out: up to its end. */
  readonly known?: number
}

/**
 * Fees less refunds and emissions of each whole UTC day of a window, as `worth` counts each of them; of the days that count. An
 * emission is spread over the time that its node was there in the period that it is for; days whose emissions were not paid yet are left
 * out. What cannot be valued takes away nothing but itself, and a day on which nothing else came: it is no day of nothing.
 */
export function dailyRevenue(
  entries: readonly Entry[],
  window: Window,
  worth: (entry: Entry) => Known<Exact>,
  { blocked, counts = () => true, presences, known = window.to }: Days = {},
) {
  const within = entries.filter(({ at }) => isIn(at, { from: window.from, to: known }))
  const accrual = accrualOf(within, known, presences)
  const nodes = [...new Set(within.map(({ node }) => node))]
  const days = wholeDays(window).filter(
    (day) => counts(day) && !nodes.some((node) => accrual.isOpen(node, day)),
  )
  const valued = new Set(valuedIncome(within))
  const income = within.filter(({ kind }) => kind === 'fee' || kind === 'refund' || kind === 'emission')
  const parts = income.flatMap((entry) => accrual.partsOf(entry).map((part) => ({ ...part, entry })))
  const byDay = Map.groupBy(parts, ({ day }) => day)
  return days.flatMap((day): readonly Known<Exact>[] => {
    if (blocked) return [blocked]
    const all = byDay.get(day) ?? []
    const rest = all.filter(({ entry }) => valued.has(entry))
    if (all.length > 0 && rest.length === 0) return []
    const values = rest.map(({ entry, seconds, of }) =>
      mapKnown(worth(entry), (value) => {
        const part = seconds === of ? value : multiply(value, exact(seconds, of))
        return entry.kind === 'refund' ? negate(part) : part
      }),
    )
    return [mapKnown(listKnown(values), sum)]
  })
}

/** The first seconds of the whole UTC days of a window. */
export function wholeDays({ from, to }: Window): readonly number[] {
  const first = dayOf(from + DAY - 1)
  return Array.from({ length: Math.max(0, Math.floor((to - first) / DAY)) }, (_, day) => first + day * DAY)
}
