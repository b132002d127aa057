import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import { Recent } from '../../platform/recent.ts'
import { type Refusal, sendText } from '../../platform/refusal.ts'
import type { Handler } from '../../platform/serve.ts'
import type { ApiConfig } from '../config.ts'
import type { Engine } from '../execute/engine.ts'
import { toShownError } from '../execute/errors.ts'
import { callerOf } from '../limits/gate.ts'
import { createSingleConnection, isSingleConnection } from '../live/single-connection.ts'
import { readBody } from './body.ts'
import { answerDirectly } from './direct.ts'
import type { ApiMetrics } from './metrics.ts'
import { readParameters } from './parameters.ts'
import { sendError, sendJson } from './respond.ts'
import { type ChainStatus, readiness } from './status.ts'
import { createGraphqlHandler } from './yoga.ts'

export type Route = Handler

/** GraphQL, with the body read once and never longer than allowed. */
export function graphqlRoute(engine: Engine, metrics: ApiMetrics, log: Logger): Route {
  const show = (error: unknown) => {
    const shown = toShownError(error, log)
    const code = String(shown.extensions.code)
    // Most answers with a fault in them are 200 here: the counter is what alerts look at.
    if (FAULTS.has(code)) metrics.failed('/graphql', code)
    return shown
  }
  const yoga = createGraphqlHandler(engine, show)
  const singleConnection = createSingleConnection(engine, show)
  return async (request, response) => {
    if (isSingleConnection(request)) return singleConnection(request, response)
    const wrong = findMistake(request)
    if (wrong) return sendError(response, wrong.status, wrong.code, wrong.message)
    if (request.method === 'POST') {
      const body = await readBody(request)
      if (!body)
        return sendError(response, 413, 'BODY_LIMIT', 'the body is longer than 128 KiB', {
          connection: 'close',
        })
      if (await answerDirectly(engine, show, request, response, body)) return
      // The stream is read: the full handler takes the body from here, as a stream of one piece. Of a string it would list each
      // character first.
      Object.assign(request, { body: Readable.from([body]), rawBody: body })
    }
    // An answer to HEAD loses its body on the way out, whatever writes it.
    if (request.method === 'HEAD') request.method = 'GET'
    return yoga(request, response, {
      req: request,
      res: response,
      caller: callerOf(request),
      cut: () => response.destroy(),
    })
  }
}

// What the GraphQL server behind would overlook, or take for a fault of its own.
function findMistake({ url = '', headers }: IncomingMessage): Refusal | undefined {
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity')
    return {
      status: 415,
      code: 'BAD_REQUEST',
      message: 'a body is sent as it is, without a content-encoding',
    }
  // An address that a browser opens may carry anything: the editor reads what it knows.
  if (headers.accept?.includes('text/html')) return undefined
  try {
    readParameters(url.split('?').slice(1).join('?'), PARAMETERS)
    return undefined
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return { status: 400, code: String(error.extensions.code), message: error.message }
  }
}

const PARAMETERS = ['query', 'variables', 'operationName', 'extensions']

// What is owed to a caller and not given. A statement that takes too long is not among them: most are asked for.
const FAULTS = new Set(['INTERNAL', 'UNAVAILABLE', 'BUSY'])

/** A door that needs the tables: while they are missing or too old it answers 503 with the reason, and reads nothing. */
export function whenReady(route: Route, findWait: () => string | null): Route {
  return (request, response) => {
    const wait = findWait()
    if (wait === null) return route(request, response)
    sendError(response, 503, 'UNAVAILABLE', wait)
  }
}

/** What operators and orchestrators ask. They answer with the database away too, and cost one statement a second at most. */
export function operationRoutes(
  chains: Recent<ChainStatus[]>,
  metrics: ApiMetrics,
  config: ApiConfig,
  findWait: () => string | null,
): Record<string, Route> {
  const text = new Recent(() => metrics.render(), { what: 'the metrics', ageMs: 1000, waitMs: 5000 })
  return {
    '/health': (_, response) => sendJson(response, 200, { status: 'up' }),
    '/ready': async (_, response) => {
      const wait = findWait()
      if (wait !== null) return sendJson(response, 503, { ready: false, reasons: [wait] })
      const state = await chains.get().then(
        (found) => readiness(found, config.readyLag),
        () => ({ ready: false, reasons: ['the database does not answer'] }),
      )
      sendJson(response, state.ready ? 200 : 503, state)
    },
    '/status': async (_, response) => sendJson(response, 200, { chains: await chains.get() }),
    '/metrics': async (_, response) => sendText(response, 200, metrics.contentType, await text.get()),
  }
}
