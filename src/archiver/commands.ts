import { Command } from 'commander'

/** `assay archive …` */
export function archiveCommand(): Command {
  const archive = new Command('archive')
    .description('what is kept of what was settled')
    .addHelpText('after', '\nExample:\n  assay archive status --network opengradient-testnet')
  archive
    .command('status')
    .description('settlements by what became of their contents: kept, pending, lost')
    .option('--network <name>', 'this network alone')
    .option('--json', 'print one JSON list')
    .addHelpText(
      'after',
      `
Settings: DATABASE_URL, as for assay archiver. When it is not set, a demo that runs here is used.

Example:
  assay archive status --network opengradient-testnet`,
    )
    .action(async (options: { network?: string; json?: true }) =>
      (await import('./show-status.ts')).showStatus(options),
    )
  return archive
}
