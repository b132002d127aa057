import { accrualOf } from './accrual.ts'
import { type Exact, exact, multiply, negate, sum } from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, listKnown, mapKnown } from './known.ts'
import type { Entry } from './ledger.ts'
import { DAY, dayOf, isIn } from './period.ts'
import { valuedIncome } from './value.ts'

/**
 * Fees less refunds and emissions of each whole UTC day of a window, as `worth` counts each of them; of the days that count. An
 * emission is spread over the period that it is for; days whose emissions were not paid yet are left out. What cannot be valued takes
 * away nothing but itself, and a day on which nothing else came: it is no day of nothing.
 */
export function dailyRevenue(
  entries: readonly Entry[],
  window: Window,
  worth: (entry: Entry) => Known<Exact>,
  blocked?: Known<never>,
  counts: (day: number) => boolean = () => true,
) {
  const within = entries.filter((entry) => isIn(entry.at, window))
  const accrual = accrualOf(within, window.to)
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
