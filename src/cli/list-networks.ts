import { readdir } from 'node:fs/promises'
import { CodedError, Misconfigured } from '../claim/errors.ts'
import { getNetwork } from '../platform/network.ts'

/** A network that there is a folder for. */
export interface ListedNetwork {
  readonly name: string
  readonly title: string | null
  readonly chains: readonly {
    readonly id: number
    readonly class: string
    readonly endpoints: number
    readonly contracts: number
  }[]
  /** Why it is not to be indexed, by its own file. */
  readonly disabled: string | null
  /** Why its file cannot be used; null: it can. */
  readonly invalid: string | null
}

/**
 * Reads every folder below `root`. A folder that is no network is listed with the reason.
 * @throws Misconfigured `NETWORKS_MISSING`
 */
export async function listNetworks(
  root: string,
  own: (chain: number) => readonly string[],
): Promise<ListedNetwork[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch((cause) => {
    throw new Misconfigured('NETWORKS_MISSING', `no folder of networks at ${root}: check ASSAY_NETWORKS`, {
      cause,
    })
  })
  const names = entries.filter((each) => each.isDirectory()).map((each) => each.name)
  return Promise.all(names.sort().map((name) => describe(root, name, own)))
}

async function describe(
  root: string,
  name: string,
  own: (chain: number) => readonly string[],
): Promise<ListedNetwork> {
  try {
    const { title, chains, contracts, disabled } = await getNetwork(root, name)
    const described = chains.map(({ id, class: kind, endpoints }) => ({
      id,
      class: kind,
      endpoints: own(id).length || endpoints.length,
      contracts: contracts.filter((each) => each.chain === id).length,
    }))
    return { name, title, chains: described, disabled: disabled ?? null, invalid: null }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    return { name, title: null, chains: [], disabled: null, invalid: `${error.message} (${error.code})` }
  }
}
