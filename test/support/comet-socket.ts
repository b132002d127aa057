import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { type CometBehaviour, CometNode, type CometWorld } from '../../devnet/validators/answers.ts'

/** A world over the WebSocket of a CometBFT node: one call at a time; a list of calls is answered with an error that has no id. */
export async function serveCometSocket(world: CometWorld, behaviour: CometBehaviour = {}) {
  const node = new CometNode(world, behaviour)
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  server.on('connection', (socket) => {
    socket.on('message', (message) => {
      const asked = JSON.parse(String(message))
      if (Array.isArray(asked)) {
        socket.send('{"jsonrpc":"2.0","id":"","error":{"code":-32700,"message":"Parse error"}}')
        return
      }
      const { id, method, params } = asked
      const plain = node.answer(method, params)
      const result = behaviour.alter?.(method, params, structuredClone(plain)) ?? plain
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, ...('error' in result ? result : { result }) }))
    })
  })
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/websocket`,
    async close() {
      for (const client of server.clients) client.terminate()
      await new Promise((closed) => server.close(closed))
    },
  }
}
