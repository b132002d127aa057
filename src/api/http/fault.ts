import type { ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { toShownError } from '../execute/errors.ts'
import { sendError } from './respond.ts'

// What is not the caller's mistake, or names what is not there: everything else the caller can mend, and is refused with 400.
const STATUS: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  INTERNAL: 500,
  STATEMENT_TIMEOUT: 503,
  UNAVAILABLE: 503,
  BUSY: 503,
}

/** Answers what a question failed with, by the codes of GraphQL, at a door that is not GraphQL. */
export function sendFault(response: ServerResponse, error: unknown, log: Logger): void {
  const { message, extensions } = toShownError(error, log)
  const code = String(extensions.code)
  sendError(response, STATUS[code] ?? 400, code, message)
}
