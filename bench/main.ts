import { Command } from 'commander'

// One file per benchmark; each prints its conditions, its figures and the goal beside each.
const BENCHES: Record<string, () => Promise<{ run(args: string[]): Promise<void> }>> = {
  ingest: () => import('./ingest/bench.ts'),
  verify: () => import('./verify/bench.ts'),
  api: () => import('./api/bench.ts'),
  archive: () => import('./archive.ts'),
  payback: () => import('./payback.ts'),
  pages: () => import('./pages.ts'),
  demo: () => import('./demo.ts'),
  scroll: () => import('./scroll.ts'),
  workers: () => import('./workers.ts'),
  comet: () => import('./comet/bench.ts'),
  lake: () => import('./lake/bench.ts'),
  scale: () => import('./scale/bench.ts'),
}

const program = new Command('bench')
  .description('side-by-side benchmarks, one command each')
  .addHelpText('after', '\nExample:\n  npm run bench -- ingest --quick')
for (const [name, load] of Object.entries(BENCHES)) {
  program
    .command(`${name} [args...]`)
    .allowUnknownOption()
    .helpOption(false)
    .action(async (args: string[]) => (await load()).run(args))
}
await program.parseAsync()
