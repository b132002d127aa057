import { useEffect, useState } from 'react'
import { ago, local, moment } from './format.ts'

/** The present, looked at again every 15 seconds. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** A moment in words, or its day when it is long ago, with the time in UTC and the reader's own time for those who hover. */
export function When({ at }: { at: string | null }) {
  const now = useNow()
  if (at === null) return <span className="missing">not known</span>
  return (
    <time dateTime={at} title={`${moment(at)}, here: ${local(at)}`}>
      {ago(at, now)}
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
