import type { Window } from './figure.ts'
import { type Known, listKnown, mapKnown } from './known.ts'
import type { Entry } from './ledger.ts'
import { dayOf } from './period.ts'

/** Entries with what each is worth; a refund is less than nothing. */
export type DatedIncome = Iterable<readonly [Pick<Entry, 'node' | 'at'>, Known<number>]>

/** Of each node, its income by day; NaN where it was not there. */
export function seriesOf(
  nodes: readonly { readonly node: string; readonly span: Window }[],
  calendar: readonly number[],
  income: DatedIncome,
): Known<readonly Float64Array[]> {
  const place = new Map(calendar.map((day, index) => [day, index]))
  const series = new Map(
    nodes.map(({ node, span }) => [
      node,
      Float64Array.from(calendar, (day) => (day >= span.from && day < span.to ? 0 : Number.NaN)),
    ]),
  )
  const worths: Known<number>[] = []
  for (const [entry, worth] of income) {
    worths.push(worth)
    const daily = series.get(entry.node ?? '')
    const index = place.get(dayOf(entry.at))
    if (daily && index !== undefined && worth.known) daily[index] = (daily[index] ?? 0) + worth.value
  }
  return mapKnown(listKnown(worths), () => [...series.values()])
}
