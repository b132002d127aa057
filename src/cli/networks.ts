import { readdir } from 'node:fs/promises'
import { Command } from 'commander'
import { CodedError, Misconfigured } from '../claim/errors.ts'
import { Environment } from '../platform/environment.ts'
import { getNetwork } from '../platform/network.ts'

/** `assay networks`: every network that there is a folder for, and what stands in its way. */
export function networksCommand(): Command {
  return new Command('networks')
    .description('lists the networks under ASSAY_NETWORKS')
    .option('--json', 'one JSON list on stdout')
    .action(async (options: { json?: true }) => {
      const settings = new Environment(process.env)
      const rows = await listNetworks(settings.text('ASSAY_NETWORKS', 'networks'), (chain) =>
        settings.list(`RPC_${chain}`),
      )
      process.stdout.write(options.json ? `${JSON.stringify(rows)}\n` : `${rows.map(toLines).join('\n')}`)
    })
}

interface ListedNetwork {
  readonly name: string
  readonly title: string | null
  readonly chains: readonly {
    readonly id: number
    readonly class: string
    readonly endpoints: number
    readonly contracts: number
  }[]
  /** Why it cannot be indexed, by its own file or because that file is at fault; null: it can. */
  readonly disabled: string | null
}

/** Reads every folder below `root`. A folder that is no network is listed with the reason. */
async function listNetworks(
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
    return { name, title, chains: described, disabled: disabled ?? null }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    return { name, title: null, chains: [], disabled: `${error.message} (${error.code})` }
  }
}

function toLines({ name, title, chains, disabled }: ListedNetwork): string {
  const lines = chains.map(
    (each) =>
      `  chain ${each.id} (${each.class}): ${each.contracts} contracts, ${each.endpoints} endpoints\n`,
  )
  const state = disabled === null ? '' : `  disabled: ${disabled}\n`
  return `${name}${title === null ? '' : ` — ${title}`}\n${lines.join('')}${state}`
}
