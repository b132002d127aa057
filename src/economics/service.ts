import { type Exact, exact } from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, known, missing } from './known.ts'
import { secondsCovered } from './period.ts'

/** Work given to a node. Unix seconds; `deadline` is the last second at which delivery counts. */
export interface Assignment {
  readonly node: string
  readonly assignedAt: number
  readonly deadline: number | null
  /** The assigned node's own in time, else the first by anybody. */
  readonly delivered: { readonly at: number; readonly by: string } | null
}

export interface Success {
  readonly rate: Known<Exact>
  readonly inTime: number
  /** Past their deadline by now, delivered or not: the denominator. */
  readonly due: number
  /** Not yet due: shown, and in neither part of the rate. */
  readonly pending: number
  /** Delivered after the deadline, or by another node: misses. */
  readonly late: number
  readonly rescued: number
  /** Without a deadline nothing can be late: left out and counted here. */
  readonly withoutDeadline: number
}

/** Delivered by the assigned node by its deadline ÷ assignments whose deadline has passed at `now`. */
export function successOf(assignments: readonly Assignment[], now: number): Success {
  let [inTime, due, pending, late, rescued, withoutDeadline] = [0, 0, 0, 0, 0, 0]
  for (const { node, deadline, delivered } of assignments) {
    if (deadline === null) withoutDeadline++
    else if (deadline >= now) pending++
    else {
      due++
      if (delivered && delivered.by !== node) rescued++
      else if (delivered && delivered.at > deadline) late++
      else if (delivered) inTime++
    }
  }
  const rate: Known<Exact> =
    due === 0 ? missing('NO_DENOMINATOR', 'assignments past their deadline') : known(exact(inTime, due))
  return { rate, inTime, due, pending, late, rescued, withoutDeadline }
}

/** One request's end: delivered or expired `after` seconds, or still open when last seen. */
export interface Outcome {
  readonly after: number
  readonly end: 'delivered' | 'expired' | 'open'
}

export interface IncidenceStep {
  readonly after: number
  /** Share of all requests that are delivered by then, expiry competing. */
  readonly delivered: number
  readonly expired: number
}

/**
 * Cumulative incidence of delivery with expiry as the competing end and open requests censored (Aalen and Johansen, 1978).
 * One minus a Kaplan–Meier curve would overstate it: an expired request is never delivered.
 */
export function cumulativeIncidence(outcomes: readonly Outcome[]): readonly IncidenceStep[] {
  const sorted = [...outcomes].sort((a, b) => a.after - b.after)
  const steps: IncidenceStep[] = []
  let [atRisk, free, delivered, expired] = [sorted.length, 1, 0, 0]
  for (const [after, group] of Map.groupBy(sorted, (outcome) => outcome.after)) {
    const now = { delivered: 0, expired: 0, open: 0 }
    for (const outcome of group) now[outcome.end]++
    if (now.delivered + now.expired > 0) {
      delivered += (free * now.delivered) / atRisk
      expired += (free * now.expired) / atRisk
      free *= 1 - (now.delivered + now.expired) / atRisk
      steps.push({ after, delivered, expired })
    }
    atRisk -= group.length
  }
  return steps
}

/** Seconds after which the share `q` of all requests is delivered; NOT_REACHED when it never is. */
export function incidenceQuantile(steps: readonly IncidenceStep[], q: number): Known<number> {
  const step = steps.find((each) => each.delivered >= q - 1e-12)
  if (step) return known(step.after)
  return missing('NOT_REACHED', `fewer than ${q * 100} % of the requests are delivered`)
}

/** Seconds of a window in each state. They add up to the window. */
export interface Uptime {
  readonly up: number
  readonly down: number
  readonly unknown: number
  /** up ÷ (up + down); null when nothing is known. */
  readonly share: Known<Exact>
}

/**
 * Uptime from runs of heartbeats, each no later after the one before than `maxAge`: up for `maxAge` seconds from each of them; unknown before the first one and wherever the index has a gap;
 * down otherwise. No observation is not up.
 */
export function uptimeOf(
  runs: readonly Window[],
  maxAge: Known<number>,
  gaps: readonly Window[],
  window: Window,
): Uptime {
  const length = window.to - window.from
  if (!maxAge.known) return { up: 0, down: 0, unknown: length, share: maxAge }
  const first = runs.reduce((earliest, { from }) => Math.min(earliest, from), Number.POSITIVE_INFINITY)
  const blind = [{ from: Number.NEGATIVE_INFINITY, to: first }, ...gaps]
  const cover = runs.map(({ from, to }) => ({ from, to: to + maxAge.value }))
  // What is unknown may cover what is up.
  const unknown = secondsCovered(blind, window)
  const up = secondsCovered([...blind, ...cover], window) - unknown
  const down = length - unknown - up
  const seen = up + down
  const share =
    seen === 0
      ? missing('NOT_OBSERVED', 'heartbeats of this node')
      : known(exact(inMicroseconds(up), inMicroseconds(seen)))
  return { up, down, unknown, share }
}

/** Blocks of some chains have parts of a second. */
function inMicroseconds(seconds: number): number {
  return Math.round(seconds * 1_000_000)
}

/** How a request ended by `now`, as the incidence curve of its node counts it: what another delivered is not its delivery. */
export function toOutcome({ node, assignedAt, deadline, delivered }: Assignment, now: number): Outcome {
  const own = delivered?.by === node ? delivered : null
  const inTime = own && own.at < now && (deadline === null || own.at <= deadline)
  if (inTime) return { after: own.at - assignedAt, end: 'delivered' }
  if (deadline !== null && deadline < now) return { after: deadline - assignedAt, end: 'expired' }
  return { after: now - assignedAt, end: 'open' }
}

/** The network's heartbeat age limit in seconds, as its file has it. */
export function maxAgeOf({
  rules,
}: {
  readonly rules: { readonly heartbeatMaxAge?: { readonly seconds: number } | undefined }
}): Known<number> {
  const limit = rules.heartbeatMaxAge
  return limit ? known(limit.seconds) : missing('UNDISCLOSED', 'heartbeat age limit')
}
