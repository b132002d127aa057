import type { IncomingMessage } from 'node:http'
import type { Refusal } from './refusal.ts'

const HOST = /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

const NO_WEBSOCKET =
  'this server has no WebSocket: live streams of the API are Server-Sent Events, a POST to /graphql with "accept: text/event-stream" (docs/api)'

/**
 * What is wrong with a request before any route or library reads it: no or a malformed Host, a path that is none, a wish for
 * another protocol. Undefined when nothing is. A request in absolute form is rewritten to its path, and one of HTTP/1.0 that
 * names no host gets one, so that whatever builds a URL of the two can.
 */
export function findRequestFault(request: IncomingMessage): Refusal | undefined {
  const hosts = request.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length
  if (hosts === 0 && request.httpVersionMajor === 1 && request.httpVersionMinor === 0)
    request.headers.host = 'localhost'
  else if (hosts !== 1 || !isHost(request.headers.host ?? ''))
    return bad('the Host header is missing, given twice, or no host name with a port')
  if (request.headers.upgrade?.toLowerCase().includes('websocket')) return bad(NO_WEBSOCKET)
  const path = pathOf(request.url ?? '', request.method)
  if (path === undefined) return bad('the address is not a path with an optional query')
  request.url = path
  return undefined
}

function isHost(text: string): boolean {
  return HOST.test(text) && URL.canParse(`http://${text}`)
}

function pathOf(target: string, method: string | undefined): string | undefined {
  if (target === '*') return method === 'OPTIONS' ? '/' : undefined
  let path = target
  if (/^https?:\/\//i.test(target)) {
    if (!URL.canParse(target)) return undefined
    const url = new URL(target)
    path = `${url.pathname}${url.search}`
  }
  if (!path.startsWith('/') || path.startsWith('//') || !URL.canParse(path, 'http://localhost'))
    return undefined
  return isText(path.split('?', 1)[0] ?? '') ? path : undefined
}

// Escapes of bytes that are no UTF-8, and of characters that no name has.
function isText(path: string): boolean {
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return !/[\u0000-\u001f\u007f]/.test(decodeURIComponent(path))
  } catch {
    return false
  }
}

function bad(message: string): Refusal {
  return { status: 400, code: 'BAD_REQUEST', message, headers: { connection: 'close' } }
}
