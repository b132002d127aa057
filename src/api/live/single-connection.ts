import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ExecutionResult, GraphQLError, getOperationAST, subscribe } from 'graphql'
import { createHandler, type Request, type RequestParams, type Response } from 'graphql-sse'
import type { Engine } from '../execute/engine.ts'
import { readBody } from '../http/body.ts'
import { freshnessOf } from '../http/fresh.ts'
import { sendError } from '../http/respond.ts'
import { callerOf } from '../limits/gate.ts'
import { StreamTokens } from './stream-tokens.ts'

// Messages that may wait for a slow reader. Beyond it, no operation of its stream reads on.
const MOST_WAITING = 200
const OPERATIONS = 50
const HEADER = 'x-graphql-event-stream-token'

type Show = (error: unknown) => GraphQLError
type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Whether a request speaks the single connection mode of the GraphQL over SSE protocol. */
export function isSingleConnection({ method, url = '', headers }: IncomingMessage): boolean {
  return method === 'PUT' || method === 'DELETE' || headers[HEADER] !== undefined || /[?&]token=/.test(url)
}

/**
 * The single connection mode of GraphQL over SSE: PUT reserves a stream and answers its token, GET with the token opens it,
 * POST with the token adds an operation to it, and DELETE with `operationId` ends one. The protocol is
 * https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md; every operation goes through the engine and its limits.
 * Streams are bounded per caller and in all; a stream that is not opened within a minute is given up.
 */
export function createSingleConnection(engine: Engine, show: Show): Handle {
  const tokens = new StreamTokens()
  const handle = createHandler<IncomingMessage, undefined>({
    schema: engine.schema,
    validate: () => [],
    authenticate: (request) => tokens.admit(request.raw, tokenOf(request.raw)),
    onSubscribe: (request, params) => perform(engine, tokens, request, params),
    // The one place where errors are made fit to be shown: so each is logged and counted once.
    async onNext(_, request, result) {
      await tokens.room(tokenOf(request.raw), MOST_WAITING)
      return result.errors ? { ...result, errors: result.errors.map(show) } : undefined
    },
    onComplete: (_, request) => tokens.ended(tokenOf(request.raw)),
  })
  return async (request, response) => {
    if (request.method === 'POST' && !tokens.has(tokenOf(request)))
      return sendError(response, 404, 'STREAM_UNKNOWN', 'no stream has this token: reserve one by PUT')
    const body = await readBody(request)
    if (!body) return sendError(response, 413, 'BODY_LIMIT', 'the body is longer than 128 KiB')
    const headers = { get: (name: string) => request.headers[name.toLowerCase()]?.toString() }
    const [content, init] = await handle({
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers,
      body: body.toString('utf8'),
      raw: request,
      context: undefined,
    })
    const token = tokenOf(request)
    if (request.method === 'PUT' && init.status === 201 && typeof content === 'string')
      return issue(handle, tokens, request, response, content)
    if (content === null || typeof content === 'string') {
      if (content === null && init.status >= 400)
        return sendError(response, init.status, 'BAD_REQUEST', init.statusText, init.headers)
      response.writeHead(init.status, init.headers).end(content ?? '')
      return
    }
    response.writeHead(init.status, init.headers)
    tokens.opened(token)
    try {
      await pour(content, response, () => tokens.taken(token))
    } finally {
      tokens.close(token)
    }
  }
}

function tokenOf(request: IncomingMessage): string | undefined {
  const given = request.headers[HEADER] ?? /[?&]token=([\w-]{1,64})(?:&|$)/.exec(request.url ?? '')?.[1]
  return typeof given === 'string' ? given : undefined
}

// The library keeps a reserved stream for ever: one that nobody opens in time is opened here, and ended.
function issue(
  handle: (request: Request<IncomingMessage, undefined>) => Promise<Response>,
  tokens: StreamTokens,
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
): void {
  tokens.expire(token, async () => {
    const headers = {
      get: (name: string) => (name === 'accept' ? 'text/event-stream' : name === HEADER ? token : undefined),
    }
    const raw = Object.assign(Object.create(request), { method: 'GET', headers: { [HEADER]: token } })
    const [content] = await handle({ method: 'GET', url: '/', headers, body: null, raw, context: undefined })
    if (content !== null && typeof content !== 'string') await content.return(undefined)
  })
  response.writeHead(201, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(token)
}

async function perform(
  engine: Engine,
  tokens: StreamTokens,
  { raw }: Request<IncomingMessage, undefined>,
  { query, variables = {}, operationName = undefined }: RequestParams,
): Promise<ExecutionResult | AsyncIterable<ExecutionResult>> {
  try {
    tokens.began(tokenOf(raw), OPERATIONS)
    const prepared = engine.prepare(query)
    if (prepared.errors.length) return refusal(prepared.errors)
    const operation = getOperationAST(prepared.document, operationName)
    if (operation?.operation !== 'subscription')
      return await engine.run(prepared, variables, operationName, {
        caller: callerOf(raw),
        ...freshnessOf(raw),
      })
    const refused = engine.refusalOf(prepared.document, variables, operationName)
    if (refused) return refusal([refused])
    const stream = await subscribe({
      schema: engine.schema,
      document: prepared.document,
      variableValues: variables,
      operationName,
      contextValue: { snapshot: engine.unboundSnapshot(), caller: callerOf(raw) },
    })
    return Symbol.asyncIterator in stream ? endingInWords(stream) : stream
  } catch (error) {
    return refusal([asGraphqlError(error)])
  }
}

// The library takes a result for one by its data.
function refusal(errors: readonly GraphQLError[]): ExecutionResult {
  return { errors, data: null }
}

function asGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error
  return new GraphQLError('', { originalError: error instanceof Error ? error : new Error(String(error)) })
}

// A stream that fails tells its own caller so and ends: the other operations of the connection go on.
function endingInWords(stream: AsyncGenerator<ExecutionResult>): AsyncGenerator<ExecutionResult, void, void> {
  let over = false
  return {
    async next() {
      if (over) return { done: true, value: undefined }
      try {
        return (await stream.next()) as IteratorResult<ExecutionResult, void>
      } catch (error) {
        over = true
        return { done: false, value: { errors: [asGraphqlError(error)] } }
      }
    },
    async return() {
      over = true
      await stream.return(undefined)
      return { done: true, value: undefined }
    },
    throw: (error) => stream.throw(error),
    [Symbol.asyncIterator]() {
      return this
    },
    async [Symbol.asyncDispose]() {
      await this.return()
    },
  }
}

// Writes as fast as the caller reads, and ends the stream when the caller leaves.
async function pour(
  content: AsyncGenerator<string, void, undefined>,
  response: ServerResponse,
  taken: () => void,
): Promise<void> {
  response.once('close', () => void content.return(undefined))
  for await (const message of content) {
    // Comments that keep the connection open, and ends of operations, were not counted as they came.
    if (message.startsWith('event: next')) taken()
    if (response.write(message)) continue
    await new Promise<void>((done) => {
      const settle = () => {
        response.off('drain', settle)
        response.off('close', settle)
        done()
      }
      response.once('drain', settle)
      response.once('close', settle)
      if (response.destroyed) settle()
    })
  }
  response.end()
}
