import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Environment } from './environment.ts'

const SHIPPED = fileURLToPath(new URL('../../networks', import.meta.url))

/** `ASSAY_NETWORKS`: the folder of networks. Default: `networks` where the process was started, else the one that comes with Assay. */
export function readNetworks(settings: Environment): string {
  return settings.text('ASSAY_NETWORKS', existsSync('networks') ? 'networks' : SHIPPED)
}

/** The settings that say which network; the name is empty, and the fault noted, when it is not set. */
export function readNetworkPlace(settings: Environment): {
  readonly networks: string
  readonly network: string
} {
  const networks = readNetworks(settings)
  return { networks, network: settings.text('ASSAY_NETWORK', undefined, () => describeChoice(networks)) }
}

/** The same with the chain: `ASSAY_CHAIN`, or the only chain that the network has. */
export function readChainPlace(settings: Environment): {
  readonly networks: string
  readonly network: string
  readonly chain: number
} {
  const place = readNetworkPlace(settings)
  const chains = listChains(join(place.networks, place.network, 'network.json'))
  const [only = 0] = chains.length === 1 ? chains : []
  const chain = settings.integer('ASSAY_CHAIN', only, 'the only chain of the network')
  // A file that cannot be read has a fault of its own, which says more. An unknown network may have several chains.
  if (chain === 0 && (place.network === '' || chains.length > 1))
    settings.missing(
      'ASSAY_CHAIN',
      chains.length > 1 ? `${place.network} has ${chains.join(', ')}` : undefined,
    )
  return { ...place, chain }
}

function describeChoice(networks: string): string | undefined {
  if (!existsSync(networks)) return `there is no folder ${networks}`
  const names = readdirSync(networks, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => each.name)
  return `in ${networks}: ${names.sort().join(', ') || 'none'}`
}

/** Ids of the chains that a network's file names; none when it cannot be read, which the loading of the network reports. */
function listChains(file: string): number[] {
  try {
    const { chains } = JSON.parse(readFileSync(file, 'utf8')) as { chains?: { id?: unknown }[] }
    return (chains ?? []).flatMap(({ id }) => (typeof id === 'number' ? [id] : []))
  } catch {
    return []
  }
}
