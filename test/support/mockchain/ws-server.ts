import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { answer, RpcFault } from './answers.ts'
import type { Json, MockChain } from './chain.ts'

export interface MockSocketEndpoint {
  readonly url: string
  /** Requests that clients sent, by method. */
  readonly seen: Record<string, number>
  /** Tells subscribers that the chain's head changed. */
  announce(): void
  /** Cuts every connection; new ones are taken. */
  cut(): void
  close(): Promise<void>
}

/** A JSON-RPC endpoint over WebSocket on a free port, with `eth_subscribe`. */
export async function serveChainOverSocket(chain: MockChain): Promise<MockSocketEndpoint> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  const subscribers = new Set<WebSocket>()
  const seen: Record<string, number> = {}
  server.on('connection', (socket) => {
    socket.on('close', () => subscribers.delete(socket))
    socket.on('message', (message) => {
      const body = JSON.parse(String(message)) as Json | Json[]
      const replies = [body].flat().map((call) => {
        const method = String(call.method)
        seen[method] = (seen[method] ?? 0) + 1
        if (method === 'eth_subscribe') subscribers.add(socket)
        return reply(chain, call, method)
      })
      socket.send(JSON.stringify(Array.isArray(body) ? replies : replies[0]))
    })
  })
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    announce() {
      const params = { subscription: '0x1', result: chain.head.header }
      for (const socket of subscribers)
        socket.send(JSON.stringify({ jsonrpc: '2.0', method: 'eth_subscription', params }))
    },
    cut() {
      for (const socket of server.clients) socket.terminate()
    },
    async close() {
      for (const socket of server.clients) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function reply(chain: MockChain, call: Json, method: string): Json {
  const head = { jsonrpc: '2.0', id: call.id }
  if (method === 'eth_subscribe') return { ...head, result: '0x1' }
  try {
    return { ...head, result: answer(chain, method, (call.params ?? []) as unknown[]) }
  } catch (error) {
    if (!(error instanceof RpcFault)) throw error
    return { ...head, error: { code: error.code, message: error.message } }
  }
}
