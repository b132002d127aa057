import type { Beat, Span } from '../../charts/strip.tsx'
import type { NodeFactsQuery } from '../../data/generated/graphql.ts'

/** As many heartbeats as are asked for; with more of them, what came before the oldest is told by the lapses. */
const MOST = 1000

const secondsOf = (time: string) => Math.floor(Date.parse(time) / 1000)

/** The rule on silence, as it was published last. */
export const silenceRule = ({ disclosures }: NodeFactsQuery) =>
  disclosures.findLast((each) => each.rule === 'heartbeat.max-age' && each.value !== null)

/**
 * A window cut into up, down and unknown, as docs/methodology/service.md has them: up for the limit after each heartbeat, unknown
 * before the first one, down otherwise; all unknown where no limit is published.
 */
export function spansOf(facts: NodeFactsQuery, since: string, end: string): Span[] {
  const rule = silenceRule(facts)
  const [joined] = facts.versions
  const to = secondsOf(end)
  const from = Math.max(secondsOf(`${since}T00:00:00Z`), joined ? secondsOf(joined.fromTime) : 0)
  if (from >= to) return []
  if (!rule) return [{ state: 'unknown', from, to, why: 'no limit to silence is published' }]
  const limit = Number(rule.value)
  const spans: Span[] = []
  const add = (state: Beat, until: number) => {
    const start = spans.at(-1)?.to ?? from
    const stop = Math.min(until, to)
    if (stop > start) spans.push({ state, from: start, to: stop, why: WHY[state] })
  }
  const beats = [...facts.beatBefore, ...facts.beats.toReversed()].map((each) => secondsOf(each.blockTime))
  const [first] = beats
  if (first === undefined) return [{ state: 'unknown', from, to, why: WHY.unknown }]
  add('unknown', first)
  if (facts.beats.length === MOST) addLapses(facts, add, secondsOf(facts.beats.at(-1)?.blockTime ?? end))
  for (const each of beats) {
    add('down', each)
    add('up', each + limit)
  }
  add('down', to)
  return joinSame(spans)
}

const WHY: Readonly<Record<Beat, string>> = {
  up: 'a heartbeat not older than the limit',
  down: 'silent for longer than the limit',
  unknown: 'no heartbeat was seen yet',
}

/** Up to `until` by the silences that the index derived itself: there are too many heartbeats to read each. */
function addLapses(
  { lapses }: NodeFactsQuery,
  add: (state: Beat, until: number) => void,
  until: number,
): void {
  for (const { fromTime, toTime } of lapses) {
    add('up', Math.min(until, secondsOf(fromTime)))
    add('down', Math.min(until, toTime === null ? until : secondsOf(toTime)))
  }
  add('up', until)
}

/** Stretches of one state that follow each other are one. */
function joinSame(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const each of spans) {
    const last = joined.at(-1)
    if (last?.state === each.state) joined[joined.length - 1] = { ...last, to: each.to }
    else joined.push(each)
  }
  return joined
}
