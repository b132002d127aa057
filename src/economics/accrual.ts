import type { Window } from './figure.ts'
import type { Entry } from './ledger.ts'
import { DAY, dayOf, isIn, secondsCovered } from './period.ts'
import { type Presence, type Presences, partsThere } from './presence.ts'

type Dated = Pick<Entry, 'node' | 'at'> & Partial<Pick<Entry, 'kind' | 'since' | 'token' | 'reason'>>

/** A part of an entry that belongs to one UTC day: `seconds` of the `of` that it is for. */
interface DayPart {
  readonly day: number
  readonly seconds: number
  readonly of: number
}

/**
 * Which days entries are of: emissions are spread over the time that their node was there in the period that they are for, all else is of
 * its own moment.
 */
export interface Accrual {
  readonly partsOf: (entry: Dated) => readonly DayPart[]
  /** Whether what a node has earned on a day has not been paid yet: less than all is seen of it, which is no zero. */
  readonly isOpen: (node: string | null, day: number) => boolean
  /** How much of an entry is of a window: `seconds` of the `of` that it is for; null: nothing. */
  readonly partIn: (entry: Dated, window: Window) => Omit<DayPart, 'day'> | null
  /** Up to when everything that a node earned before a moment was paid. */
  readonly paidUntil: (node: string | null, moment: number) => number
}

/**
 * A chain says with which second a period begins: it ends where the next one of the same node, token and reason begins; the last is
 * as long as the one before, and none lasts longer than until it is paid. Before its node joined, and while it was away, nothing of it was
 * earned; a period in none of which the node is known to have been there is taken as the chain has it. `until`: up to when payments were seen.
 */
export function accrualOf(entries: Iterable<Dated>, until: number, presences: Presences = NOBODY): Accrual {
  const spans = new Map<Dated, Spans>()
  const open = new Map<string | null, Window[]>()
  for (const group of Map.groupBy([...entries].filter(hasPeriod), streamOf).values()) {
    const starts = [...new Set(group.map(({ since }) => since ?? 0))].sort((a, b) => a - b)
    for (const entry of group)
      spans.set(entry, earnedIn(wholeSeconds(periodOf(entry, starts)), presences.get(entry.node)))
    // Of the latest period, whenever it was paid: an earlier one may be paid with it, or after it.
    const last = group.findLast(({ since }) => since === starts.at(-1)) as Dated
    const { from, to } = periodOf(last, starts)
    const length = to - from
    // A payment that is overdue by a whole period is not to come; of one that came once only, nothing says that it comes again.
    if (length < DAY || until > last.at + length * (starts.length > 1 ? 2 : 1)) continue
    const waiting = open.get(last.node) ?? []
    open.set(last.node, waiting)
    // Also where payment comes long after its period. For time in which it was away nothing is to come.
    waiting.push(...partsThere({ from: to, to: until }, presences.get(last.node)))
  }
  return {
    partsOf: (entry) => partsOf(entry, spans.get(entry)),
    isOpen: (node, day) => (open.get(node) ?? []).some(({ from, to }) => day + DAY > from && day < to),
    partIn: (entry, window) => partIn(entry, spans.get(entry), window),
    paidUntil: (node, moment) => Math.min(moment, ...(open.get(node) ?? []).map(({ from }) => from)),
  }
}

const NOBODY: Presences = new Map()

/** The parts of a period in which it was earned, in whole seconds, and how many those are. */
interface Spans {
  readonly parts: readonly Window[]
  readonly seconds: number
}

function earnedIn(period: Window, presence: Presence | undefined): Spans {
  const there = partsThere(period, presence)
  const parts = there.length > 0 ? there : [period]
  return { parts, seconds: parts.reduce((total, { from, to }) => total + to - from, 0) }
}

function hasPeriod({ kind, since, at }: Dated): boolean {
  if (kind !== 'emission' || since === undefined || since === null) return false
  // A period of more than a year is a slip of whoever paid.
  return since < at && at - since <= 366 * DAY
}

function streamOf({ node, token, reason }: Dated): string {
  return `${node} ${token?.chain}:${token?.address} ${reason}`
}

function periodOf({ since, at }: Dated, starts: readonly number[]): Window {
  const from = since ?? at
  const place = starts.indexOf(from)
  const [before, next] = [starts[place - 1], starts[place + 1]]
  if (next !== undefined) return { from, to: Math.min(at, next) }
  return { from, to: before === undefined ? at : Math.min(at, from + from - before) }
}

function partIn({ at }: Dated, spans: Spans | undefined, window: Window): Omit<DayPart, 'day'> | null {
  if (!spans) return isIn(at, window) ? { seconds: 1, of: 1 } : null
  const seconds = secondsCovered(spans.parts, window)
  return seconds > 0 ? { seconds, of: spans.seconds } : null
}

/** At least one. */
function wholeSeconds(span: Window): Window {
  const from = Math.floor(span.from)
  return { from, to: Math.max(from + 1, Math.floor(span.to)) }
}

function partsOf({ at }: Dated, spans: Spans | undefined): readonly DayPart[] {
  if (!spans) return [{ day: dayOf(at), seconds: 1, of: 1 }]
  const days: DayPart[] = []
  for (const { from, to } of spans.parts)
    for (let day = dayOf(from); day < to; day += DAY)
      days.push({ day, seconds: Math.min(to, day + DAY) - Math.max(from, day), of: spans.seconds })
  return days
}
