import type { IncomingMessage, ServerResponse } from 'node:http'
import { type GraphQLError, getOperationAST } from 'graphql'
import type { Engine } from '../execute/engine.ts'
import type { Prepared } from '../execute/prepared.ts'
import { callerOf } from '../limits/gate.ts'
import { freshnessOf } from './fresh.ts'
import { statusOf } from './graphql-status.ts'

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

interface Ask {
  readonly prepared: Prepared
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
}

/**
 * The request as most clients send it: a valid query, POSTed as JSON, to be answered as JSON, be it with data or with why it
 * may not run. Everything else (GET, other media types, live streams, an invalid query) is for the full handler; gives false
 * then. Measured: this saves three quarters of the time of a small answer.
 */
export async function answerDirectly(
  engine: Engine,
  show: (error: unknown) => GraphQLError,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<boolean> {
  if (!wantsPlainJson(request)) return false
  const ask = readAsk(engine, body)
  if (!ask) return false
  const result = await engine.run(ask.prepared, ask.variables, ask.operationName, {
    caller: callerOf(request),
    ...freshnessOf(request),
  })
  if (result.gzip && takesGzip(request)) {
    const body = await result.gzip()
    response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip', 'content-length': body.length })
    response.end(body)
    return true
  }
  const errors = result.errors?.map(show)
  const text = result.stringify?.() ?? JSON.stringify(errors ? { errors, data: result.data } : result)
  const { status, headers } = errors ? statusOf(result.data, errors) : { status: 200, headers: {} }
  response.writeHead(status, {
    ...headers,
    ...JSON_TYPE,
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
  return true
}

// Who takes it by another way of saying so gets the text, compressed as it is sent.
function takesGzip({ headers }: IncomingMessage): boolean {
  return /(?:^|,)\s*gzip\s*(?:,|$)/i.test(String(headers['accept-encoding'] ?? ''))
}

function wantsPlainJson({ headers }: IncomingMessage): boolean {
  if (headers['content-encoding'] !== undefined) return false
  if (!/^application\/json(;\s*charset=utf-8)?$/i.test(headers['content-type'] ?? '')) return false
  return headers.accept === undefined || headers.accept === '*/*' || headers.accept === 'application/json'
}

function readAsk(engine: Engine, body: Buffer): Ask | undefined {
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
    const { query, variables, operationName, extensions } = value as Record<string, unknown>
    if (typeof query !== 'string' || extensions !== undefined) return undefined
    if (!isVariables(variables) || (operationName != null && typeof operationName !== 'string'))
      return undefined
    const prepared = engine.prepare(query)
    const named = operationName ?? undefined
    if (prepared.errors.length || getOperationAST(prepared.document, named)?.operation !== 'query')
      return undefined
    return { prepared, variables: variables ?? {}, operationName: named }
  } catch {
    // Not JSON, or a query that does not parse: the full handler says so in the form that the client accepts.
    return undefined
  }
}

function isVariables(value: unknown): value is Record<string, unknown> | null | undefined {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value))
}
