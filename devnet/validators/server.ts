import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Misconfigured } from '../../src/claim/errors.ts'
import { type CometBehaviour, CometNode, type CometWorld, error, type Json } from './answers.ts'

export interface CometEndpoint {
  readonly url: string
  readonly behaviour: CometBehaviour
  /** How many calls came, by method. */
  readonly calls: Map<string, number>
  close(): Promise<void>
}

const MOST = 10
const isEthereum = (method: unknown) => String(method).startsWith('eth_')

/**
 * Serves a world as a CometBFT 0.39 node does: single calls and batches of at most ten, errors with HTTP 200; and the Ethereum JSON-RPC of
 * the same blocks where it has one, in batches of any length.
 * @throws Misconfigured `PORT_IN_USE`; 0: any free port
 */
export async function serveComet(
  world: CometWorld,
  behaviour: CometBehaviour = {},
  port = 0,
): Promise<CometEndpoint> {
  const calls = new Map<string, number>()
  const node = new CometNode(world, behaviour)

  function reply({ id, method, params }: Json): Json {
    calls.set(method, (calls.get(method) ?? 0) + 1)
    const plain = isEthereum(method)
      ? (world.ethereum?.(method, params) ?? null)
      : node.answer(method, params)
    const result = behaviour.alter?.(method, params, structuredClone(plain)) ?? plain
    const isError = typeof result === 'object' && result !== null && 'error' in result
    return { jsonrpc: '2.0', id, ...(isError ? result : { result }) }
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const asked = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    response.setHeader('content-type', 'application/json')
    const answer = Array.isArray(asked) ? replyAll(asked) : reply(asked)
    if ('error' in answer) response.statusCode = behaviour.errorStatus ?? 200
    response.end(JSON.stringify(answer))
  })

  function replyAll(asked: readonly Json[]): Json {
    if (asked.length === 1) return reply(asked[0])
    const most = behaviour.mostCalls ?? MOST
    if (asked.length <= most || asked.every(({ method }) => isEthereum(method))) return asked.map(reply)
    const said = `batch request exceeds maximum (${most}) allowed number of requests`
    return { jsonrpc: '2.0', ...error(said, -32600, 'Invalid Request') }
  }

  await new Promise<void>((listening, fail) => {
    server.once('error', (cause) =>
      fail(new Misconfigured('PORT_IN_USE', `the validators cannot listen on port ${port}`, { cause })),
    )
    server.listen(port, '127.0.0.1', listening)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    behaviour,
    calls,
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
