import { readdir } from 'node:fs/promises'
import { Command } from 'commander'
import { CodedError, Misconfigured } from '../claim/errors.ts'
import { findDemo } from '../platform/demo-place.ts'
import { Environment } from '../platform/environment.ts'
import { getNetwork } from '../platform/network.ts'
import { readNetworks } from '../platform/place.ts'

/** `assay networks`: every network that there is a folder for, and what stands in its way. */
export function networksCommand(): Command {
  return new Command('networks')
    .description(
      'lists the networks under ASSAY_NETWORKS and, when that is not set, those of a demo that runs here;\n' +
        'exit code 78 when the file of one is invalid',
    )
    .option('--json', 'print one JSON list')
    .addHelpText('after', '\nExample:\n  assay networks')
    .action(async (options: { json?: true }) => {
      const { rows, words } = await listEverywhere(process.env)
      process.stdout.write(options.json ? `${JSON.stringify(rows)}\n` : words)
      if (rows.some((each) => each.invalid !== null)) process.exitCode = 78
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
  /** Why it is not to be indexed, by its own file. */
  readonly disabled: string | null
  /** Why its file cannot be used; null: it can. */
  readonly invalid: string | null
}

async function listEverywhere(
  env: NodeJS.ProcessEnv,
): Promise<{ rows: readonly ListedNetwork[]; words: string }> {
  const settings = new Environment(env)
  const demo = settings.text('ASSAY_NETWORKS', '') === '' ? findDemo(env) : undefined
  const folder = readNetworks(settings)
  settings.check()
  const own = await listNetworks(folder, (chain) => settings.list(`RPC_${chain}`))
  const inDemo = demo?.env.ASSAY_NETWORKS ? await listNetworks(demo.env.ASSAY_NETWORKS, () => []) : []
  const words = [
    `networks in ${folder}:\n`,
    ...own.map(toLines),
    ...(inDemo.length ? [`networks of the demo at ${demo?.folder}:\n`] : []),
    ...inDemo.map(toLines),
  ]
  return { rows: [...own, ...inDemo], words: words.join('\n') }
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
    return { name, title, chains: described, disabled: disabled ?? null, invalid: null }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    return { name, title: null, chains: [], disabled: null, invalid: `${error.message} (${error.code})` }
  }
}

function toLines({ name, title, chains, disabled, invalid }: ListedNetwork): string {
  const lines = chains.map(
    (each) =>
      `  chain ${each.id} (${each.class}): ${each.contracts} contracts, ${each.endpoints} endpoints\n`,
  )
  const state = invalid ? `  invalid: ${invalid}\n` : disabled ? `  disabled: ${disabled}\n` : ''
  return `${name}${title === null ? '' : ` — ${title}`}\n${lines.join('')}${state}`
}
