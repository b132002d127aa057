import type { IncomingMessage, ServerResponse } from 'node:http'

// What a page of another origin may read of an answer.
const EXPOSED = [
  'allow',
  'etag',
  'link',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'x-assay-manifest',
  'x-request-id',
  'x-total-count',
  'x-total-count-at-least',
]

/** Headers that let a page of any origin read an answer. They stand on every answer, refusals of the listener included. */
export const CORS_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED.join(', '),
}

const DAY_SECONDS = '86400'
// Header names as HTTP has them, in a list of bounded length.
const NAMES = /^[\w!#$%&'*+.^`|~, -]{1,1000}$/

/** Whether a browser asks here if it may send a request. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  )
}

/**
 * Allows what a browser asks for. Any header may be sent: none of them is one that a browser adds by itself, since requests
 * with cookies are not allowed. `methods` are those of the address; where there is none, the page shall read the 404.
 */
export function answerPreflight(
  request: IncomingMessage,
  response: ServerResponse,
  methods: readonly string[],
): void {
  const asked = request.headers['access-control-request-headers'] ?? ''
  response.writeHead(204, {
    'access-control-allow-methods': [...methods, 'OPTIONS'].join(', '),
    ...(NAMES.test(asked) ? { 'access-control-allow-headers': asked } : {}),
    'access-control-max-age': DAY_SECONDS,
    vary: 'access-control-request-headers',
  })
  response.end()
}
