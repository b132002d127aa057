import type { IncomingMessage } from 'node:http'
import type { Network } from '../../platform/network.ts'
import type { Recent } from '../../platform/recent.ts'
import type { Handler } from '../../platform/serve.ts'
import { sendError, sendJson } from '../http/respond.ts'
import type { ChainStatus } from '../http/status.ts'
import { listShownChains } from './networks.ts'
import { listWays } from './ways.ts'

export interface LandingParts {
  readonly networks: readonly Network[]
  readonly chains: Recent<ChainStatus[]>
  /** Why the tables cannot be read, or null. */
  readonly findWait: () => string | null
  /** Whether a proxy in front may say by which scheme it was asked. */
  readonly trustProxy: boolean
}

const ABOUT =
  'Assay is an open record of networks in which nodes run AI models and write proofs of it to a blockchain. It indexes what they write, checks the proofs again by itself, and says what each node did, earned and was penalised for.'

/** `/` for programs: what this is, where each chain stands, and the ways in, as JSON. */
export function createLanding({ networks, chains, findWait, trustProxy }: LandingParts): Handler {
  return async (request, response) => {
    if (!/^\/(\?|$)/.test(request.url ?? '/'))
      return sendError(response, 404, 'NOT_FOUND', 'nothing here: see /')
    const found = findWait() ?? (await chains.get().catch(() => 'the database does not answer'))
    const shown = listShownChains(networks, found)
    const ways = listWays(baseOf(request, trustProxy))
    sendJson(
      response,
      200,
      { name: 'Assay', about: ABOUT, chains: shown, ways, docs: '/docs' },
      { vary: 'accept' },
    )
  }
}

// The address that the caller used stands in the examples; it is checked, as it comes from outside.
function baseOf({ headers, socket }: IncomingMessage, trustProxy: boolean): string {
  const { host } = headers
  if (host === undefined || !/^[\w.:[\]-]{1,200}$/.test(host))
    return `http://127.0.0.1:${socket.localPort ?? 4350}`
  return `${trustProxy && isForwardedByHttps(headers) ? 'https' : 'http'}://${host}`
}

// Of several entries the last is the one that the proxy in front of us wrote.
function isForwardedByHttps(headers: IncomingMessage['headers']): boolean {
  return (
    String(headers['x-forwarded-proto'] ?? '')
      .split(',')
      .at(-1)
      ?.trim()
      .toLowerCase() === 'https'
  )
}
