import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Misconfigured } from '../../claim/errors.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

/**
 * Listens, or throws `PORT_IN_USE` naming the port. The promise that `close` gives settles when running requests have
 * ended; connections that only idle are cut.
 */
export async function listen(
  handler: Handler,
  host: string,
  port: number,
): Promise<{ server: Server; port: number; close: () => Promise<void> }> {
  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 },
    (request, response) => {
      void handler(request, response)
    },
  )
  await new Promise<void>((done, fail) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE'
      fail(
        taken
          ? new Misconfigured('PORT_IN_USE', `port ${port} on ${host} is in use: set ASSAY_API_PORT`, {
              cause,
            })
          : cause,
      )
    })
    server.listen(port, host, done)
  })
  const address = server.address()
  return {
    server,
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 3000).unref()
      }),
  }
}
