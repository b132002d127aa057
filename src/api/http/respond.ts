import type { ServerResponse } from 'node:http'
import { type Refusal, refuse } from '../../platform/refusal.ts'
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
  if (status === 200) {
    sendFound(response, write(body), headers)
    return
  }
  const text = `${JSON.stringify(body)}\n`
  response.writeHead(status, { ...lengthOf(text), ...headers }).end(text)
}

/** JSON with its validator. */
export interface Written {
  readonly text: string
  readonly etag: string
}

/** What never changes is written and hashed once, for `sendFound`. */
export function write(body: unknown): Written {
  const text = `${JSON.stringify(body)}\n`
  return { text, etag: etagOf(text) }
}

/** Answers 200 with JSON that was written before, or 304 where the caller has it already. */
export function sendFound(
  response: ServerResponse,
  { text, etag }: Written,
  headers: Record<string, string> = {},
): void {
  const all = { ...REVALIDATED, etag, ...headers }
  if (isKnown(response.req, etag)) response.writeHead(304, all).end()
  else response.writeHead(200, { ...lengthOf(text), ...all }).end(text)
}

function lengthOf(text: string): Record<string, string | number> {
  return { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }
}

/** An error in the shape that GraphQL errors have, for doors that are not GraphQL too. */
export function sendError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  codes.set(response, code)
  const again: Record<string, string> = status === 503 ? { 'retry-after': RETRY_SECONDS } : {}
  refuse(response, { status, code, message, headers: { ...again, ...headers } })
}

/** A refusal, as sendError says one. */
export function sendRefusal(response: ServerResponse, { status, code, message, headers }: Refusal): void {
  sendError(response, status, code, message, headers)
}

/** The code of the error that was sent, if one was. */
export function codeOf(response: ServerResponse): string | undefined {
  return codes.get(response)
}
