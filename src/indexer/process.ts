import { Misconfigured } from '../claim/errors.ts'
import { listProofEndpoints, openReader } from '../gateway/open.ts'
import type { GatewayReader } from '../gateway/reader.ts'
import { Environment } from '../platform/environment.ts'
import type { NetworkChain } from '../platform/network.ts'
import type { Config } from './config.ts'
import { openTable } from './events/load.ts'
import { type Host, host } from './host.ts'
import { watchHeartbeatAge } from './identity/heartbeat-age.ts'
import { prepareIndex } from './identity/prepare.ts'
import { watchStanding } from './operate/standing.ts'
import { recordFaults } from './store/provider-faults.ts'
import { supervise } from './supervisor.ts'

/**
 * Indexes one chain of one network until the signal.
 * @throws Misconfigured what the operator must mend: `NETWORK_DISABLED`, `CONSENSUS_CHAIN`, `WRONG_CHAIN`, `CHAIN_RESET`, `DATABASE_AHEAD`, …
 */
export async function start(config: Config, signal: AbortSignal): Promise<void> {
  const settings = new Environment(config.env)
  const run = async (hosted: Host) => {
    const { network, chain, urls, registry } = hosted
    const consensus = listProofEndpoints(network, chain, (key) => settings.list(key))
    const reader = openReader(chain, urls, signal, { registry, consensus })
    try {
      await index(hosted, reader, config.healDeepReorgs, signal)
    } finally {
      await reader.close()
    }
  }
  await host(config, { name: 'indexer', admit, run }, signal)
}

/** @throws Misconfigured `CONSENSUS_CHAIN` */
function admit({ id, name, consensus }: NetworkChain): void {
  if (consensus)
    throw new Misconfigured('CONSENSUS_CHAIN', `chain ${id} (${name}) is a consensus: assay comet reads it`)
}

async function index(
  { network, chain, place, pool, log, beforeCommit }: Host,
  reader: GatewayReader,
  healDeepReorgs: boolean,
  signal: AbortSignal,
): Promise<void> {
  recordFaults(reader, pool, place, log)
  const watching = new AbortController()
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
    watches.push(watchHeartbeatAge({ pool, place, network: resolved, reader, log }, ends))
    await supervise({ pool, place, table, reader, genesisHash, log, healDeepReorgs, beforeCommit }, signal)
  } finally {
    watching.abort()
    await Promise.all(watches)
  }
}
