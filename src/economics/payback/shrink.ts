import { mean, studentTail } from '../statistics.ts'
import { blockMeans } from './bootstrap.ts'

/** One node's daily values as a new node could have them: its own, drawn to those of all as far as its history is short. */
export interface Shrunk {
  /** Share of its own history in it, 0 to 1. */
  readonly weight: number
  /** Its mean against that of all nodes on the same days. */
  readonly level: number
  /** Standard deviation of the log of what its level may yet be: what its history leaves open, and how few the nodes are. */
  readonly levelError: number
  /** Its own, NaN where it was not there. */
  readonly own: Float64Array
  /** By day of the calendar; days on which it was not there are those of all nodes at its level. */
  readonly daily: Float64Array
}

interface Own {
  readonly daily: Float64Array
  /** Days that it was there. */
  readonly days: number
  /** Own sum against the sum of all nodes' mean on the same days; null: nobody had anything on them. */
  readonly ratio: number | null
}

/**
 * Shrinks each node's level to that of all nodes: `w · own + (1 − w)`, `w = τ² ÷ (τ² + σ² ÷ n)`; τ² is the spread between nodes
 * (DerSimonian and Laird, 1986, weights by days), σ² that within a node over blocks of neighbouring days. Source: Morris,
 * Parametric empirical Bayes inference, 1983. `all`: values by day of one calendar, NaN where a node was not there.
 */
export function shrinkToPool(all: readonly Float64Array[], blockDays: number): readonly Shrunk[] {
  const series = withoutUnseen(all)
  const pool = poolOf(series)
  const centre = mean(pool)
  const nodes = series.map((daily) => ownOf(daily, pool))
  const told = nodes.flatMap((node) => (node.ratio === null ? [] : [{ days: node.days, ratio: node.ratio }]))
  const noise = noiseOf(nodes, pool, centre, blockDays) ?? noiseOf(nodes, pool, centre, 1) ?? 0
  // Of a mean of nothing there are no levels.
  const spread = centre > 0 ? spreadOf(told, noise) : 0
  const shrunk = nodes.map((node) => {
    const weight = node.ratio === null || spread === 0 ? 0 : spread / (spread + noise / node.days)
    const ratio = node.ratio ?? 1
    const daily = pool.map((all, day) => {
      const own = node.daily[day] ?? Number.NaN
      return (1 - weight) * all + weight * (Number.isNaN(own) ? ratio * all : own)
    })
    return { weight, level: Math.max(0, weight * ratio + 1 - weight), own: node.daily, daily }
  })
  const few = logSpread(told)
  return shrunk.map((node) => {
    const open = Math.log1p((spread * (1 - node.weight)) / node.level ** 2)
    return { ...node, levelError: node.level > 0 ? Math.sqrt(open + few) : 0 }
  })
}

/** Without the days of which nothing is seen of any node: they are no days of nothing. */
function withoutUnseen(series: readonly Float64Array[]): readonly Float64Array[] {
  const seen = new Uint8Array(series[0]?.length ?? 0)
  for (const daily of series)
    for (const [day, value] of daily.entries()) if (!Number.isNaN(value)) seen[day] = 1
  return seen.includes(0) ? series.map((daily) => daily.filter((_, day) => seen[day] === 1)) : series
}

/** By day: the mean over the nodes that were there. */
export function poolOf(series: readonly Float64Array[]): Float64Array {
  const pool = new Float64Array(series[0]?.length ?? 0)
  const there = new Int32Array(pool.length)
  for (const daily of series)
    for (const [day, value] of daily.entries()) {
      if (Number.isNaN(value)) continue
      pool[day] = (pool[day] ?? 0) + value
      there[day] = (there[day] ?? 0) + 1
    }
  return pool.map((total, day) => total / Math.max(1, there[day] ?? 1))
}

function ownOf(daily: Float64Array, pool: Float64Array): Own {
  let [days, own, all] = [0, 0, 0]
  for (const [day, value] of daily.entries()) {
    if (Number.isNaN(value)) continue
    days++
    own += value
    all += pool[day] ?? 0
  }
  return { daily, days, ratio: all > 0 ? own / all : null }
}

/** Variance of one day's share of a level within a node, by blocks; null: no node has two blocks. */
function noiseOf(
  nodes: readonly Own[],
  pool: Float64Array,
  centre: number,
  blockDays: number,
): number | null {
  let [squares, freedom] = [0, 0]
  for (const { daily, ratio } of nodes) {
    if (ratio === null) continue
    const rests = daily.map((value, day) => value - ratio * (pool[day] ?? 0))
    const blocks = blockMeans(
      rests.filter((rest) => !Number.isNaN(rest)),
      blockDays,
    )
    if (blocks.length < 2) continue
    for (const block of blocks) squares += (block / centre) ** 2
    freedom += blocks.length - 1
  }
  return freedom === 0 ? null : (squares / freedom) * blockDays
}

interface Level {
  readonly days: number
  readonly ratio: number
}

/** Variance of the levels between nodes: what their differences have beyond the noise of their days. */
function spreadOf(nodes: readonly Level[], noise: number): number {
  const days = nodes.reduce((total, node) => total + node.days, 0)
  if (nodes.length < 2) return 0
  const centre = nodes.reduce((total, node) => total + node.days * node.ratio, 0) / days
  const differences = nodes.reduce((total, node) => total + node.days * (node.ratio - centre) ** 2, 0)
  const scale = days - nodes.reduce((total, node) => total + node.days ** 2, 0) / days
  return Math.max(0, (differences - (nodes.length - 1) * noise) / scale)
}

/**
 * What a new node's level may lie beyond those of n known ones, as a variance of its log, so that drawing one of them and this
 * varies as a prediction of one more does: `s² (1 + 1 ÷ n)`, with the tails of Student's t. s² is of the levels as they were, since
 * few nodes may look alike by chance. Nodes without anything stay so.
 */
function logSpread(levels: readonly Level[]): number {
  const logs = levels
    .filter(({ ratio }) => ratio > 0)
    .map(({ days, ratio }) => ({ days, ratio: Math.log(ratio) }))
  const count = logs.length
  if (count < 2) return 0
  const predicted = (1 + 1 / count) * studentTail(count - 1) ** 2
  return spreadOf(logs, 0) * (predicted - (count - 1) / count)
}
