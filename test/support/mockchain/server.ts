import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type AnswerLimits, answer, RpcFault } from './answers.ts'
import type { Json, MockChain } from './chain.ts'
import type { Lie } from './lies.ts'
import { type Sickness, suffer } from './sickness.ts'

/** How an endpoint behaves; may be changed while it runs. */
export interface Behaviour {
  limits: AnswerLimits
  latencyMs: number
  /** Changes answers into something that is not so. */
  lie?: Lie | undefined
  /** Decides for each HTTP request whether something other than an answer comes back. */
  sickness?: (() => Sickness | undefined) | undefined
}

export interface MockEndpoint {
  readonly url: string
  readonly behaviour: Behaviour
  /** Counted since the start. */
  readonly seen: { requests: number; calls: number; bytes: number; methods: Record<string, number> }
  /** The chain it serves; may be replaced. */
  chain: MockChain
  close(): Promise<void>
}

/** A JSON-RPC endpoint over HTTP on a free port. */
export async function serveChain(
  chain: MockChain,
  behaviour: Partial<Behaviour> = {},
): Promise<MockEndpoint> {
  const sockets = new Set<Socket>()
  const endpoint = {
    url: '',
    behaviour: { limits: {}, latencyMs: 0, ...behaviour } as Behaviour,
    seen: { requests: 0, calls: 0, bytes: 0, methods: {} as Record<string, number> },
    chain,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const server = createServer((request, response) => {
    exchange(endpoint, request, response).catch(() => response.destroy())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return endpoint
}

async function exchange(
  endpoint: MockEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { behaviour, seen } = endpoint
  const body = JSON.parse(await readBody(request)) as Json | Json[]
  if (behaviour.latencyMs) await new Promise((resolve) => setTimeout(resolve, behaviour.latencyMs))
  seen.requests++
  const replies = [body].flat().map((call) => reply(endpoint, call))
  const text = JSON.stringify(Array.isArray(body) ? replies : replies[0])
  const sickness = behaviour.sickness?.()
  if (sickness) return suffer(sickness, text, response)
  seen.bytes += text.length
  response.setHeader('content-type', 'application/json').end(text)
}

function reply({ chain, behaviour, seen }: MockEndpoint, call: Json): Json {
  const method = String(call.method)
  const params = (call.params ?? []) as unknown[]
  seen.calls++
  seen.methods[method] = (seen.methods[method] ?? 0) + 1
  const head = { jsonrpc: '2.0', id: call.id }
  try {
    const honest = () => answer(chain, method, params, behaviour.limits)
    return { ...head, result: behaviour.lie ? behaviour.lie(method, params, honest, chain) : honest() }
  } catch (error) {
    if (!(error instanceof RpcFault)) throw error
    return { ...head, error: { code: error.code, message: error.message } }
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
