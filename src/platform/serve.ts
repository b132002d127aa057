import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Misconfigured } from '../claim/errors.ts'
import { type Refusal, refuse, refuseSocket } from './refusal.ts'
import { findRequestFault } from './request-faults.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

export interface ServeOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** The setting or option that names the port, for the message when it cannot be had. */
  readonly setting: string
  /** Code of that message. */
  readonly code?: string
  /** Is told what a handler threw, for the log and the counters. */
  readonly onFault: (error: unknown, request?: IncomingMessage) => void
  /** Headers of every answer, refusals included. */
  readonly headers?: Readonly<Record<string, string>>
  readonly times?: Partial<typeof TIMES>
}

export interface Listening {
  readonly server: Server
  readonly port: number
  /** Takes no new request; settles when those begun have ended, or were cut after 3 s. */
  close(): Promise<void>
}

/** How long a connection may take, in milliseconds. */
const TIMES = {
  /** From a request's first byte to its last. */
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  /** An idle connection between two requests. */
  keepAliveTimeout: 5_000,
  /** How often the three above are looked at. */
  connectionsCheckingInterval: 5_000,
  /** A client that takes nothing of an answer that waits for it. */
  stalledTimeout: 60_000,
}
const MAX_HEADER_BYTES = 16_384
const CLOSE_MS = 3_000

/**
 * The one way in of every process: listens for HTTP, and nothing that is sent ends the process. What is no request, or names
 * a malformed host or address, or asks for another protocol is refused before the handler sees it. What the handler throws
 * is told to `onFault` and answered with 500, or by cutting the connection when the answer had begun.
 * @throws Misconfigured `code` (default `PORT_IN_USE`) when the address cannot be had
 */
export async function serve(handler: Handler, options: ServeOptions): Promise<Listening> {
  const { stalledTimeout, ...times } = { ...TIMES, ...options.times }
  const { headers = {} } = options
  const open = new OpenAnswers()
  const server = createServer({ ...times, maxHeaderSize: MAX_HEADER_BYTES, requireHostHeader: false })
  server.on('request', (request, response) => {
    open.add(request, response)
    answer(handler, options, request, response).catch(() => response.destroy())
  })
  server.on('checkExpectation', (_, response) => refuse(response, { ...EXPECTATION, headers }))
  server.on('connect', (_, socket) => {
    socket.on('error', () => socket.destroy())
    refuseSocket(socket, { ...CONNECT, headers: { ...headers, ...CONNECT.headers } })
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Words in the middle of an answer would be read as a part of it.
    if (socket.writable && error.code !== 'ECONNRESET' && !open.hasBegun(socket))
      refuseSocket(socket, { ...refusalOf(error), headers })
    else socket.destroy()
  })
  // A client that reads nothing must not hold its answer for ever; one that waits for us may.
  server.setTimeout(stalledTimeout, (socket) => {
    if (!open.waitsForUs(socket)) socket.destroy()
  })
  await listen(server, options)
  server.on('error', (error) => options.onFault(error))
  const address = server.address()
  return {
    server,
    port: typeof address === 'object' && address ? address.port : options.port,
    close: () => close(server),
  }
}

async function answer(
  handler: Handler,
  { onFault, headers = {} }: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  try {
    const fault = findRequestFault(request)
    if (fault) return refuse(response, fault)
    await handler(request, response)
  } catch (error) {
    // The caller left: nobody waits for an answer, and nothing has to be wrong with us.
    if (response.destroyed) return
    onFault(error, request)
    if (response.headersSent) response.destroy()
    else refuse(response, INTERNAL)
  }
}

/** The answers that are under way on each connection. */
class OpenAnswers {
  readonly #of = new WeakMap<Duplex, Set<ServerResponse>>()

  add(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request
    const open = this.#of.get(socket) ?? new Set()
    this.#of.set(socket, open.add(response))
    // A stream's error that nothing listens to would end the process; whoever reads or writes the stream hears it too.
    request.on('error', () => {})
    response.on('error', () => response.destroy())
    response.once('close', () => open.delete(response))
  }

  hasBegun(socket: Duplex): boolean {
    return [...(this.#of.get(socket) ?? [])].some((response) => response.headersSent)
  }

  waitsForUs(socket: Duplex): boolean {
    return [...(this.#of.get(socket) ?? [])].some(
      (response) => !response.writableEnded && !response.writableNeedDrain,
    )
  }
}

const INTERNAL: Refusal = { status: 500, code: 'INTERNAL', message: 'a fault of ours; it stands in our log' }
const EXPECTATION: Refusal = {
  status: 417,
  code: 'BAD_REQUEST',
  message: 'the only expectation that is met is 100-continue',
}
const CONNECT: Refusal = {
  status: 405,
  code: 'METHOD',
  message: 'this server is not a proxy',
  headers: { allow: 'GET, HEAD, POST, OPTIONS' },
}

// What the HTTP parser and the timers of Node call it.
function refusalOf({ code }: NodeJS.ErrnoException): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW')
    return {
      status: 431,
      code: 'HEADER_LIMIT',
      message: `the headers are longer than ${MAX_HEADER_BYTES} bytes`,
    }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return { status: 408, code: 'REQUEST_TIMEOUT', message: 'the request did not come to its end in time' }
  return { status: 400, code: 'BAD_REQUEST', message: 'this is not an HTTP/1.1 request' }
}

async function listen(server: Server, options: ServeOptions): Promise<void> {
  const { host, port, setting, code = 'PORT_IN_USE' } = options
  const listening = Promise.withResolvers<void>()
  server.once('error', listening.reject)
  server.once('listening', listening.resolve)
  try {
    server.listen(port, host)
    await listening.promise
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Misconfigured(code, `cannot listen on ${host}:${port}: set ${setting} (${reason})`, { cause })
  }
  server.off('error', listening.reject)
}

function close(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), CLOSE_MS).unref()
  })
}
