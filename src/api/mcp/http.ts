import type { IncomingMessage, ServerResponse } from 'node:http'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { boundJson } from '../../claim/json-scan.ts'
import { takesMethod } from '../../platform/refusal.ts'
import { serve } from '../../platform/serve.ts'
import { readBody } from '../http/body.ts'
import { answerPreflight, CORS_HEADERS, isPreflight } from '../http/cors.ts'
import { sendError } from '../http/respond.ts'
import type { VerifyBundle } from './bundle.ts'
import { createGuard } from './guard.ts'
import type { Remote } from './remote.ts'
import { createMcpServer } from './server.ts'

interface Options {
  readonly verifyBundle?: VerifyBundle | undefined
  /** Host names under which callers and their pages reach the server, besides loopback and where it listens. */
  readonly hosts?: readonly string[]
}

/**
 * MCP over streamable HTTP at `/mcp`, without sessions: every request stands for itself. Requests for a foreign host or from a page
 * of a foreign origin are refused. Pages that are let in can read every answer and refusal (CORS).
 */
export async function serveMcpHttp(api: Remote, host: string, port: number, options: Options = {}) {
  const { verifyBundle, hosts } = options
  const guard = createGuard(host, hosts)
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    // A browser may ask before it asks: what a page of a foreign origin sends after that is refused, and it reads why.
    if (isPreflight(request)) return answerPreflight(request, response, ['POST'])
    if (request.url?.split('?', 1)[0] !== '/mcp')
      return sendError(response, 404, 'NOT_FOUND', 'MCP is at /mcp')
    const refusal = guard(request)
    if (refusal) return sendError(response, 403, refusal.code, refusal.message, { connection: 'close' })
    if (!takesMethod(request, response, ['POST'])) return
    const body = await readBody(request)
    if (!body)
      return sendError(response, 413, 'BODY_LIMIT', 'the body is longer than 128 KiB', {
        connection: 'close',
      })
    const server = createMcpServer(api, verifyBundle)
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true })
    response.once('close', () => server.close().catch(report))
    // The SDK's own class does not fit its own interface under exactOptionalPropertyTypes.
    await server.connect(transport as unknown as Transport)
    await transport.handleRequest(request, response, parsed(body))
  }
  return serve(answer, {
    host,
    port,
    setting: '--http',
    headers: CORS_HEADERS,
    onFault: report,
  })
}

function report(error: unknown): void {
  process.stderr.write(`MCP: a request failed: ${String(error)}\n`)
}

const BOUNDS = { maxDepth: 100, maxValues: 50_000, maxDigits: 1000 }

function parsed(body: Buffer): unknown {
  try {
    boundJson(body, BOUNDS)
    return body.length ? JSON.parse(body.toString('utf8')) : undefined
  } catch {
    // The transport answers what is not a message, or nested beyond any use, with the protocol's own error.
    return {}
  }
}
