import type { Registry } from 'prom-client'
import { Misconfigured } from '../claim/errors.ts'
import type { Network, NetworkChain } from '../platform/network.ts'
import type { EndpointOptions } from './endpoints/endpoint.ts'
import { GatewayReader } from './reader.ts'

/** CometBFT's own limit, `max_request_batch_size`: a longer batch is refused whole. */
export const MOST_COMET_CALLS = 10

/** Calls that a CometBFT node takes in one batch: over a WebSocket it reads one call at a time, and answers a list with an error of no call. */
export function cometBatchSize(url: string): number {
  return /^wss?:/.test(url) ? 1 : MOST_COMET_CALLS
}

export interface OpenOptions {
  /** Per endpoint; what the endpoint bears is learned below it. */
  readonly maxConcurrency?: number
  readonly batchSize?: number
  readonly maxRate?: number
  readonly timeoutMs?: number
  readonly patienceMs?: number
  readonly pollMs?: number
  readonly registry?: Registry
  /** Of the CometBFT RPC of the same blocks, see {@link listProofEndpoints}; empty: there is none. */
  readonly consensus?: readonly string[]
}

/**
 * The endpoints of the consensus whose blocks a chain's are, by which its logs can be proved: those of the environment
 * (`RPC_<id of the consensus>`) in place of the network file's. Empty: the network has none for this chain.
 */
export function listProofEndpoints(
  network: Pick<Network, 'chains'>,
  chain: NetworkChain,
  listSet: (key: string) => readonly string[],
): readonly string[] {
  const consensus = network.chains.find((each) => each.consensus?.evm === chain.id)
  if (!consensus) return []
  const set = listSet(`RPC_${consensus.id}`)
  return set.length || consensus.endpoints.length ? listEndpoints(set, consensus) : []
}

/**
 * The endpoints of a chain: those of the environment (`RPC_<chain id>`) in place of the network file's.
 * @throws Misconfigured `GATEWAY_ENDPOINTS` when there are none or one is no HTTP or WebSocket URL
 */
export function listEndpoints(set: readonly string[], chain: NetworkChain): readonly string[] {
  const key = `RPC_${chain.id}`
  const urls = set.length ? set : chain.endpoints
  if (!urls.length)
    throw new Misconfigured(
      'GATEWAY_ENDPOINTS',
      `chain ${chain.id} (${chain.name}) has no endpoint: set ${key}`,
    )
  for (const url of urls)
    if (!URL.canParse(url) || !/^(https?|wss?):$/.test(new URL(url).protocol))
      throw new Misconfigured('GATEWAY_ENDPOINTS', `${key}: an endpoint is not an http, https, ws or wss URL`)
  return urls
}

/** A reader of one chain with the policy of its network file. Closed by its `close()`; `signal` ends what it is doing. */
export function openReader(
  chain: NetworkChain,
  urls: readonly string[],
  signal: AbortSignal,
  options: OpenOptions = {},
): GatewayReader {
  const { policy, quorum, auditShare } = chain.integrity
  const endpoint = (url: string): EndpointOptions => ({
    url,
    maxConcurrency: options.maxConcurrency ?? 32,
    maxRate: options.maxRate,
    batchSize: options.batchSize ?? 50,
    maxBodyBytes: 128 * 1024 * 1024,
  })
  const waits = { timeoutMs: options.timeoutMs ?? 15_000, patienceMs: options.patienceMs ?? 60_000 }
  const consensus = (options.consensus ?? []).map((url) => ({
    ...endpoint(url),
    batchSize: cometBatchSize(url),
  }))
  return new GatewayReader(
    {
      ...waits,
      endpoints: urls.map(endpoint),
      ...(options.registry ? { registry: options.registry } : {}),
    },
    {
      chainId: chain.id,
      family: chain.family,
      policy,
      quorum,
      auditShare,
      finality: chain.finality,
      pollMs: options.pollMs ?? Math.min(1_000, Math.max(100, (chain.blockSeconds ?? 2) * 100)),
    },
    signal,
    consensus.length ? { ...waits, endpoints: consensus } : undefined,
  )
}
