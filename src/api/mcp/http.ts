import type { IncomingMessage, ServerResponse } from 'node:http'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { readBody } from '../http/body.ts'
import { sendError } from '../http/respond.ts'
import { listen } from '../http/server.ts'
import type { VerifyBundle } from './bundle.ts'
import type { Remote } from './remote.ts'
import { createMcpServer } from './server.ts'

/** MCP over streamable HTTP at `/mcp`, without sessions: every request stands for itself. */
export async function serveMcpHttp(api: Remote, host: string, port: number, verifyBundle?: VerifyBundle) {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url !== '/mcp') return sendError(response, 404, 'NOT_FOUND', 'MCP is at /mcp')
    const body = request.method === 'POST' ? await readBody(request) : Buffer.alloc(0)
    if (!body) return sendError(response, 413, 'BODY_LIMIT', 'the body is longer than 128 KiB')
    const server = createMcpServer(api, verifyBundle)
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true })
    response.once('close', () => void server.close())
    // The SDK's own class does not fit its own interface under exactOptionalPropertyTypes.
    await server.connect(transport as unknown as Transport)
    await transport.handleRequest(request, response, parsed(body))
  }
  return listen(
    async (request, response) => {
      try {
        await answer(request, response)
      } catch (error) {
        // Whoever goes away in the middle of a request must not end the service for the others.
        process.stderr.write(`MCP: a request failed: ${String(error)}\n`)
        if (response.headersSent) response.destroy()
        else sendError(response, 503, 'UNAVAILABLE', 'the service cannot answer now')
      }
    },
    host,
    port,
  )
}

function parsed(body: Buffer): unknown {
  try {
    return body.length ? JSON.parse(body.toString('utf8')) : undefined
  } catch {
    // The transport answers what is not a message with the protocol's own error.
    return {}
  }
}
