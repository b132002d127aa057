import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { Misconfigured } from '../claim/errors.ts'
import { listEndpoints } from '../gateway/open.ts'
import { createPool, type Pool } from '../platform/database.ts'
import { createLog } from '../platform/log.ts'
import { getChain, getNetwork, type Network, type NetworkChain } from '../platform/network.ts'
import { awaitTables } from '../platform/tables.ts'
import type { Config } from './config.ts'
import { serveStatus } from './operate/status-server.ts'
import type { Place } from './place.ts'
import { openSegments } from './segments/store.ts'
import type { AnyGroup } from './store/group.ts'
import { SegmentWriter } from './store/segment-writer.ts'
import type { Status } from './store/status.ts'

/** What a process that indexes one chain stands on, whatever it reads. */
export interface Host {
  readonly network: Network
  readonly chain: NetworkChain
  readonly place: Place
  /** Endpoints of the chain. */
  readonly urls: readonly string[]
  readonly pool: Pool
  readonly log: Logger
  readonly registry: Registry
  /** Keeps the raw data of a group, in the group's own transaction. */
  readonly beforeCommit: (group: AnyGroup, after: Status) => ReturnType<SegmentWriter['prepare']>
}

export interface Hosted {
  /** Of the process, in its log and its database sessions. */
  readonly name: string
  /** @throws Misconfigured for a chain that this process does not read */
  readonly admit: (chain: NetworkChain) => void
  /** Indexes until the signal; called when the tables are there. Closes what it opens. */
  readonly run: (host: Host) => Promise<void>
}

/**
 * Hosts an indexer until the signal: its network, database, segments, and the server of its status.
 * @throws Misconfigured `NETWORK_DISABLED`, `GATEWAY_ENDPOINTS`, what `admit` and `run` throw
 */
export async function host(config: Config, { name, admit, run }: Hosted, signal: AbortSignal): Promise<void> {
  const network = await getNetwork(config.networks, config.network)
  if (network.disabled !== undefined)
    throw new Misconfigured('NETWORK_DISABLED', `${network.name} is disabled: ${network.disabled}`)
  const chain = getChain(network, config.chain)
  admit(chain)
  const urls = listEndpoints(config.endpoints, chain)
  const log = createLog(name).child({ network: network.name, chain: chain.id })
  const place = { network: network.name, chain: chain.id }
  const pool = createPool(config.databaseUrl, { application: name, max: 4 })
  const registry = new Registry()
  const segments = openSegments(config.segments, config.env)
  let wait: string | null = null
  const shown = { pool, place, segments, registry, log, findWait: () => wait }
  const server = config.metricsPort
    ? await serveStatus(shown, config.metricsHost, config.metricsPort)
    : undefined
  try {
    const onWait = (fault: { readonly message: string } | null) => {
      wait = fault?.message ?? null
    }
    await awaitTables({ pool, log, onWait }, signal)
    const writer = new SegmentWriter(segments, pool, place)
    const beforeCommit = writer.prepare.bind(writer)
    await run({ network, chain, place, urls, pool, log, registry, beforeCommit })
  } catch (error) {
    // Asked to stop while it was still waiting for the world.
    if (!signal.aborted) throw error
  } finally {
    await server?.close()
    await pool.end()
  }
}
