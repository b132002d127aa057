import { Command, InvalidArgumentError } from 'commander'
import type { OpenConsensus } from '../indexer/operate/operate.ts'
import type { LakeOptions } from './command-options.ts'
import type { ExportCommand } from './run-export.ts'
import type { RestoreCommand } from './run-restore.ts'
import type { VerifyCommand } from './run-verify.ts'

/** `assay lake …`. `run`: the process that writes cells as blocks become final. */
export function lakeCommand(openConsensus: OpenConsensus, run: Command): Command {
  const lake = new Command('lake')
    .description('facts of final blocks as Parquet that anybody can read and check (docs/formats/lake.md)')
    .addHelpText('after', '\nExample:\n  assay lake status --network opengradient-testnet --chain 10740')
    .addCommand(run)
  described(lake, 'status', 'how far the lake is, and what it holds', 'assay lake status --json').action(
    async (options: LakeOptions) => (await import('./show-status.ts')).showStatus(options),
  )
  described(
    lake,
    'export',
    'write every cell whose blocks are final, then end; may be killed and repeated',
    'assay lake export --network opengradient-testnet --chain 10740',
  )
    .option('--late', LATE)
    .option('--again', 'write again from the first cell that this index has otherwise')
    .option('--from <block>', 'write again from the cell of this block, as after a redecode', toBlock)
    .action(async (options: ExportCommand) => (await import('./run-export.ts')).runExport(options))
  described(
    lake,
    'verify',
    'read the whole lake and check what it proves by itself; with DATABASE_URL also against that index',
    'assay lake verify --lake s3://bucket/lake --network opengradient-testnet --chain 10740 --rows',
  )
    .option('--late', LATE)
    .option('--rows', 'compare every row with the index')
    .option('--seen <entry>', 'an entry that was seen before: the lake must still lead to it')
    .action(async (options: VerifyCommand) => (await import('./run-verify.ts')).runVerify(options))
  described(
    lake,
    'load',
    'load what the lake holds into ClickHouse (CLICKHOUSE_URL), then end; may be killed and repeated',
    'assay lake load --network opengradient-testnet --chain 10740',
  ).action(async (options: LakeOptions) => (await import('./run-load.ts')).runLoad(options))
  described(
    lake,
    'restore',
    'put facts back into an index that was restored from a backup without them (stop the indexer first)',
    'assay lake restore --network opengradient-testnet --chain 10740',
  )
    .option('--late', "the network's leaves instead of the chain's facts")
    .action(async (options: RestoreCommand) =>
      (await import('./run-restore.ts')).runRestore(options, openConsensus),
    )
  return lake
}

const LATE = "the network's leaves and verdicts instead of the chain's facts"

const SETTINGS = `
Settings: ASSAY_LAKE, CLICKHOUSE_URL, DATABASE_URL, ASSAY_NETWORKS, ASSAY_NETWORK, ASSAY_CHAIN, ASSAY_SEGMENTS, as for assay lake run.
When no database and no network is set, a demo that runs here is used.`

function described(parent: Command, name: string, description: string, example: string): Command {
  return parent
    .command(name)
    .description(description)
    .option('--lake <place>', 'folder or s3://bucket/prefix (default: ASSAY_LAKE, or .assay/lake)')
    .option('--network <name>', 'name of the network (default: ASSAY_NETWORK)')
    .option('--chain <id>', 'chain id (default: ASSAY_CHAIN, or the only chain)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', `${SETTINGS}\n\nExample:\n  ${example}`)
}

function toBlock(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('expected a block number')
  return Number(text)
}
