import { Misconfigured } from '../src/claim/errors.ts'
import { openContents } from '../src/platform/content-store.ts'
import { createPool, type Pool } from '../src/platform/database.ts'
import { GuardedHttp } from '../src/platform/http.ts'
import { getNetwork, type Network } from '../src/platform/network.ts'
import type { WatchdogConfig } from './config.ts'
import { BatchSource } from './evidence/batches.ts'
import { ContentSource } from './evidence/content.ts'
import { Evidence } from './evidence/evidence.ts'
import { readTrust } from './evidence/trust.ts'
import { InferencePool } from './inference/pool.ts'
import { toAgeLimits } from './judge/age-limits.ts'
import type { Answering } from './work/answer.ts'
import { createBlobFinder } from './work/archived-blob.ts'
import { createCopyLister } from './work/copies.ts'
import { createRegistryHint } from './work/registry-hint.ts'
import { createRequestFinder } from './work/requests.ts'
import { createRootFinder } from './work/roots.ts'

export interface OpenNode {
  readonly network: Network
  readonly pool: Pool
  readonly context: Answering['context']
  /** Lets go of children, connections and the database. */
  close(): Promise<void>
}

/**
 * What the judges need, from the settings of the reference node: database, endpoints, archive, stores and trust.
 * `application` is the name by which the database knows the connections.
 * @throws Misconfigured `NETWORK_DISABLED`, and as getNetwork and readTrust do
 */
export async function openNode(config: WatchdogConfig, application: string): Promise<OpenNode> {
  const network = await getNetwork(config.networks, config.network)
  if (network.disabled !== undefined)
    throw new Misconfigured('NETWORK_DISABLED', `${network.name} is disabled: ${network.disabled}`)
  const trust = await readTrust(network)
  const pool = createPool(config.databaseUrl, { application, max: config.concurrency + 2 })
  const http = new GuardedHttp(config.privateHosts)
  const inference = new InferencePool({
    accepted: config.withoutWalls,
    memoryBytes: config.replayMemoryMegabytes * 2 ** 20,
  })
  const blobs = createBlobFinder(pool, network.name)
  const batches = new BatchSource(blobs, network, openContents(config.archive, config.bucket), http)
  const context: Answering['context'] = {
    network: network.name,
    watchdog: config.watchdog,
    pool,
    trust,
    evidence: new Evidence(network, config.endpoints, createRegistryHint(pool, network.name), batches),
    batches,
    contents: new ContentSource(http, network.blobStores),
    inference,
    listCopies: createCopyLister(pool, { network: network.name, watchdog: config.watchdog }),
    findRootSeal: createRootFinder(pool, network.name),
    findRequestPlace: createRequestFinder(pool, network.name),
    maxAge: toAgeLimits(network.rules, config.claimMaxAgeSeconds),
  }
  const close = async () => {
    inference.close()
    await http.close()
    await pool.end()
  }
  return { network, pool, context, close }
}
