import { Command, InvalidArgumentError, Option } from 'commander'
import { describeDoors } from './doors.ts'
import type { DemoHooks, DemoResult } from './run.ts'
import type { DemoState } from './state.ts'

/** `assay demo`: a chain with honest and cheating nodes, indexed, served and rechecked, in one command. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('run a whole small world: chain, actors, indexer, archiver, reference node, API')
    .option('--fresh', 'start over instead of going on from the data of the last run', false)
    .option('--blocks <n>', 'produce this many blocks, then no more', whole)
    .option(
      '--exit',
      'exit when those blocks are indexed and everything that can be checked has a verdict',
      false,
    )
    .option('--json', 'print one JSON object on stdout at the end', false)
    .option(
      '--seed <n>',
      'decides what happens on chain: the same seed gives the same amounts and verdicts',
      whole,
      1,
    )
    .addOption(
      new Option('--network <name>', 'what the world is like')
        .choices(['opengradient', 'boundless'])
        .default('opengradient'),
    )
    .option('--port <n>', 'port of the API; 0 for any free one', whole, 4350)
    .option('--block-ms <n>', 'pause between blocks', whole)
    .option(
      '--lake',
      'write final facts as Parquet and load them into a ClickHouse engine; only in a clone, installs 0.6 GB once',
      false,
    )
    .option('--data <folder>', 'where the demo keeps its data', '.assay/demo')
    .addHelpText(
      'after',
      '\nExamples:\n  assay demo --fresh --blocks 40 --exit --json\n  assay demo --network boundless\n  npm run demo -- --lake',
    )
    .action(run)
}

interface Flags {
  fresh: boolean
  blocks?: number
  exit: boolean
  json: boolean
  network: 'opengradient' | 'boundless'
  seed: number
  port: number
  blockMs?: number
  lake: boolean
  data: string
}

async function run(flags: Flags): Promise<void> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  const options = {
    ...flags,
    blocks: flags.exit ? (flags.blocks ?? 40) : flags.blocks,
    // With an end in sight nobody watches block by block.
    blockMs: flags.blockMs ?? (flags.exit ? 0 : 1000),
  }
  const { runDemo } = await import('./run.ts')
  const result = await runDemo(options, hooks(), stop.signal)
  if (process.stderr.isTTY) process.stderr.write('\n')
  if (stop.signal.aborted && flags.exit) process.exitCode = 130
  else if (flags.json && result) process.stdout.write(`${JSON.stringify(toSummary(result))}\n`)
}

/** The object that `--json` prints. `blocks` counts indexed blocks after genesis. */
function toSummary(result: DemoResult) {
  const { facts, nodes, claims, verdicts, firstVerdictSeconds, digest } = result
  return { blocks: result.indexed, facts, nodes, claims, verdicts, firstVerdictSeconds, digest }
}

function hooks(): DemoHooks {
  let last = ''
  return {
    stage: (text) => process.stderr.write(`${text} …\n`),
    ready: (doors) => process.stderr.write(`${describeDoors(doors, nameOfUs())}\n`),
    state(state) {
      const line = toLine(state)
      if (line === last) return
      last = line
      process.stderr.write(process.stderr.isTTY ? `\r\x1b[2K${line}` : `${line}\n`)
    },
  }
}

// What a reader types: npm started us in a clone, or we are installed and on the path.
function nameOfUs(): string {
  return process.env.npm_lifecycle_event === undefined ? 'assay' : 'npm run assay --'
}

function toLine(state: DemoState): string {
  const facts = Object.values(state.facts).reduce((sum, n) => sum + n, 0)
  const verdicts = Object.entries(state.verdicts).map(([outcome, { total }]) => `${outcome} ${total}`)
  const parts = [
    `head ${state.head}`,
    `indexed ${state.indexed}`,
    `facts ${facts}`,
    `claims ${state.claims}`,
    verdicts.join(' '),
    `lag ${Math.max(0, state.head - state.indexed)} blocks`,
  ]
  return parts.join(' · ')
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number is wanted.')
  return Number(text)
}
