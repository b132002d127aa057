import type { Span } from '../../charts/strip.tsx'
import type { NodeFactsQuery } from '../../data/generated/graphql.ts'

interface Stretch {
  readonly from: number
  readonly to: number
  readonly why: string
}

const secondsOf = (time: string) => Math.floor(Date.parse(time) / 1000)

/** A window cut into up, down and unknown: unknown before the first heartbeat, down while silent beyond the rule or disabled. */
export function spansOf(facts: NodeFactsQuery, since: string, end: string): Span[] {
  const [first] = facts.firstBeat
  const [joined] = facts.versions
  const to = secondsOf(end)
  const from = Math.max(secondsOf(`${since}T00:00:00Z`), joined ? secondsOf(joined.fromTime) : 0)
  if (from >= to) return []
  const alive = first ? Math.min(to, Math.max(from, secondsOf(first.blockTime))) : to
  const spans: Span[] = []
  if (alive > from)
    spans.push({ state: 'unknown', from, to: alive, why: 'registered, and no heartbeat was seen yet' })
  let at = alive
  for (const each of downs(facts, to)) {
    const [start, stop] = [Math.max(at, each.from), Math.min(to, each.to)]
    if (stop <= start) continue
    if (start > at) spans.push({ state: 'up', from: at, to: start, why: UP })
    spans.push({ state: 'down', from: start, to: stop, why: each.why })
    at = stop
  }
  if (at < to) spans.push({ state: 'up', from: at, to, why: UP })
  return spans
}

const UP = 'heartbeats came in time'

function downs({ lapses, versions }: NodeFactsQuery, end: number): Stretch[] {
  const silent = lapses.map(({ fromTime, toTime }) => ({
    from: secondsOf(fromTime),
    to: toTime === null ? end : secondsOf(toTime),
    why: 'silent for longer than the rule allows',
  }))
  const disabled = versions
    .filter((each) => each.enabled === false)
    .map(({ fromTime, toTime }) => ({
      from: secondsOf(fromTime),
      to: toTime === null ? end : secondsOf(toTime),
      why: 'disabled',
    }))
  return [...silent, ...disabled].sort((a, b) => a.from - b.from)
}
