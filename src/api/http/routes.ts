import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { Pool } from '../../platform/database.ts'
import type { ApiConfig } from '../config.ts'
import type { Engine } from '../execute/engine.ts'
import { readBody } from './body.ts'
import { answerDirectly } from './direct.ts'
import type { ApiMetrics } from './metrics.ts'
import { sendError, sendJson } from './respond.ts'
import { listChainStatus, readiness } from './status.ts'
import { createGraphqlHandler } from './yoga.ts'

export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

/** GraphQL, with the body read once and never longer than allowed. */
export function graphqlRoute(engine: Engine, log: Logger): Route {
  const yoga = createGraphqlHandler(engine, log)
  return async (request, response) => {
    if (request.method === 'POST') {
      const body = await readBody(request)
      if (!body)
        return sendError(response, 413, 'BODY_LIMIT', 'the body is longer than 128 KiB', {
          connection: 'close',
        })
      if (await answerDirectly(engine, log, request, response, body)) return
      // The stream is read: the full handler takes the text from here.
      Object.assign(request, { body: body.toString('utf8'), rawBody: body })
    }
    return yoga(request, response, { res: response })
  }
}

/** What operators and orchestrators ask. */
export function operationRoutes(pool: Pool, metrics: ApiMetrics, config: ApiConfig): Record<string, Route> {
  return {
    '/health': (_, response) => sendJson(response, 200, { status: 'up' }),
    '/ready': async (_, response) => {
      const state = readiness(await listChainStatus(pool), config.readyLag)
      sendJson(response, state.ready ? 200 : 503, state)
    },
    '/status': async (_, response) => sendJson(response, 200, { chains: await listChainStatus(pool) }),
    '/metrics': async (_, response) => {
      response.writeHead(200, { 'content-type': metrics.contentType })
      response.end(await metrics.render())
    },
  }
}
