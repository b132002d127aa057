import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { Gate } from '../limits/gate.ts'
import type { ApiMetrics } from './metrics.ts'
import { sendError } from './respond.ts'
import type { Route } from './routes.ts'

// Asked by machines all the time: not counted against anyone, not logged.
const OPERATIONS = new Set(['/health', '/ready', '/status', '/metrics'])

export interface Door {
  /** First part of the path, e.g. `/export`. */
  readonly prefix: string
  readonly route: Route
}

/** Finds the route of a request, gives it an id, counts and logs it, and answers when the route could not. */
export function createDispatcher(
  doors: readonly Door[],
  gate: Gate,
  metrics: ApiMetrics,
  log: Logger,
): Route {
  return async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    const id = requestId(request)
    const began = performance.now()
    response.setHeader('x-request-id', id)
    const door = doors.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))
    const label = door?.prefix ?? 'none'
    response.once('close', () => {
      const seconds = (performance.now() - began) / 1000
      metrics.record(label, response.statusCode, seconds)
      if (!OPERATIONS.has(path))
        log.debug({ id, method: request.method, path, status: response.statusCode, seconds }, 'answered')
    })
    if (!door) return sendError(response, 404, 'NOT_FOUND', `nothing at ${path.slice(0, 100)}: see /graphql`)
    if (!OPERATIONS.has(path) && !gate(request, response)) return
    await run(door.route, request, response, log.child({ id }))
  }
}

async function run(
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  log: Logger,
): Promise<void> {
  try {
    await route(request, response)
  } catch (error) {
    log.error({ err: error, path: request.url?.split('?', 1)[0] }, 'a request failed')
    if (response.headersSent) response.destroy()
    else
      sendError(
        response,
        503,
        'UNAVAILABLE',
        'the service cannot answer now; the request id stands in its log',
      )
  }
}

// A caller's own id is kept when it is one that may stand in a log.
function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID()
}
