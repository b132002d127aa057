import { once } from 'node:events'
import { createLog } from '../platform/log.ts'
import { getChain, getNetwork } from '../platform/network.ts'
import type { Config } from './config.ts'
import { listEndpoints, openReader } from './open.ts'
import { serveRpc } from './serve/server.ts'

/**
 * Serves one chain's verified JSON-RPC until the signal.
 * @throws Misconfigured, see {@link readConfig} and `openReader`
 */
export async function start(config: Config, signal: AbortSignal): Promise<void> {
  const log = createLog('gateway')
  const chain = getChain(await getNetwork(config.networks, config.network), config.chain)
  const reader = openReader(chain, listEndpoints(config.endpoints, chain), signal)
  reader.onFault((fault) => log.warn({ fault }, 'an endpoint said what is not so and was put aside'))
  const server = await serveRpc(reader, config.host, config.port, log)
  log.info({ host: config.host, port: config.port, policy: chain.integrity.policy }, 'serving')
  if (!signal.aborted) await once(signal, 'abort')
  await server.close()
  await reader.close()
}
