import { Registry } from 'prom-client'
import { Misconfigured } from '../claim/errors.ts'
import { listEndpoints, listProofEndpoints, openReader } from '../gateway/open.ts'
import { createPool } from '../platform/database.ts'
import { Environment } from '../platform/environment.ts'
import { createLog } from '../platform/log.ts'
import { getChain, getNetwork } from '../platform/network.ts'
import { awaitTables } from '../platform/tables.ts'
import type { Config } from './config.ts'
import { openTable } from './events/load.ts'
import { watchHeartbeatAge } from './identity/heartbeat-age.ts'
import { prepareIndex } from './identity/prepare.ts'
import { watchStanding } from './operate/standing.ts'
import { serveStatus } from './operate/status-server.ts'
import { openSegments } from './segments/store.ts'
import { recordFaults } from './store/provider-faults.ts'
import { SegmentWriter } from './store/segment-writer.ts'
import { supervise } from './supervisor.ts'

/**
 * Indexes one chain of one network until the signal.
 * @throws Misconfigured what the operator must mend: `NETWORK_DISABLED`, `CONSENSUS_CHAIN`, `WRONG_CHAIN`, `CHAIN_RESET`, `DATABASE_AHEAD`, …
 */
export async function start(config: Config, signal: AbortSignal): Promise<void> {
  const network = await getNetwork(config.networks, config.network)
  if (network.disabled !== undefined)
    throw new Misconfigured('NETWORK_DISABLED', `${network.name} is disabled: ${network.disabled}`)
  const chain = getChain(network, config.chain)
  if (chain.consensus)
    throw new Misconfigured(
      'CONSENSUS_CHAIN',
      `chain ${chain.id} (${chain.name}) is a consensus: assay comet reads it`,
    )
  const urls = listEndpoints(config.endpoints, chain)
  const log = createLog('indexer').child({ network: network.name, chain: chain.id })
  const place = { network: network.name, chain: chain.id }
  const pool = createPool(config.databaseUrl, { application: 'indexer', max: 4 })
  const registry = new Registry()
  const settings = new Environment(config.env)
  const consensus = listProofEndpoints(network, chain, (key) => settings.list(key))
  const reader = openReader(chain, urls, signal, { registry, consensus })
  const store = openSegments(config.segments, config.env)
  let wait: string | null = null
  const server = config.metricsPort
    ? await serveStatus(
        { pool, place, segments: store, registry, log, findWait: () => wait },
        config.metricsHost,
        config.metricsPort,
      )
    : undefined
  const watching = new AbortController()
  try {
    const onWait = (fault: { readonly message: string } | null) => {
      wait = fault?.message ?? null
    }
    await awaitTables({ pool, log, onWait }, signal)
    recordFaults(reader, pool, place, log)
    const ends = AbortSignal.any([signal, watching.signal])
    let isOurs = false
    // Before anything is asked: endpoints that never answer are told as well.
    const watches = [watchStanding({ pool, place, network, reader, log, isOurs: () => isOurs }, ends)]
    try {
      const { genesisHash, network: resolved } = await prepareIndex(
        { pool, place, network, reader, expectedGenesis: chain.genesisHash, log },
        signal,
      )
      isOurs = true
      const table = await openTable(resolved, chain.id)
      const segments = new SegmentWriter(store, pool, place)
      const beforeCommit = segments.prepare.bind(segments)
      const { healDeepReorgs } = config
      watches.push(watchHeartbeatAge({ pool, place, network: resolved, reader, log }, ends))
      await supervise({ pool, place, table, reader, genesisHash, log, healDeepReorgs, beforeCommit }, signal)
    } finally {
      watching.abort()
      await Promise.all(watches)
    }
  } catch (error) {
    // Asked to stop while it was still waiting for the world.
    if (!signal.aborted) throw error
  } finally {
    await server?.close()
    await reader.close()
    await pool.end()
  }
}
