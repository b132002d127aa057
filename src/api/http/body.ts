import type { IncomingMessage } from 'node:http'

/** Most bytes of a request's body. */
const MAX_BODY = 128 * 1024

/** The body, or undefined when it is longer than allowed. What is too long is not read to its end. */
export async function readBody(request: IncomingMessage, most = MAX_BODY): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
