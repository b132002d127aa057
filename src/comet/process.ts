import { Registry } from 'prom-client'
import { Misconfigured } from '../claim/errors.ts'
import { listEndpoints } from '../gateway/open.ts'
import type { Config } from '../indexer/config.ts'
import { watchStanding } from '../indexer/operate/standing.ts'
import { serveStatus } from '../indexer/operate/status-server.ts'
import { openSegments } from '../indexer/segments/store.ts'
import { recordFaults } from '../indexer/store/provider-faults.ts'
import { SegmentWriter } from '../indexer/store/segment-writer.ts'
import { createPool } from '../platform/database.ts'
import { createLog } from '../platform/log.ts'
import { getChain, getNetwork } from '../platform/network.ts'
import { awaitTables } from '../platform/tables.ts'
import { Identities } from './identities.ts'
import { getConsensus, openComet } from './open.ts'
import { superviseComet } from './supervisor.ts'

/**
 * Indexes the consensus of one chain of a network until the signal.
 * @throws Misconfigured what the operator must mend: `NETWORK_DISABLED`, `NO_CONSENSUS`, `WRONG_CHAIN`, `GENESIS_DIFFERS`, …
 */
export async function start(config: Config, signal: AbortSignal): Promise<void> {
  const network = await getNetwork(config.networks, config.network)
  if (network.disabled !== undefined)
    throw new Misconfigured('NETWORK_DISABLED', `${network.name} is disabled: ${network.disabled}`)
  const chain = getChain(network, config.chain)
  const consensus = getConsensus(chain)
  const urls = listEndpoints(config.endpoints, chain)
  const log = createLog('comet').child({ network: network.name, chain: chain.id })
  const place = { network: network.name, chain: chain.id }
  const pool = createPool(config.databaseUrl, { application: 'comet', max: 4 })
  const registry = new Registry()
  const reader = openComet(chain, urls, signal, { registry })
  const store = openSegments(config.segments, config.env)
  let wait: string | null = null
  const server = config.metricsPort
    ? await serveStatus(
        { pool, place, segments: store, registry, log, findWait: () => wait },
        config.metricsHost,
        config.metricsPort,
      )
    : undefined
  try {
    const onWait = (fault: { readonly message: string } | null) => {
      wait = fault?.message ?? null
    }
    await awaitTables({ pool, log, onWait }, signal)
    recordFaults(reader.client, pool, place, log)
    const segments = new SegmentWriter(store, pool, place)
    const beforeCommit = segments.prepare.bind(segments)
    const identities = new Identities({ pool, place, consensus, client: reader.client, log })
    const head = { head: async () => ({ number: await reader.head() }) }
    const standing = watchStanding({ pool, place, network, reader: head, log }, signal)
    const pollMs = Math.min(1_000, Math.max(100, (chain.blockSeconds ?? 2) * 100))
    const options = { pool, place, consensus, reader, identities, log, pollMs, beforeCommit }
    await superviseComet({ ...options, chain }, signal)
    await standing
  } catch (error) {
    // Asked to stop while it was still waiting for the world.
    if (!signal.aborted) throw error
  } finally {
    await server?.close()
    await reader.client.close()
    await pool.end()
  }
}
