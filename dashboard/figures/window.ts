import { DAY_MS, newestOf, useChoice } from '../app/choice.ts'
import { useNetwork } from '../app/network.tsx'

interface Stretch {
  /** First UTC day. */
  readonly since: string
  /** First moment of that day. */
  readonly from: string
  /** Last UTC day. */
  readonly until: string
  /** The moment after the last. */
  readonly end: string
  /**
   * What a question is bounded by: the end, or the midnight after the newest block. The same all day, so that a new block asks again
   * and does not ask something else.
   */
  readonly bound: string
  /** The UTC day that is not over at the end; null where the end is a midnight. */
  readonly running: string | null
}

interface Window extends Stretch {
  readonly days: number
  /** As the reader chose it; null: the newest block. */
  readonly to: string | null
  set(days: string): void
}

/**
 * The stretch of time that a page is about: how many days, `preset` unless the reader chooses, up to the chosen end or up to the
 * newest block. The end is no part of it, as in every question of the API.
 */
export function useWindow(preset = 30): Window {
  const [days, set] = useChoice('days', String(preset))
  const [to] = useChoice('to')
  const { metas } = useNetwork()
  const count = Number(days)
  const length = Number.isInteger(count) && count > 0 && count <= 731 ? count : preset
  const chosen = to === '' ? null : to
  return { days: length, to: chosen, ...stretchOf(length, chosen, metas), set }
}

/** So many days up to `to`, or up to the newest of these blocks. */
export function stretchOf(days: number, to: string | null, metas: Parameters<typeof newestOf>[0]): Stretch {
  const newest = newestOf(metas)
  const chosen = Date.parse(to ?? '')
  // The second after the newest block, so that its own day and logs are inside.
  const ends = Number.isNaN(chosen) ? (newest ? Date.parse(newest) : 0) + 1000 : chosen
  const end = new Date(ends).toISOString()
  const since = new Date(ends - days * DAY_MS).toISOString().slice(0, 10)
  const until = new Date(ends - 1).toISOString().slice(0, 10)
  const midnight = Math.ceil(ends / DAY_MS) * DAY_MS
  return {
    bound: to === null ? new Date(midnight).toISOString() : end,
    since,
    from: `${since}T00:00:00.000Z`,
    until,
    end,
    running: ends % DAY_MS === 0 ? null : until,
  }
}
