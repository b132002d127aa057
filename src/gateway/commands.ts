import { Command } from 'commander'

/** `assay doctor <network>`: what each endpoint of a network can do, and how far it is trusted. Exit code 1 when one has a fault. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'tests every endpoint of a network: chain id, head, old state, log range, receipts, lag; exit code 1 when one has a fault',
    )
    .argument('[network]', 'its folder under ASSAY_NETWORKS (default: ASSAY_NETWORK)')
    .option('--chain <id>', 'this chain alone')
    .option('--json', 'print one JSON list')
    .addHelpText(
      'after',
      `
Settings: ASSAY_NETWORKS, ASSAY_NETWORK, RPC_<chain id>, as for assay indexer.
When none of them is set, a demo that runs here is used.

Example:
  assay doctor opengradient-testnet`,
    )
    .action(async (network: string | undefined, options: { chain?: string; json?: true }) =>
      (await import('./doctor/examine.ts')).runDoctor(network, options),
    )
}
