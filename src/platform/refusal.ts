import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** Why a request gets no answer of its own: a status, a code, and what the caller can do. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

// What a caller still needs when an answer turns into a refusal. Everything else was about the answer.
const KEPT = /^(x-request-id|ratelimit-.*|retry-after|access-control-.*|vary)$/

/** Answers with a refusal, in the shape that GraphQL errors have. Headers of the answer that was begun are dropped. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  for (const name of response.getHeaderNames()) if (!KEPT.test(name)) response.removeHeader(name)
  const body = bodyOf(refusal)
  response.writeHead(refusal.status, { ...headersOf(body), ...refusal.headers })
  response.end(body)
}

export function sendText(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  })
  response.end(body)
}

/** The same on a connection that has no response object (yet, or no longer); closes it. */
export function refuseSocket(socket: Duplex, refusal: Refusal): void {
  const body = bodyOf(refusal)
  const headers = Object.entries({ ...headersOf(body), ...refusal.headers, connection: 'close' })
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.end(`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines}\r\n${body}`, () =>
    socket.destroy(),
  )
}

/** Whether a route takes this method; else answers 405 with the methods it takes. Where GET is taken, HEAD is. */
export function takesMethod(
  request: IncomingMessage,
  response: ServerResponse,
  methods: readonly string[],
): boolean {
  const taken = withHead(methods)
  if (taken.includes(request.method ?? '')) return true
  const allow = taken.join(', ')
  refuse(response, {
    status: 405,
    code: 'METHOD',
    message: `this address takes only ${allow}`,
    headers: { allow },
  })
  return false
}

/** The methods of a route with HEAD, which is a GET whose body is not sent. */
export function withHead(methods: readonly string[]): readonly string[] {
  return methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method === 'HEAD' ? [] : [method]))
}

function bodyOf({ code, message }: Refusal): string {
  return `${JSON.stringify({ errors: [{ message, extensions: { code } }] })}\n`
}

function headersOf(body: string): Record<string, string> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
  }
}
