import { type Exact, subtract, sum } from './exact.ts'
import type { Window } from './figure.ts'
import { allKnown, type Known, listKnown, mapKnown } from './known.ts'
import type { Entry } from './ledger.ts'
import { DAY, dayOf, isIn } from './period.ts'
import { ofKind } from './value.ts'

/** Fees less refunds and emissions of each whole UTC day of a window, as `worth` counts each of them; of the days that count. */
export function dailyRevenue(
  entries: readonly Entry[],
  window: Window,
  worth: (entry: Entry) => Known<Exact>,
  blocked?: Known<never>,
  counts: (day: number) => boolean = () => true,
) {
  const total = (of: readonly Entry[]) => mapKnown(listKnown(of.map(worth)), sum)
  const days = wholeDays(window).filter(counts)
  const byDay = Map.groupBy(
    entries.filter((entry) => isIn(entry.at, window)),
    (entry) => dayOf(entry.at),
  )
  return days.map((day) => {
    if (blocked) return blocked
    const of = byDay.get(day) ?? []
    const parts = allKnown({
      income: total([...ofKind(of, 'fee'), ...ofKind(of, 'emission')]),
      refunds: total(ofKind(of, 'refund')),
    })
    return mapKnown(parts, (it) => subtract(it.income, it.refunds))
  })
}

/** The first seconds of the whole UTC days of a window. */
export function wholeDays({ from, to }: Window): readonly number[] {
  const first = dayOf(from + DAY - 1)
  return Array.from({ length: Math.max(0, Math.floor((to - first) / DAY)) }, (_, day) => first + day * DAY)
}
