import { randomUUID } from 'node:crypto'
import { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import { Unavailable } from '../../claim/errors.ts'
import { Unanswerable } from '../../economics/errors.ts'
import { findDatabaseFault } from '../../platform/database.ts'

/** A refusal of what a caller asked: its code, words that say what to do, and what programs may want to know besides. */
export function refused(
  code: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { ...more, code } })
}

/** The most common one: `BAD_USER_INPUT`. */
export function badInput(message: string): GraphQLError {
  return refused('BAD_USER_INPUT', message)
}

interface SqlError {
  readonly code: string
}

/**
 * What a caller may see of an error: his own mistakes as they are, with a code; a fault of ours only as an id that
 * stands in the log beside the cause.
 */
export function toShownError(error: unknown, log: Logger): GraphQLError {
  const shown =
    error instanceof GraphQLError ? error : new GraphQLError('', { originalError: asError(error) })
  const cause = rootCause(shown)
  if (cause === undefined) return withCode(shown)
  const sql = sqlCode(cause)
  if (sql === '57014')
    return coded(
      shown,
      'STATEMENT_TIMEOUT',
      'the database took too long: ask for less, or filter by an indexed field',
    )
  // Raised by api.only_id: the message is for the caller, the detail lists whole ids as JSON.
  if (sql === 'AS001') return coded(shown, 'ID_AMBIGUOUS', cause.message, { candidates: candidatesOf(cause) })
  // Class 22: a value that its type cannot hold, e.g. a zero byte in a text.
  if (sql?.startsWith('22'))
    return coded(shown, 'BAD_USER_INPUT', 'a value in the query is not one of its type')
  if (cause instanceof Unanswerable) return coded(shown, cause.code, cause.message)
  const away = cause instanceof Unavailable ? 'UNAVAILABLE' : findDatabaseFault(cause)
  if (away) {
    log.warn({ code: away, err: cause }, 'the database did not take a question')
    return coded(shown, away, AWAY[away])
  }
  const id = randomUUID()
  log.error({ id, err: cause }, 'a request failed')
  return coded(shown, 'INTERNAL', `internal error ${id}`, { id })
}

const AWAY = {
  BUSY: 'all connections to the database are taken; try again in a few seconds',
  UNAVAILABLE: 'the database does not answer; try again later',
}

function candidatesOf(cause: Error): unknown {
  return 'detail' in cause ? JSON.parse(String(cause.detail)) : []
}

function withCode(error: GraphQLError): GraphQLError {
  if (error.extensions.code) return error
  return coded(error, 'BAD_USER_INPUT', error.message, error.extensions)
}

function coded(
  error: GraphQLError,
  code: string,
  message: string,
  more: Record<string, unknown> = {},
): GraphQLError {
  const { nodes = null, source = null, positions = null, path = null } = error
  return new GraphQLError(message, { nodes, source, positions, path, extensions: { ...more, code } })
}

// The error that is not GraphQL's own, if there is one: a GraphQLError without a foreign cause is the caller's mistake.
function rootCause(error: GraphQLError): Error | undefined {
  const cause = error.originalError
  if (!cause) return undefined
  return cause instanceof GraphQLError ? rootCause(cause) : cause
}

function sqlCode(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? (error as SqlError).code : undefined
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
