import { accrualOf } from './accrual.ts'
import { wholeDays } from './daily-revenue.ts'
import { add, divide, type Exact, exact, multiply, subtract, sum } from './exact.ts'
import type { Window } from './figure.ts'
import { allKnown, type Known, listKnown, mapKnown } from './known.ts'
import type { Entry } from './ledger.ts'
import { DAY, isIn } from './period.ts'
import type { Presences } from './presence.ts'
import type { Sample } from './sample.ts'

/** The time whose emissions are told. */
export interface EarningTime {
  readonly window: Window
  /** The part of it in which the node was there. */
  readonly seen: Window
  /** Up to when payments were seen: those after the window are for a time in it. Left out: up to its end. Unix seconds. */
  readonly known?: number
  readonly presences?: Presences | undefined
  /** Of a mean node. */
  readonly sample?: Sample | undefined
}

/** Seconds that the node was there in the window, at least one; of a sample: its days. */
export function secondsOf({ seen, sample }: Pick<EarningTime, 'seen' | 'sample'>): number {
  return Math.max(1, sample ? sample.days * DAY : seen.to - seen.from)
}

/** The same in days. */
export function lengthOf(time: Pick<EarningTime, 'seen' | 'sample'>): Exact {
  return exact(secondsOf(time), DAY)
}

type Worth = (entry: Entry) => Known<Exact>

/**
 * Emissions per day that the node was there, as `worth` counts each: where the chain says which period each is for, over the whole days
 * whose emissions were paid. Of a sample the mean over its days, each of them the mean over the nodes that were there and had been
 * paid. `emitted`: all that was paid in the window, also to nodes that had left by then, and what was paid around it. Source: docs/methodology/revenue.md.
 */
export function emittedPerDay(emitted: readonly Entry[], time: EarningTime, worth: Worth): Known<Exact> {
  // Of each token by itself: what is still to be paid of one leaves out no day of another.
  const byToken = [...Map.groupBy(emitted, ({ token }) => token).values()].map((own) =>
    time.sample ? perDayOfSample(own, time, time.sample, worth) : perDayOfNode(own, time, worth),
  )
  return mapKnown(listKnown(byToken), sum)
}

function perDayOfNode(emitted: readonly Entry[], time: EarningTime, worth: Worth): Known<Exact> {
  const { window, seen, presences, known = window.to } = time
  const accrual = accrualOf(emitted, known, presences)
  const days = new Set(
    wholeDays(seen).filter((day) => !emitted.some(({ node }) => accrual.isOpen(node, day))),
  )
  if (days.size === 0 || emitted.every(hasNoPeriod))
    return mapKnown(totalIn(window, emitted, worth), (total) => divide(total, lengthOf(time)))
  const parts = emitted.flatMap((entry) =>
    accrual
      .partsOf(entry)
      .filter(({ day }) => days.has(day))
      .map(({ seconds, of }) => mapKnown(worth(entry), (value) => multiply(value, exact(seconds, of)))),
  )
  return mapKnown(listKnown(parts), (all) => divide(sum(all), exact(days.size)))
}

/** Where nobody was paid for any whole day: what was paid to nodes while they were there. */
function perDayOfSample(
  emitted: readonly Entry[],
  { window, seen, presences }: EarningTime,
  sample: Sample,
  worth: Worth,
): Known<Exact> {
  const accrual = accrualOf(emitted, window.to, presences)
  const inParts = emitted.flatMap((entry) => accrual.partsOf(entry).map((part) => ({ ...part, entry })))
  const byDay = Map.groupBy(inParts, ({ day }) => day)
  const means = wholeDays(seen).flatMap((day): readonly Known<Exact>[] => {
    const isPaid = (node: string, { from, to }: Window) =>
      day >= from && day < to && !accrual.isOpen(node, day)
    const nodes = new Set(
      [...sample.spans].filter(([node, span]) => isPaid(node, span)).map(([node]) => node),
    )
    if (nodes.size === 0) return []
    const parts = (byDay.get(day) ?? []).filter(({ entry }) => nodes.has(entry.node ?? ''))
    const worths = parts.map(({ entry, seconds, of }) =>
      mapKnown(worth(entry), (value) => multiply(value, exact(seconds, of))),
    )
    return [mapKnown(listKnown(worths), (all) => divide(sum(all), exact(nodes.size)))]
  })
  if (means.length > 0) return mapKnown(listKnown(means), (all) => divide(sum(all), exact(means.length)))
  return mapKnown(sample.total(emitted.filter(sample.counts), worth), (total) =>
    divide(total, lengthOf({ seen, sample })),
  )
}

/**
 * What a node received in a window with its emissions by the time that they are for, and not by the days of their payment: what a rate
 * over the window is of. `received`: with them by the days of payment; `emitted`: those that were paid in the window, as `worth` counts
 * each, and around it.
 */
export function asEarned(
  received: Known<Exact>,
  emitted: readonly Entry[],
  time: EarningTime,
  worth: Worth,
): Known<Exact> {
  if (!received.known) return received
  const parts = allKnown({
    perDay: emittedPerDay(emitted, time, worth),
    paid: totalIn(time.window, emitted, worth),
  })
  return mapKnown(parts, ({ perDay, paid }) =>
    add(subtract(received.value, paid), multiply(perDay, lengthOf(time))),
  )
}

function totalIn(window: Window, emitted: readonly Entry[], worth: Worth): Known<Exact> {
  return mapKnown(listKnown(emitted.filter(({ at }) => isIn(at, window)).map(worth)), sum)
}

function hasNoPeriod({ since }: Entry): boolean {
  return since === undefined || since === null
}
