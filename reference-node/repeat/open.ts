import { readCommandEnv } from '../../src/platform/demo-place.ts'
import { Environment } from '../../src/platform/environment.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import { getChain, getNetwork, type Network, type NetworkChain } from '../../src/platform/network.ts'
import { readNetworks } from '../../src/platform/place.ts'
import { verifyGroth16 } from '../checks/groth16/verify.ts'
import { readAcceptedWalls, readReplayMemory } from '../config.ts'
import { BatchSource } from '../evidence/batches.ts'
import { ContentSource } from '../evidence/content.ts'
import { Evidence } from '../evidence/evidence.ts'
import { readTrust } from '../evidence/trust.ts'
import { InferencePool } from '../inference/pool.ts'
import { toAgeLimits } from '../judge/age-limits.ts'
import type { JudgeContext } from '../judge/context.ts'
import type { PublicApi } from './public-api.ts'
import type { SaidClaim } from './said-claim.ts'
import { createBlobFinder, createCopyLister, createRegistryHint, createRequestFinder } from './sources.ts'

export interface PublicContext {
  readonly context: JudgeContext
  close(): Promise<void>
}

/** No archive of our own: bytes come from the network's stores. */
const NOTHING_KEPT = { find: async () => undefined }

/**
 * What the judges need about one claim, from public data: see createPublicContext. Its chain is read by these endpoints, else by
 * those of the settings, else by those of network.json.
 * @throws Misconfigured as getNetwork and readTrust do, and `CONFIG_MISSING`
 */
export async function openPublicContext(
  { network: name, chainId }: SaidClaim,
  api: PublicApi,
  { endpoints, env }: { readonly endpoints: readonly string[]; readonly env: NodeJS.ProcessEnv },
): Promise<PublicContext & { readonly chain: NetworkChain }> {
  const settings = new Environment(readCommandEnv(env, { network: name }))
  const own = settings.list(`RPC_${chainId}`)
  const networks = readNetworks(settings)
  const means = readPublicMeans(settings)
  settings.check()
  const network = await getNetwork(networks, name)
  const asked = [endpoints, own].find((urls) => urls.length > 0)
  const opened = await createPublicContext(network, api, new Map(asked ? [[chainId, asked]] : []), means)
  return { ...opened, chain: getChain(network, chainId) }
}

/** Settings of whoever judges from public data. */
export interface PublicMeans {
  readonly privateHosts: readonly string[]
  readonly maxAge: number
  readonly accepted: ReturnType<typeof readAcceptedWalls>
  readonly memoryBytes: number
}

export function readPublicMeans(settings: Environment): PublicMeans {
  return {
    privateHosts: settings.list('ASSAY_PRIVATE_HOSTS'),
    maxAge: settings.integer('ASSAY_CLAIM_MAX_AGE_SECONDS', 86_400),
    accepted: readAcceptedWalls(settings),
    memoryBytes: readReplayMemory(settings) * 2 ** 20,
  }
}

/**
 * What the judges need, from public data: the chains by these endpoints (those of network.json where there are none), content
 * from the network's stores, and trust from the network's folder here. The API only says where to look.
 * @throws Misconfigured as readTrust does
 */
export async function createPublicContext(
  network: Network,
  api: PublicApi,
  endpoints: ReadonlyMap<number, readonly string[]>,
  { privateHosts, maxAge, accepted, memoryBytes }: PublicMeans,
): Promise<PublicContext> {
  const { name } = network
  const trust = await readTrust(network)
  const http = new GuardedHttp(privateHosts)
  const inference = new InferencePool({ children: 1, accepted, memoryBytes })
  const batches = new BatchSource(createBlobFinder(api, name), network, NOTHING_KEPT, http)
  const context: JudgeContext = {
    trust,
    evidence: new Evidence(network, endpoints, createRegistryHint(api, name), batches),
    batches,
    contents: new ContentSource(http, network.blobStores),
    inference,
    listCopies: createCopyLister(api, name),
    // The public API has no roots: those in the claim's own block are found on the chain.
    findRootSeal: async () => undefined,
    findRequestPlace: createRequestFinder(api, name),
    verifyGroth16,
    maxAge: toAgeLimits(network.rules, maxAge),
  }
  return {
    context,
    async close() {
      inference.close()
      await http.close()
    },
  }
}
