import type { ServerResponse } from 'node:http'
import { refuse } from '../../platform/refusal.ts'

// What each refusal was, for the counters: an answer has a status, and several codes share one.
const codes = new WeakMap<ServerResponse, string>()

/** When to ask again after a 503. */
export const RETRY_SECONDS = '5'

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = `${JSON.stringify(body)}\n`
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers,
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
