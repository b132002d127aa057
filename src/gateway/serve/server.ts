import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { CodedError, MalformedEvidence, Unavailable } from '../../claim/errors.ts'
import { boundJson } from '../../claim/json-scan.ts'
import { readBounded } from '../../platform/bounded-body.ts'
import { collectProcessMetrics } from '../../platform/process-metrics.ts'
import { type Refusal, refuse, sendText, takesMethod } from '../../platform/refusal.ts'
import { type Listening, serve } from '../../platform/serve.ts'
import type { Proof } from '../client.ts'
import { RpcRefused } from '../endpoints/rpc.ts'
import type { GatewayReader } from '../reader.ts'
import { METHODS, PASSED } from './methods.ts'

const MAX_BODY = 1024 * 1024
const MAX_BATCH = 100
const BOUNDS = { maxDepth: 100, maxValues: 200_000, maxDigits: 1000 }

/**
 * JSON-RPC over HTTP for clients that know nothing of proofs. The header `x-assay-proof` says how far the weakest
 * result of a reply was checked. `/metrics` serves Prometheus metrics, `/health` says that the process is up.
 * @throws Misconfigured `GATEWAY_PORT` when the address is taken
 */
export async function serveRpc(
  reader: GatewayReader,
  host: string,
  port: number,
  log: Logger,
): Promise<Listening> {
  const listening = await serve((request, response) => respond(reader, request, response), {
    host,
    port,
    setting: 'ASSAY_GATEWAY_PORT',
    code: 'GATEWAY_PORT',
    onFault: (error) => log.error({ err: error }, 'a request could not be answered'),
  })
  collectProcessMetrics(reader.gateway.metrics.registry)
  return listening
}

async function respond(
  reader: GatewayReader,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url?.split('?', 1)[0]
  if (path === '/health' || path === '/metrics') {
    if (!takesMethod(request, response, ['GET'])) return
    if (path === '/health') return sendText(response, 200, 'text/plain', 'ok')
    const { registry } = reader.gateway.metrics
    return sendText(response, 200, registry.contentType, await registry.metrics())
  }
  if (!takesMethod(request, response, ['POST'])) return
  const body = await readBounded(request, MAX_BODY)
  if (body === undefined) return refuse(response, TOO_LONG)
  const replies = await answerBody(reader, body)
  const proofs = replies.list.flatMap(({ proof }) => proof ?? [])
  const weakest = (['unproved', 'trusted', 'audited', 'full'] as const).find((each) => proofs.includes(each))
  if (weakest) response.setHeader('x-assay-proof', weakest)
  const bodies = replies.list.map((each) => each.reply)
  response
    .setHeader('content-type', 'application/json')
    .end(JSON.stringify(replies.batch ? bodies : bodies[0]))
}

const TOO_LONG: Refusal = {
  status: 413,
  code: 'BODY_LIMIT',
  message: `the body is longer than ${MAX_BODY} bytes`,
  headers: { connection: 'close' },
}

interface Reply {
  readonly reply: unknown
  readonly proof?: Proof
}

async function answerBody(reader: GatewayReader, body: Buffer): Promise<{ list: Reply[]; batch: boolean }> {
  let parsed: unknown
  try {
    boundJson(body, BOUNDS)
    parsed = JSON.parse(body.toString('utf8'))
  } catch (error) {
    const message = error instanceof CodedError ? error.message : 'the body is not JSON'
    return { list: [fault(null, -32700, message)], batch: false }
  }
  if (!Array.isArray(parsed)) return { list: [await answerOne(reader, parsed)], batch: false }
  if (!parsed.length || parsed.length > MAX_BATCH)
    return { list: [fault(null, -32600, `a batch holds 1 to ${MAX_BATCH} requests`)], batch: false }
  return { list: await Promise.all(parsed.map((each) => answerOne(reader, each))), batch: true }
}

async function answerOne(reader: GatewayReader, request: unknown): Promise<Reply> {
  const {
    id = null,
    method,
    params = [],
  } = (request ?? {}) as { id?: unknown; method?: unknown; params?: unknown }
  if (!['string', 'number'].includes(typeof id) && id !== null)
    return fault(null, -32600, 'the id of a request is a text, a number or null')
  if (typeof method !== 'string' || !Array.isArray(params))
    return fault(id, -32600, 'a request has a method and a list of params')
  try {
    const own = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined
    if (own) {
      const { result, proof } = await own(reader, params)
      return { reply: { jsonrpc: '2.0', id, result }, proof }
    }
    if (!PASSED.has(method)) return fault(id, -32601, `${method} is not served here`)
    const result = await reader.gateway.request(method, params, true)
    return { reply: { jsonrpc: '2.0', id, result }, proof: 'unproved' }
  } catch (error) {
    return toFault(id, error)
  }
}

function toFault(id: unknown, error: unknown): Reply {
  if (error instanceof RpcRefused) return fault(id, error.rpcCode, error.message, error.data)
  if (error instanceof MalformedEvidence) return fault(id, -32602, error.message)
  if (error instanceof Unavailable || error instanceof CodedError)
    return fault(id, -32000, `${error.code}: ${error.message}`)
  throw error
}

function fault(id: unknown, code: number, message: string, data?: unknown): Reply {
  return { reply: { jsonrpc: '2.0', id, error: { code, message, ...(data === undefined ? {} : { data }) } } }
}
