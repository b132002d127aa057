import { Command, InvalidArgumentError } from 'commander'
import type { CheckOptions } from './operate/check-network.ts'
import type { OpenConsensus, OperateOptions } from './operate/operate.ts'
import type { ReplayOptions, WithDatabase } from './replay/command.ts'

/** What an operator does with an index. Settings as the indexer's own; `--network` and `--chain` replace theirs. */
export function indexerCommands(openConsensus: OpenConsensus): Command[] {
  return [
    command(
      'status',
      'say in plain words where the index stands, who vouches for it and what was refused',
      'assay status',
    ).action(async (options: OperateOptions) => (await load()).showStatus(options)),
    command('digest', 'print the state digest', 'assay digest --at 1000')
      .option('--at <block>', 'as of this block', toBlock)
      .action(async (options: OperateOptions & { at?: number }) =>
        (await load()).showDigest(options, options.at),
      ),
    command(
      'compare',
      'find the first block at which this index and another one differ; exit code 1 when they do',
      'assay compare http://127.0.0.1:9400',
    )
      .argument('<url>', "address of the other indexer's status server (its ASSAY_METRICS_PORT)")
      .action(async (url: string, options: OperateOptions) => (await load()).compare(options, url)),
    command(
      'rewind',
      'forget every block above N; -1 forgets the chain, to index it again',
      'assay rewind --to 1000',
    )
      .requiredOption('--to <block>', 'the newest block to keep', toBlock)
      .action(async (options: OperateOptions & { to: number }) =>
        (await load()).runRewind(options, options.to),
      ),
    command(
      'begin-anew',
      'keep what is stored of a chain that was reset under another name, and index the chain from its first block',
      'assay begin-anew --network opengradient-testnet --chain 10740',
    ).action(async (options: OperateOptions) => (await load()).runBeginAnew(options)),
    command(
      'redecode',
      'decode the kept raw data once more and swap the result in (stop the indexer first)',
      'assay redecode',
    ).action(async (options: OperateOptions) => (await load()).runRedecode(options, openConsensus)),
    command(
      'bootstrap',
      "fill an empty index from another operator's segments, each checked against the chain",
      'assay bootstrap s3://bucket/segments --prove 0.05',
    )
      .argument('<segments>', 'folder or s3://bucket/prefix')
      .option('--prove <share>', 'share of blocks whose contents are proved in full', toShare, 1)
      .action(async (from: string, options: OperateOptions & { prove: number }) =>
        (await load()).runBootstrap(options, from, options.prove),
      ),
  ]
}

/** `assay network …`: what concerns a network's folder and no index. */
export function networkCommand(): Command {
  const check = new Command('check')
    .description(
      "compares a network's files with each other, and its addresses with the chain; exit code 78 when something is wrong",
    )
    .argument('<folder>', 'the folder that holds network.json')
    .option('--offline', 'ask no endpoint')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nSettings: RPC_<chain id> replaces the endpoints of network.json.\n\nExample:\n  assay network check networks/opengradient-testnet --offline',
    )
    .action(async (folder: string, options: CheckOptions) =>
      (await import('./operate/check-network.ts')).checkNetwork(folder, options),
    )
  return new Command('network')
    .description("looks at a network's folder")
    .addCommand(check)
    .addHelpText('after', '\nExample:\n  assay network check networks/opengradient-testnet')
}

/** `assay replay`: what a recorded piece of a market comes to. */
export function replayCommand(withDatabase: WithDatabase): Command {
  return new Command('replay')
    .description(
      'puts recorded logs and transactions through the indexer, into a database that is thrown away,\n' +
        'and prints what every account of the market earned, spent, lost and has locked, in base units',
    )
    .argument('<file>', 'JSON: {"chainId", "logs", "txs"}, perhaps with "contracts" {market, collateral}')
    .requiredOption('--network <name>', 'name of the network whose rules and decoders apply')
    .option('--json', 'print one JSON list')
    .addHelpText(
      'after',
      `
A log is {blockNumber, timestamp, txIndex, logIndex, address, topics, data, transactionHash}, a transaction
{hash, from, to, value, input, blockNumber, timestamp}. Nothing of a recording is proved.
Settings: ASSAY_NETWORKS; DATABASE_URL names a server to make the database on, else one is started.

Example:
  assay replay recording.json --network boundless --json`,
    )
    .action(async (file: string, options: ReplayOptions) =>
      (await import('./replay/command.ts')).runReplay(file, options, withDatabase),
    )
}

const load = () => import('./operate/operate.ts')

const SETTINGS = `
Settings: DATABASE_URL, ASSAY_NETWORKS, ASSAY_NETWORK, ASSAY_CHAIN, ASSAY_SEGMENTS, as for assay indexer.
With none of them set, a demo that runs here is used.`

function command(name: string, description: string, example: string): Command {
  return new Command(name)
    .description(description)
    .option('--network <name>', 'name of the network (default: ASSAY_NETWORK)')
    .option('--chain <id>', 'chain id (default: ASSAY_CHAIN, or the only chain)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', `${SETTINGS}\n\nExample:\n  ${example}`)
}

function toBlock(text: string): number {
  if (!/^(-1|\d{1,10})$/.test(text)) throw new InvalidArgumentError('expected a block number, or -1')
  return Number(text)
}

function toShare(text: string): number {
  const share = text.trim() === '' ? Number.NaN : Number(text)
  if (!(share >= 0 && share <= 1)) throw new InvalidArgumentError('expected a share from 0 to 1')
  return share
}
