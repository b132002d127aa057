import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** The validator of a body: weak, since the same body may be sent compressed or not. */
export function etagOf(body: string): string {
  return `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
}

/** Whether the caller has this body already: its `If-None-Match` names the validator. */
export function isKnown({ method, headers }: IncomingMessage, etag: string): boolean {
  const known = headers['if-none-match']
  if (known === undefined || (method !== 'GET' && method !== 'HEAD')) return false
  return known.split(',').some((each) => each.trim() === '*' || opaque(each) === opaque(etag))
}

/** Kept by whoever likes, and asked for again before each use: what is indexed grows every second. */
export const REVALIDATED: Readonly<Record<string, string>> = { 'cache-control': 'no-cache' }

function opaque(etag: string): string {
  return etag.trim().replace(/^W\//, '')
}
