import { LEAST_NODES } from '../sample.ts'
import { mean, quantile, sortedCopy } from '../statistics.ts'

/** Five quantiles over nodes or days. */
export interface Spread {
  readonly p5: number
  readonly p25: number
  readonly p50: number
  readonly p75: number
  readonly p95: number
}

/** One UTC day of the nodes of a role that were there all through it. USD. */
export interface RoleDay {
  /** Its first second. */
  readonly day: number
  readonly nodes: number
  /** Over nodes; null: too few were there. */
  readonly spread: Spread | null
}

/** `series`: revenue by day of `days` for each node, NaN where it was not there. */
export function roleDays(days: readonly number[], series: readonly Float64Array[]): readonly RoleDay[] {
  return days.map((day, index) => {
    const values = series.map((daily) => daily[index] ?? Number.NaN).filter((value) => !Number.isNaN(value))
    return { day, nodes: values.length, spread: values.length < LEAST_NODES ? null : spreadOf(values) }
  })
}

/** By day: the mean over the nodes that were there; NaN: none was. */
export function dayMeans(days: readonly number[], series: readonly Float64Array[]): readonly number[] {
  return days.map((_, index) => {
    const there = series.map((daily) => daily[index] ?? Number.NaN).filter((value) => !Number.isNaN(value))
    return there.reduce((total, each) => total + each, 0) / there.length
  })
}

/** Of each node that was there at all: the mean of its days. */
export function nodeMeans(series: readonly Float64Array[]): readonly number[] {
  return series
    .map((daily) => daily.filter((value) => !Number.isNaN(value)))
    .filter((own) => own.length > 0)
    .map(mean)
}

export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null
  const sorted = sortedCopy(values)
  const at = (q: number) => quantile(sorted, q)
  return { p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) }
}

/** What each node would have had beside one more on every day: what came on a day is shared by one more than were there. */
export function withOneMore(series: readonly Float64Array[]): readonly Float64Array[] {
  const there = new Int32Array(series[0]?.length ?? 0)
  for (const daily of series)
    for (const [index, value] of daily.entries())
      if (!Number.isNaN(value)) there[index] = (there[index] ?? 0) + 1
  return series.map((daily) =>
    daily.map((value, index) => (value * (there[index] ?? 0)) / ((there[index] ?? 0) + 1)),
  )
}

/** The mean of all node-days; undefined: there is none. */
export function meanOfNodeDays(series: readonly Float64Array[]): number | undefined {
  const values = series.flatMap((daily) => [...daily.filter((value) => !Number.isNaN(value))])
  return values.length > 0 ? mean(values) : undefined
}

/** Node-days whose value is below that day's limit, and all of them. */
export function daysBelow(
  series: readonly Float64Array[],
  limits: Float64Array,
): { readonly below: number; readonly nodeDays: number } {
  let [below, nodeDays] = [0, 0]
  for (const daily of series)
    for (const [index, value] of daily.entries()) {
      if (Number.isNaN(value)) continue
      nodeDays++
      if (value < (limits[index] ?? 0)) below++
    }
  return { below, nodeDays }
}

/** Nodes whose values over all of their days are together above the limits of those days, and all that were there. */
export function nodesAbove(
  series: readonly Float64Array[],
  limits: Float64Array,
): { readonly above: number; readonly nodes: number } {
  const beyond = series.flatMap((daily) => {
    const own = [...daily.entries()].filter(([, value]) => !Number.isNaN(value))
    if (own.length === 0) return []
    return [own.reduce((total, [index, value]) => total + value - (limits[index] ?? 0), 0)]
  })
  return { above: beyond.filter((each) => each > 0).length, nodes: beyond.length }
}

/** The stretch of so many days in a row that brought least for each node-day; null: there are not as many days with a node. */
export function worstDays(
  days: readonly number[],
  series: readonly Float64Array[],
  length: number,
): { readonly from: number; readonly days: number; readonly perNodeDay: number } | null {
  const sums = new Float64Array(days.length)
  const counts = new Int32Array(days.length)
  for (const daily of series)
    for (const [index, value] of daily.entries()) {
      if (Number.isNaN(value)) continue
      sums[index] = (sums[index] ?? 0) + value
      counts[index] = (counts[index] ?? 0) + 1
    }
  let worst: { from: number; days: number; perNodeDay: number } | null = null
  for (let at = 0; at + length <= days.length; at++) {
    const there = counts.subarray(at, at + length)
    if (there.includes(0)) continue
    const nodeDays = there.reduce((total, each) => total + each, 0)
    const perNodeDay = sums.subarray(at, at + length).reduce((total, each) => total + each, 0) / nodeDays
    if (!worst || perNodeDay < worst.perNodeDay) worst = { from: days[at] ?? 0, days: length, perNodeDay }
  }
  return worst
}
