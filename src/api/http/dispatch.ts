import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { takesMethod, withHead } from '../../platform/refusal.ts'
import type { Handler } from '../../platform/serve.ts'
import { toShownError } from '../execute/errors.ts'
import type { Gate } from '../limits/gate.ts'
import { wantsHtml } from '../pages/page.ts'
import { createCompressor } from './compress.ts'
import { answerPreflight, isPreflight } from './cors.ts'
import type { ApiMetrics } from './metrics.ts'
import { codeOf, sendError } from './respond.ts'

// Asked by machines all the time: counted apart from questions, not logged. `/health` costs nothing and is not counted.
const OPERATIONS = new Set(['/health', '/ready', '/status', '/metrics'])
const UNCOUNTED = '/health'

/** Who is let in: of those who ask questions, of those who read files, and of machines that ask how we are. */
export interface Gates {
  readonly questions: Gate
  readonly files: Gate
  readonly operations: Gate
}

export interface Door {
  /** First part of the path, e.g. `/export`. */
  readonly prefix: string
  /** What it takes; HEAD wherever GET is, and OPTIONS everywhere. */
  readonly methods: readonly string[]
  readonly route: Handler
  /** It takes every address that no other door has, of browsers that open one. */
  readonly opensRest?: boolean
  /** Its answers are files that cost nothing: nobody's questions are counted for them. */
  readonly isFree?: boolean
  /** Its answers are files of which a caller reads many: their bytes are counted, and not how often it asks. */
  readonly isOfFiles?: boolean
}

/** Finds the door of a request, gives it an id, counts and logs it, and answers when the door could not. */
export function createDispatcher(
  doors: readonly Door[],
  gates: Gates,
  metrics: ApiMetrics,
  log: Logger,
): Handler {
  const compress = createCompressor()
  return async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    const id = requestId(request)
    const began = performance.now()
    response.setHeader('x-request-id', id)
    compress(request, response)
    const door = findDoor(doors, path, request)
    const label = door?.prefix ?? 'none'
    response.once('close', () => {
      const seconds = (performance.now() - began) / 1000
      const status = response.headersSent ? String(response.statusCode) : 'none'
      metrics.record(label, status, seconds)
      const code = codeOf(response)
      if (code && response.statusCode >= 500) metrics.failed(label, code)
      if (!OPERATIONS.has(path)) log.debug({ id, method: request.method, path, status, seconds }, 'answered')
    })
    if (isPreflight(request)) return answerPreflight(request, response, withHead(door?.methods ?? ['GET']))
    if (!door) return sendError(response, 404, 'NOT_FOUND', `nothing at ${path.slice(0, 100)}: see /`)
    if (request.method === 'OPTIONS') {
      response.writeHead(204, { allow: [...withHead(door.methods), 'OPTIONS'].join(', ') }).end()
      return
    }
    if (!takesMethod(request, response, door.methods)) return
    const gate = findGate(gates, door, path)
    if (path !== UNCOUNTED && !isFree(door, request) && !gate(request, response)) return
    try {
      await door.route(request, response)
    } catch (error) {
      // The caller left: nobody waits for an answer, and nothing has to be wrong with us.
      if (response.destroyed) return log.debug({ id, path, err: error }, 'a caller left')
      if (response.headersSent) metrics.failed(label, 'BROKEN_OFF')
      answerFault(error, response, log.child({ id, path }))
    }
  }
}

function findGate(gates: Gates, { isOfFiles }: Door, path: string): Gate {
  if (OPERATIONS.has(path)) return gates.operations
  return isOfFiles ? gates.files : gates.questions
}

function findDoor(doors: readonly Door[], path: string, request: IncomingMessage): Door | undefined {
  const named = doors.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))
  return named ?? (wantsHtml(request) ? doors.find((each) => each.opensRest) : undefined)
}

const isFree = (door: Door, request: IncomingMessage): boolean =>
  door.isFree === true || (door.opensRest === true && wantsHtml(request))

/** What a door did not answer itself: the same codes that GraphQL has, or a cut when the answer had begun. */
function answerFault(error: unknown, response: ServerResponse, log: Logger): void {
  if (response.headersSent) {
    log.error({ err: error }, 'an answer broke off')
    response.destroy()
    return
  }
  const { message, extensions } = toShownError(error, log)
  const code = String(extensions.code)
  sendError(response, code === 'INTERNAL' ? 500 : 503, code, message)
}

// A caller's own id is kept when it is one that may stand in a log.
function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID()
}
