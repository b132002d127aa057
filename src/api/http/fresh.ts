import type { IncomingMessage } from 'node:http'

/** What a caller takes of answers that were kept. */
export interface Freshness {
  /** Nothing that was kept. */
  readonly fresh: boolean
  /** How old an answer may be that something was written since, in milliseconds. */
  readonly staleMs: number
}

/** What the header Cache-Control of a request says: `no-cache`, or `max-stale=SECONDS` (RFC 9111, 5.2.1). */
export function freshnessOf({ headers }: IncomingMessage): Freshness {
  const wishes = (headers['cache-control'] ?? '').split(',').map((each) => each.trim().toLowerCase())
  const stale = wishes.map((each) => /^max-stale(?:=(\d{1,9}))?$/.exec(each)).find((each) => each !== null)
  // Without seconds it is any age.
  const seconds = stale ? Number(stale[1] ?? Number.POSITIVE_INFINITY) : 0
  return { fresh: wishes.includes('no-cache'), staleMs: seconds * 1000 }
}
