import type { ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { ask } from '../execute/ask.ts'
import type { Engine } from '../execute/engine.ts'
import { etagOf, isKnown, REVALIDATED } from '../http/etag.ts'
import { sendFault } from '../http/fault.ts'
import { sendError } from '../http/respond.ts'
import type { Route } from '../http/routes.ts'
import { callerOf } from '../limits/gate.ts'
import { type Badge, drawBadge } from './draw.ts'

const PATH = /^\/badge\/([^/]{1,300})\.svg$/
const NODE = '{ node(id: $id) { id network chainId key } }'
const CHECKED = `{
  _meta(network: $network) { chainId class verification { block } }
  verificationDaysAggregate(where: { network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key }) { outcome sum { verdicts } }
}`

interface Found {
  readonly id: string
  readonly network: string
  readonly chainId: number
  readonly key: string
}

interface Checked {
  readonly _meta: readonly {
    readonly chainId: number
    readonly class: string | null
    readonly verification: { readonly block: number } | null
  }[]
  readonly verificationDaysAggregate: readonly {
    readonly outcome: string
    readonly sum: { readonly verdicts: string | null }
  }[]
}

/**
 * `GET /badge/<node id>.svg`: a picture that anybody may embed, of what watchdogs found about one node, with its network
 * class and the block up to which it counts. It links to the node's page, where each verdict stands.
 */
export function createBadges(engine: Engine, log: Logger): Route {
  return async (request, response) => {
    const [, name = ''] = PATH.exec((request.url ?? '').split('?', 1)[0] ?? '') ?? []
    if (!name) return sendError(response, 404, 'NOT_FOUND', 'a badge is at /badge/<node id>.svg')
    try {
      const caller = callerOf(request)
      const id = decodeURIComponent(name)
      const found = await ask(engine, `query Badge($id: ID!) ${NODE}`, { id }, caller)
      const node = found.node as Found | null
      if (!node) return sendError(response, 404, 'NOT_FOUND', 'no node with this id')
      const { network, chainId, key } = node
      const checked = await ask(
        engine,
        `query Checked($network: String!, $chain: ChainId!, $key: Bytes!) ${CHECKED}`,
        { network, chain: chainId, key },
        caller,
      )
      send(response, drawBadge(toBadge(node, checked as unknown as Checked)))
    } catch (error) {
      if (error instanceof URIError) return sendError(response, 400, 'BAD_USER_INPUT', error.message)
      sendFault(response, error, log)
    }
  }
}

function toBadge({ id, network, chainId }: Found, { _meta, verificationDaysAggregate }: Checked): Badge {
  const meta = _meta.find((each) => each.chainId === chainId)
  const sum = (outcome: string) =>
    verificationDaysAggregate
      .filter((each) => each.outcome === outcome)
      .reduce((total, each) => total + Number(each.sum.verdicts ?? 0), 0)
  return {
    href: `/node/${encodeURIComponent(id)}`,
    network,
    networkClass: meta?.class ?? null,
    block: meta?.verification?.block ?? null,
    verified: sum('verified'),
    rejected: sum('rejected'),
    undecided: sum('undecided'),
  }
}

function send(response: ServerResponse, svg: string): void {
  const etag = etagOf(svg)
  // A picture runs nothing and asks for nothing, wherever it is shown.
  const headers = {
    ...REVALIDATED,
    etag,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  }
  if (isKnown(response.req, etag)) return void response.writeHead(304, headers).end()
  const size = { 'content-type': 'image/svg+xml; charset=utf-8', 'content-length': Buffer.byteLength(svg) }
  response.writeHead(200, { ...headers, ...size }).end(svg)
}
