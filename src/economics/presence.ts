import { firstWhere } from '../claim/search.ts'
import type { Window } from './figure.ts'

/** When a node was there, in whole Unix seconds. */
export interface Presence {
  readonly joinedAt: number
  /** In which it was disabled, or silent for longer than the rule: in order, none touching another. One that goes on ends at Infinity. */
  readonly absences: readonly Window[]
}

/** By node. Of one that is not in it, and of what is no node's, nothing is known. */
export type Presences = ReadonlyMap<string | null, Presence>

/** The presence of a node that joined at a moment; `absences` in any order, also over each other. */
export function presenceOf(joinedAt: number, absences: readonly Window[]): Presence {
  const merged: Window[] = []
  for (const { from, to } of absences.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    const absence = { from: Math.floor(from), to: Math.floor(to) }
    if (last && absence.from <= last.to)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, absence.to) }
    else merged.push(absence)
  }
  return { joinedAt: Math.floor(joinedAt), absences: merged }
}

/** The parts of a window in which a node was there, in order; all of it where nothing is known of the node. */
export function partsThere(window: Window, presence: Presence | undefined): readonly Window[] {
  const { joinedAt, absences } = presence ?? { joinedAt: window.from, absences: [] }
  const parts: Window[] = []
  let from = Math.max(window.from, joinedAt)
  const first = firstWhere(0, absences.length, (index) => (absences[index]?.to ?? 0) > from)
  for (let index = first; from < window.to; index++) {
    const absence = absences[index] ?? { from: window.to, to: window.to }
    const to = Math.min(absence.from, window.to)
    if (from < to) parts.push({ from, to })
    from = absence.to
  }
  return parts
}
