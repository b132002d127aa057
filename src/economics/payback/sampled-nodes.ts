import { type Known, listKnown, mapKnown } from '../known.ts'
import { type DatedIncome, seriesOf } from '../node-series.ts'
import { daysIn } from '../period.ts'
import type { Presences } from '../presence.ts'
import type { Sample } from '../sample.ts'
import { type Shrunk, shrinkToPool } from './shrink.ts'

/** A node of the sample as a path may draw it. Levels are against the mean node's. */
export interface SampledNode {
  readonly node: string
  /** Whole days that it was there. */
  readonly days: number
  readonly left: boolean
  /** By day of the sample's days, in the currency that fees are priced in. */
  readonly fees: Shrunk
  /** The same in whole tokens. */
  readonly emissions: Shrunk
}

/** So many nodes are drawn from at most: of more, every n-th in the order of their names. */
const MOST_NODES = 400

interface Incomes {
  /** Signed: a refund is less than nothing. */
  readonly fees: DatedIncome
  readonly emissions: DatedIncome
}

/** Each node of a sample by its days, those that left as well; short histories are drawn to the mean of all. */
export function sampledNodes(
  sample: Sample,
  calendar: readonly number[],
  incomes: Incomes,
  blockDays: number,
  presences?: Presences,
): Known<readonly SampledNode[]> {
  const all = [...sample.spans]
    .filter(([, { from, to }]) => from < to)
    .map(([node, span]) => ({ node, span }))
    .sort((a, b) => (a.node < b.node ? -1 : 1))
  const every = Math.ceil(all.length / MOST_NODES)
  const drawn = all.filter((_, index) => index % every === 0)
  const parts = [incomes.fees, incomes.emissions].map((income) =>
    seriesOf(drawn, calendar, income, presences),
  )
  return mapKnown(listKnown(parts), ([fees, emissions]) => {
    const [paid, emitted] = [shrinkToPool(fees ?? [], blockDays), shrinkToPool(emissions ?? [], blockDays)]
    return drawn.map(({ node, span }, index) => ({
      node,
      days: daysIn(span),
      left: span.to < sample.until,
      fees: paid[index] as Shrunk,
      emissions: emitted[index] as Shrunk,
    }))
  })
}
