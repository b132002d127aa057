import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RpcObject } from '../../src/chain/fields.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are changed as a test likes
type Json = any

/** What a CometBFT node knows, and what it does to whoever asks. */
export interface CometWorld {
  readonly chainId: string
  /** Answers of `/block` by height. */
  readonly blocks: Map<number, RpcObject>
  readonly results: Map<number, RpcObject>
  readonly validators: Map<number, readonly RpcObject[]>
  /** `QueryValidatorsResponse` in base64; null: it does not answer such questions. */
  identities: string | null
}

export interface CometBehaviour {
  /** Changes an answer, or gives another: an object with `error` is one. */
  alter?(method: string, params: readonly string[], answer: Json): Json
  latest?: number
  earliest?: number
  catchingUp?: boolean
  chainId?: string
}

export interface CometEndpoint {
  readonly url: string
  readonly behaviour: CometBehaviour
  /** How many calls came, by method. */
  readonly calls: Map<string, number>
  close(): Promise<void>
}

const MOST = 10
const error = (data: string, code = -32603, message = 'Internal error') => ({
  error: { code, message, data },
})

/** Serves a world as a CometBFT 0.39 node does: single calls and batches of at most ten, errors with HTTP 200. */
export async function serveComet(world: CometWorld, behaviour: CometBehaviour = {}): Promise<CometEndpoint> {
  const calls = new Map<string, number>()
  const latest = () => behaviour.latest ?? Math.max(...world.blocks.keys())
  const earliest = () => behaviour.earliest ?? Math.min(...world.blocks.keys())

  function answer(method: string, params: readonly string[]): Json {
    if (method === 'status')
      return {
        node_info: { network: behaviour.chainId ?? world.chainId, version: '0.39.0-beta.2' },
        sync_info: {
          latest_block_height: String(latest()),
          earliest_block_height: String(earliest()),
          catching_up: behaviour.catchingUp ?? false,
        },
      }
    if (method === 'abci_query')
      return world.identities === null
        ? error('query is not served')
        : { response: { code: 0, value: world.identities, height: String(latest()) } }
    const height = Number(params[0])
    if (height > latest())
      return error(`height ${height} must be less than or equal to the current blockchain height ${latest()}`)
    if (height < earliest()) return error(`height ${height} is not available, lowest height is ${earliest()}`)
    if (method === 'block') return world.blocks.get(height) ?? error('no block')
    if (method === 'block_results')
      return world.results.get(height) ?? error(`could not find results for height #${height}`)
    if (method === 'validators') {
      const all = world.validators.get(height)
      if (!all) return error(`could not find validator set for height #${height}`)
      const [page, size] = [Number(params[1]), Math.min(100, Number(params[2]))]
      const validators = all.slice((page - 1) * size, page * size)
      return {
        block_height: String(height),
        validators,
        count: String(validators.length),
        total: String(all.length),
      }
    }
    return error(method, -32601, 'Method not found')
  }

  function reply({ id, method, params }: Json): Json {
    calls.set(method, (calls.get(method) ?? 0) + 1)
    const plain = answer(method, params)
    const changed = behaviour.alter?.(method, params, structuredClone(plain)) ?? plain
    return { jsonrpc: '2.0', id, ...('error' in changed ? changed : { result: changed }) }
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const asked = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const all = Array.isArray(asked) ? asked : [asked]
    const body =
      all.length > MOST
        ? {
            jsonrpc: '2.0',
            ...error(
              `batch request exceeds maximum (${MOST}) allowed number of requests`,
              -32600,
              'Invalid Request',
            ),
          }
        : all.length === 1
          ? reply(all[0])
          : all.map(reply)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    behaviour,
    calls,
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
