import { DAY_MS, newestOf, useWindow } from '../app/choice.ts'
import { useNetwork } from '../app/network.tsx'

interface Span {
  /** First UTC day. */
  readonly since: string
  /** Last UTC day. */
  readonly until: string
  /** The moment after the last. */
  readonly end: string
  /** The UTC day that is not over at the end; null where the end is a midnight. */
  readonly running: string | null
}

/** The stretch of time that the choices of a page mean: whole days up to the chosen end, or up to the newest block. */
export function useSpan(): Span {
  const { days, to } = useWindow()
  const { metas } = useNetwork()
  const newest = newestOf(metas)
  // The second after the newest block, so that its own day and logs are inside.
  const end = to ?? new Date((newest ? Date.parse(newest) : 0) + 1000).toISOString()
  const since = new Date(Date.parse(end) - days * DAY_MS).toISOString().slice(0, 10)
  const atMidnight = Date.parse(end) % DAY_MS === 0
  const until = new Date(Date.parse(end) - 1).toISOString().slice(0, 10)
  return { since, until, end, running: atMidnight ? null : until }
}
