import type { IncomingMessage } from 'node:http'
import { readBounded } from '../../platform/bounded-body.ts'

/** Most bytes of a request's body. */
const MAX_BODY = 128 * 1024

/** The body, or undefined when it is longer than allowed. What is too long is not read to its end. */
export async function readBody(request: IncomingMessage, most = MAX_BODY): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined
  return readBounded(request, most)
}
