import { Command } from 'commander'
import type { Comparison } from './build.ts'

const DIFFERS_EXIT = 1

interface Options {
  readonly network: string
  readonly json?: true
}

/** `assay measurement check`: whether a local build of an enclave is one that the network's folder lists. */
export function measurementCommand(): Command {
  const check = new Command('check')
    .description(
      'compares what nitro-cli build-enclave or describe-enclaves printed with the measurements that a network’s folder lists.\n' +
        'Exit code 0: every enclave in the file is a listed one; 1: one is not; 78: a file cannot be read, or the network lists none',
    )
    .argument('<file>', 'JSON with Measurements { PCR0, PCR1, PCR2 }')
    .requiredOption('--network <name>', 'name of a network, as assay networks lists them')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nSettings: ASSAY_NETWORKS, the folder of networks; that of Assay unless set.\n\nExample:\n' +
        '  nitro-cli build-enclave --docker-uri gateway:latest --output-file gateway.eif > build.json\n' +
        '  assay measurement check build.json --network opengradient-testnet',
    )
    .action(run)
  return new Command('measurement')
    .description('looks at code measurements: whether a build of your own is a published one')
    .addCommand(check)
    .addHelpText('after', '\nExample:\n  assay measurement check build.json --network opengradient-testnet')
}

async function run(file: string, { network: name, json }: Options): Promise<void> {
  const [
    { compareBuild, readBuild },
    { readMeasurements },
    { getNetwork },
    { readNetworks },
    { Environment },
    { Misconfigured },
  ] = await Promise.all([
    import('./build.ts'),
    import('../../platform/measurements.ts'),
    import('../../platform/network.ts'),
    import('../../platform/place.ts'),
    import('../../platform/environment.ts'),
    import('../../claim/errors.ts'),
  ])
  const settings = new Environment(process.env)
  const folder = readNetworks(settings)
  settings.check()
  const listed = await readMeasurements(await getNetwork(folder, name))
  if (listed === undefined)
    throw new Misconfigured(
      'NO_MEASUREMENTS',
      `the folder of ${name} lists no measurements: trust.measurements names no file`,
    )
  const found = (await readBuild(file)).map((build) => compareBuild(build, listed))
  if (found.some(({ outcome }) => outcome !== 'same')) process.exitCode = DIFFERS_EXIT
  const text = json
    ? `${JSON.stringify({ version: 1, network: name, listed: listed.length, builds: found.map(toJson) })}\n`
    : found.map((each) => toText(each, name)).join('')
  process.stdout.write(text)
}

function toJson({ measurement, outcome, entry, near }: Comparison) {
  const { version = null, source = null, sourceUrl = null } = entry ?? {}
  return { measurement, outcome, entry: entry ? { version, source, sourceUrl } : null, near }
}

function toText({ measurement, outcome, entry, near }: Comparison, network: string): string {
  if (entry) return `${measurement} is ${entry.version} (${entry.source})\n`
  const close = near.map(({ version, differs }) => `  ${version} differs in ${differs.join(' and ')}\n`)
  return `${measurement} is none that ${network} lists${outcome === 'near' ? '; near it are:' : ''}\n${close.join('')}`
}
