import type { Config } from '../indexer/config.ts'
import { type Host, host } from '../indexer/host.ts'
import { watchStanding } from '../indexer/operate/standing.ts'
import { recordFaults } from '../indexer/store/provider-faults.ts'
import { getConsensus, openComet } from './open.ts'
import type { CometReader } from './read/reader.ts'
import { superviseComet } from './supervisor.ts'

/**
 * Indexes the consensus of one chain of a network until the signal.
 * @throws Misconfigured what the operator must mend: `NETWORK_DISABLED`, `NO_CONSENSUS`, `WRONG_CHAIN`, `GENESIS_DIFFERS`, …
 */
export async function start(config: Config, signal: AbortSignal): Promise<void> {
  const run = async (hosted: Host) => {
    const reader = openComet(hosted.chain, hosted.urls, signal, { registry: hosted.registry })
    try {
      await index(hosted, reader, signal)
    } finally {
      await reader.client.close()
    }
  }
  await host(config, { name: 'comet', admit: getConsensus, run }, signal)
}

async function index(
  { network, chain, place, pool, log, beforeCommit }: Host,
  reader: CometReader,
  signal: AbortSignal,
): Promise<void> {
  recordFaults(reader.client, pool, place, log)
  const consensus = getConsensus(chain)
  const watching = new AbortController()
  const ends = AbortSignal.any([signal, watching.signal])
  const head = { head: async () => ({ number: await reader.head() }) }
  const standing = watchStanding({ pool, place, network, reader: head, log }, ends)
  const pollMs = Math.min(1_000, Math.max(100, (chain.blockSeconds ?? 2) * 100))
  try {
    const options = { pool, place, consensus, reader, log, pollMs, chain, beforeCommit }
    await superviseComet(options, signal)
  } finally {
    watching.abort()
    await standing
  }
}
