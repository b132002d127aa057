import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What such an endpoint says by itself; undefined: what the endpoint behind it says. */
export type Instead = (
  method: string,
  params: readonly unknown[],
) => { readonly result: unknown } | { readonly error: { code: number; message: string } } | undefined

export interface EndpointInFront {
  readonly url: string
  /** HTTP requests that held a call of a method which begins so. */
  asked(prefix: string): number
  close(): Promise<void>
}

/** An endpoint that answers as another one does but for what `instead` says. */
export async function serveInFront(behind: string, instead: Instead): Promise<EndpointInFront> {
  const requests: string[][] = []
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request)) as Call | Call[]
    const calls = Array.isArray(body) ? body : [body]
    requests.push(calls.map(({ method }) => method))
    const replies = await Promise.all(
      calls.map(async (call) => {
        const own = instead(call.method, call.params)
        return own ? { jsonrpc: '2.0', id: call.id, ...own } : forward(behind, call)
      }),
    )
    const answer = JSON.stringify(Array.isArray(body) ? replies : replies[0])
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: (prefix) => requests.filter((each) => each.some((method) => method.startsWith(prefix))).length,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

interface Call {
  readonly id: number
  readonly method: string
  readonly params: readonly unknown[]
}

async function forward(behind: string, call: Call): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ jsonrpc: '2.0', ...call })
  return (await fetch(behind, { method: 'POST', headers, body })).json()
}
