import type { ServerResponse } from 'node:http'

/** What an endpoint sends when it sends no answer. */
export const SICKNESSES = [
  'http_500',
  'http_502',
  'http_503',
  'http_429',
  'http_429_retry_after',
  'html',
  'truncated',
  'not_json',
  'rpc_32000',
  'rpc_32603',
  'rpc_32005',
  'null_result',
  'wrong_id',
  'socket_cut',
  'hang',
] as const
export type Sickness = (typeof SICKNESSES)[number]

/** Some of them at random, decided by `random`; `rate` is the share of all answers. */
export function sicken(random: () => number, rate: number, kinds: readonly Sickness[] = SICKNESSES) {
  return (): Sickness | undefined =>
    random() < rate ? kinds[Math.floor(random() * kinds.length)] : undefined
}

/** Sends `kind` instead of the answer `text`. */
export function suffer(kind: Sickness, text: string, response: ServerResponse): void {
  const error = (code: number, message: string) =>
    response.end(replace(text, (id) => ({ jsonrpc: '2.0', id, error: { code, message } })))
  switch (kind) {
    case 'http_500':
    case 'http_502':
    case 'http_503':
    case 'http_429':
      response.writeHead(Number(kind.slice(5))).end()
      return
    case 'http_429_retry_after':
      response.writeHead(429, { 'retry-after': '1' }).end('slow down')
      return
    case 'html':
      response.end('<html><body>502 Bad Gateway</body></html>')
      return
    case 'truncated':
      response.end(text.slice(0, Math.floor(text.length / 2)))
      return
    case 'not_json':
      response.end('upstream connect error')
      return
    case 'rpc_32000':
      error(-32000, 'internal error')
      return
    case 'rpc_32603':
      error(-32603, 'Internal error')
      return
    case 'rpc_32005':
      error(-32005, 'rate limit exceeded')
      return
    case 'null_result':
      response.end(replace(text, (id) => ({ jsonrpc: '2.0', id, result: null })))
      return
    case 'wrong_id':
      response.end(replace(text, () => ({ jsonrpc: '2.0', id: -7, result: '0x1' })))
      return
    case 'socket_cut':
      response.destroy()
      return
    case 'hang':
      // Never answered; the client's own clock has to end it.
      return
  }
}

function replace(text: string, make: (id: unknown) => unknown): string {
  const parsed = JSON.parse(text) as { id: unknown } | { id: unknown }[]
  return JSON.stringify(Array.isArray(parsed) ? parsed.map(({ id }) => make(id)) : make(parsed.id))
}
