import { firstWhere } from '../claim/search.ts'
import { type Exact, exact } from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, known, missing } from './known.ts'

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
 * Uptime from heartbeats: up for `maxAge` seconds from each; unknown before the first one and wherever the index has a gap;
 * down otherwise. No observation is not up.
 */
export function uptimeOf(
  heartbeats: readonly number[],
  maxAge: Known<number>,
  gaps: readonly Window[],
  window: Window,
): Uptime {
  const length = window.to - window.from
  if (!maxAge.known) return { up: 0, down: 0, unknown: length, share: maxAge }
  const beats = [...heartbeats].filter((at) => at < window.to).sort((a, b) => a - b)
  const first = beats[0]
  if (first === undefined)
    return { up: 0, down: 0, unknown: length, share: missing('NOT_OBSERVED', 'heartbeats of this node') }
  // What is unknown may cover what is up; so states are told second by second of the border moments.
  const borders = new Set([window.from, window.to])
  const cover = beats.map((at) => ({ from: at, to: at + maxAge.value }))
  const blind = [{ from: Number.NEGATIVE_INFINITY, to: first }, ...gaps]
  for (const span of [...cover, ...blind])
    for (const at of [span.from, span.to]) if (at > window.from && at < window.to) borders.add(at)
  const stops = [...borders].sort((a, b) => a - b)
  const total = { up: 0, down: 0, unknown: 0 }
  const upSpans = merge(cover)
  const blindSpans = merge(blind)
  for (const [index, from] of stops.entries()) {
    const to = stops[index + 1]
    if (to === undefined) break
    const state = covers(blindSpans, from) ? 'unknown' : covers(upSpans, from) ? 'up' : 'down'
    total[state] += to - from
  }
  const seen = total.up + total.down
  return {
    ...total,
    share: seen === 0 ? missing('NOT_OBSERVED', 'heartbeats in the window') : known(exact(total.up, seen)),
  }
}

function merge(spans: readonly Window[]): readonly Window[] {
  const merged: { from: number; to: number }[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else merged.push({ ...span })
  }
  return merged
}

function covers(spans: readonly Window[], at: number): boolean {
  const behind = firstWhere(0, spans.length, (index) => (spans[index]?.from ?? Number.POSITIVE_INFINITY) > at)
  return at < (spans[behind - 1]?.to ?? Number.NEGATIVE_INFINITY)
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
