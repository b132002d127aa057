import type { IncomingMessage, ServerResponse } from 'node:http'
import { constants } from 'node:zlib'
import compression from 'compression'

/** Bodies below this many bytes are sent as they are: compressing them saves no packet. */
const THRESHOLD = 1024
/** Answers that are compressed at once; further ones are sent as they are. Each takes about half a megabyte. */
const AT_ONCE = 32
// Live streams must not wait in a compressor. An export is the file that its SHA-256 is of, so its bytes are left alone.
const TYPES =
  /^(application\/(json|graphql-response\+json|openapi\+json)|text\/(plain|html|css|javascript))\b/

/**
 * Makes answers be compressed as `Accept-Encoding` allows, in pieces and on other threads, at levels that cost little. To be
 * called before anything is written.
 */
export function createCompressor(): (request: IncomingMessage, response: ServerResponse) => void {
  let running = 0
  const compress = compression({
    threshold: THRESHOLD,
    level: 4,
    brotli: {
      params: { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_LGWIN]: 18 },
    },
    filter(request, response) {
      if (!TYPES.test(String(response.getHeader('content-type') ?? ''))) return false
      if (request.method === 'HEAD' || isShort(response) || running >= AT_ONCE) return false
      running++
      response.once('close', () => {
        running--
      })
      return true
    },
  }) as unknown as (request: IncomingMessage, response: ServerResponse, next: () => void) => void
  return (request, response) => {
    // Caches are told so also where nothing was compressed.
    response.setHeader('vary', 'accept-encoding')
    if (request.headers['accept-encoding'] !== undefined) compress(request, response, () => {})
  }
}

function isShort(response: ServerResponse): boolean {
  const length = response.getHeader('content-length')
  return length !== undefined && Number(length) < THRESHOLD
}
