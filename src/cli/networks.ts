import { Command } from 'commander'
import { findDemo } from '../platform/demo-place.ts'
import { Environment } from '../platform/environment.ts'
import { readNetworks } from '../platform/place.ts'
import { type ListedNetwork, listNetworks } from './list-networks.ts'

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

function toLines({ name, title, chains, disabled, invalid }: ListedNetwork): string {
  const lines = chains.map(
    (each) =>
      `  chain ${each.id} (${each.class}): ${each.contracts} contracts, ${each.endpoints} endpoints\n`,
  )
  const state = invalid ? `  invalid: ${invalid}\n` : disabled ? `  disabled: ${disabled}\n` : ''
  return `${name}${title === null ? '' : ` — ${title}`}\n${lines.join('')}${state}`
}
