import type { ServerResponse } from 'node:http'
import { refuse } from '../../platform/refusal.ts'
import { etagOf, isKnown, REVALIDATED } from './etag.ts'

// What each refusal was, for the counters: an answer has a status, and several codes share one.
const codes = new WeakMap<ServerResponse, string>()

/** When to ask again after a 503. */
export const RETRY_SECONDS = '5'

/** Answers as JSON; 200 with a validator, and with 304 instead where the caller has this answer already. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = `${JSON.stringify(body)}\n`
  const etag = etagOf(text)
  const all = status === 200 ? { ...REVALIDATED, etag, ...headers } : headers
  if (status === 200 && isKnown(response.req, etag)) {
    response.writeHead(304, all).end()
    return
  }
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...all,
  })
  response.end(text)
}

/** An error in the shape that GraphQL errors have, for doors that are not GraphQL too. */
export function sendError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): void {
  codes.set(response, code)
  const again: Record<string, string> = status === 503 ? { 'retry-after': RETRY_SECONDS } : {}
  refuse(response, { status, code, message, headers: { ...again, ...headers } })
}

/** The code of the error that was sent, if one was. */
export function codeOf(response: ServerResponse): string | undefined {
  return codes.get(response)
}
