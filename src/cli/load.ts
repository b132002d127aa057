import type { Command } from 'commander'
import type { ProcessOptions } from './process-command.ts'

/** Loads one command and nothing that another one needs: what is not asked for costs nothing. */
type Loader = () => Promise<Command | undefined>

const asProcess = async <C>(options: ProcessOptions<C>) =>
  (await import('./process-command.ts')).processCommand(options)

/** Every command by its name; the names are those of commands.json. */
export const LOADERS: Readonly<Record<string, Loader>> = {
  demo: async () => (await import('./demo/command.ts')).demoCommand(),
  migrate: async () => (await import('./migrate.ts')).migrateCommand(),
  indexer: async () =>
    asProcess({
      name: 'indexer',
      description:
        'Indexes one chain of a network into Postgres. A second one of the same chain waits and takes over.',
      readConfig: (await import('../indexer/config.ts')).readConfig,
      load: () => import('../indexer/process.ts'),
      example: 'ASSAY_NETWORK=opengradient-testnet ASSAY_CHAIN=10740 assay indexer',
      also: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION', 'AWS_ENDPOINT_URL'],
    }),
  comet: async () =>
    asProcess({
      name: 'comet',
      description:
        'Indexes the consensus of a Cosmos chain into Postgres, over its CometBFT RPC: slashes, jailings, rewards, validators.',
      readConfig: (await import('../indexer/config.ts')).readConfig,
      load: () => import('../comet/process.ts'),
      example: 'ASSAY_NETWORK=my-network ASSAY_CHAIN=277574033640270 assay comet',
      also: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION', 'AWS_ENDPOINT_URL'],
    }),
  archiver: async () =>
    asProcess({
      name: 'archiver',
      description: 'Fetches the data behind each settlement, checks it against its hash and keeps it.',
      readConfig: (await import('../archiver/config.ts')).readConfig,
      load: () => import('../archiver/process.ts'),
      example: 'ASSAY_NETWORK=opengradient-testnet assay archiver',
    }),
  'reference-node': async () =>
    asProcess({
      name: 'reference-node',
      description: 'Rechecks proofs, signatures and attestations, and records a verdict on each.',
      readConfig: (await import('../../reference-node/config.ts')).readConfig,
      load: () => import('../../reference-node/process.ts'),
      example: 'ASSAY_NETWORK=opengradient-testnet assay reference-node',
      also: ['RPC_<chain id>'],
    }),
  keeper: async () =>
    asProcess({
      name: 'keeper',
      description: 'Keeps prices, balances, transfers to payers, supplies and disclosed rules.',
      readConfig: (await import('../keeper/config.ts')).readConfig,
      load: () => import('../keeper/process.ts'),
      example: 'ASSAY_NETWORK=opengradient-testnet assay keeper',
      also: ['RPC_<chain id>'],
    }),
  api: async () =>
    asProcess({
      name: 'api',
      description: 'Serves GraphQL, REST, exports and live streams from the database.',
      readConfig: (await import('../api/config.ts')).readConfig,
      load: () => import('../api/process.ts'),
      example: 'ASSAY_API_PORT=4350 assay api',
    }),
  gateway: async () =>
    asProcess({
      name: 'gateway',
      description:
        'Serves JSON-RPC of one chain, checked against proofs, to programs that do not check proofs themselves.',
      readConfig: (await import('../gateway/config.ts')).readConfig,
      load: () => import('../gateway/process.ts'),
      example: 'ASSAY_NETWORK=opengradient-testnet ASSAY_CHAIN=10740 assay gateway',
    }),
  devnet: async () =>
    asProcess({
      name: 'devnet',
      description:
        "Runs the demo's local chain, blob store and actors, without the processes that watch them.",
      readConfig: (await import('../../devnet/config.ts')).readConfig,
      load: () => import('../../devnet/process.ts'),
      example: 'ASSAY_DEVNET_BLOCKS=40 assay devnet',
    }),
  lake: async () => {
    const run = await asProcess({
      name: 'run',
      description: 'Writes the facts of one chain to the lake as their blocks become final.',
      readConfig: (await import('../lake/config.ts')).readConfig,
      load: () => import('../lake/process.ts'),
      example: 'ASSAY_NETWORK=opengradient-testnet ASSAY_CHAIN=10740 assay lake run',
    })
    const { openConsensus } = await import('../comet/commands.ts')
    return (await import('../lake/commands.ts')).lakeCommand(openConsensus, run)
  },
  networks: async () => (await import('./networks.ts')).networksCommand(),
  network: async () => (await import('../indexer/commands.ts')).networkCommand(),
  replay: async () => {
    return (await import('../indexer/commands.ts')).replayCommand(async (work) =>
      (await import('./throw-away.ts')).withThrowAwayDatabase(work),
    )
  },
  doctor: async () => (await import('../gateway/commands.ts')).doctorCommand(),
  archive: async () => (await import('../archiver/commands.ts')).archiveCommand(),
  verify: async () => (await import('../../reference-node/commands/commands.ts')).verifyCommand(),
  recheck: async () => (await import('../../reference-node/commands/commands.ts')).recheckCommand(),
  watch: async () => {
    return (await import('../../reference-node/commands/commands.ts')).watchCommand(async (...kept) =>
      (await import('./kept-database.ts')).withKeptDatabase(...kept),
    )
  },
  log: async () => (await import('../../reference-node/commands/commands.ts')).logCommand(),
  sample: async () => (await import('../../reference-node/commands/commands.ts')).sampleCommand(),
  mcp: async () => {
    const { verifyBundle } = await import('../../reference-node/commands/commands.ts')
    return (await import('../api/commands.ts')).apiCommands(verifyBundle)[0]
  },
  payback: async () => (await import('../api/commands.ts')).apiCommands()[1],
  catalogue: async () => (await import('../api/commands.ts')).apiCommands()[2],
  demand: async () => (await import('../api/commands.ts')).apiCommands()[3],
  node: async () => (await import('../api/commands.ts')).apiCommands()[4],
  measurement: async () => (await import('../api/commands.ts')).apiCommands()[5],
  advisory: async () => (await import('../api/commands.ts')).apiCommands()[6],
  ...Object.fromEntries(
    ['status', 'digest', 'compare', 'rewind', 'begin-anew', 'redecode', 'bootstrap'].map((name) => [
      name,
      async () =>
        (await import('../indexer/commands.ts'))
          .indexerCommands(async (...kept) => (await import('../comet/commands.ts')).openConsensus(...kept))
          .find((each) => each.name() === name),
    ]),
  ),
}
