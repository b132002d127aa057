import { accrualOf } from './accrual.ts'
import type { Window } from './figure.ts'
import { type Known, listKnown, mapKnown } from './known.ts'
import type { Entry } from './ledger.ts'
import { DAY } from './period.ts'
import type { Presences } from './presence.ts'

/** Entries with what each is worth; a refund is less than nothing. */
export type DatedIncome = Iterable<
  readonly [
    Pick<Entry, 'node' | 'at'> & Partial<Pick<Entry, 'kind' | 'since' | 'token' | 'reason'>>,
    Known<number>,
  ]
>

/** Of each node, its income by day; NaN where it was not there, or what it earned was not paid yet. */
export function seriesOf(
  nodes: readonly { readonly node: string; readonly span: Window }[],
  calendar: readonly number[],
  income: DatedIncome,
  presences?: Presences,
): Known<readonly Float64Array[]> {
  const place = new Map(calendar.map((day, index) => [day, index]))
  const series = new Map(
    nodes.map(({ node, span }) => [
      node,
      Float64Array.from(calendar, (day) => (day >= span.from && day < span.to ? 0 : Number.NaN)),
    ]),
  )
  const all = [...income]
  const last = calendar.at(-1)
  const accrual = accrualOf(
    all.map(([entry]) => entry),
    last === undefined ? 0 : last + DAY,
    presences,
  )
  for (const [entry, worth] of all) {
    const daily = series.get(entry.node ?? '')
    if (!daily || !worth.known) continue
    for (const { day, seconds, of } of accrual.partsOf(entry)) {
      const index = place.get(day)
      if (index !== undefined) daily[index] = (daily[index] ?? 0) + (worth.value * seconds) / of
    }
  }
  for (const [node, daily] of series)
    for (const [index, day] of calendar.entries()) if (accrual.isOpen(node, day)) daily[index] = Number.NaN
  return mapKnown(listKnown(all.map(([, worth]) => worth)), () => [...series.values()])
}
