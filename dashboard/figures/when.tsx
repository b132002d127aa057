import { useSyncExternalStore } from 'react'
import { ago, local, moment } from './format.ts'

const TICK_MS = 15_000

let ticks = 0
let clock: ReturnType<typeof setInterval> | undefined
const readers = new Set<() => void>()

/** One clock for all that a page prints: a list has a moment in each row, and rows come and go while it is scrolled. */
function follow(reader: () => void): () => void {
  if (readers.size === 0)
    clock = setInterval(() => {
      ticks++
      for (const each of readers) each()
    }, TICK_MS)
  readers.add(reader)
  return () => {
    readers.delete(reader)
    if (readers.size === 0) clearInterval(clock)
  }
}

/** The present, looked at again every 15 seconds. */
export function useNow(): number {
  useSyncExternalStore(follow, () => ticks)
  return Date.now()
}

/** A moment in words, or its day when it is long ago, with the time in UTC and the reader's own time for those who hover. */
export function When({ at }: { at: string | null }) {
  const present = useNow()
  if (at === null) return <span className="missing">not known</span>
  return (
    <time dateTime={at} title={`${moment(at)}, here: ${local(at)}`}>
      {ago(at, present)}
    </time>
  )
}

/** A moment as it stands in UTC, for lists that are read down. */
export function At({ at }: { at: string | null }) {
  if (at === null) return <span className="missing">not known</span>
  return (
    <time dateTime={at} title={`here: ${local(at)}`}>
      {moment(at).replace(' UTC', '')}
    </time>
  )
}
