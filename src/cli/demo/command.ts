import { Command, InvalidArgumentError } from 'commander'
import { type DemoHooks, type DemoResult, runDemo } from './run.ts'
import type { DemoState } from './state.ts'

const QUERIES = [
  '{ _meta { network chainId class block { number hash } digest lag } }',
  '{ nodes(orderBy: [firstBlock_ASC], limit: 3) { key role endpoint enabled lapsed verification(limit: 4) { day statement outcome verdicts } amounts(limit: 2) { day kind attribution amount { value token { symbol decimals class } } } } }',
  '{ verdicts(where: { outcome_eq: rejected }) { subjectKind subjectId statement code fault detail } }',
]

/** `assay demo`: a chain with honest and cheating nodes, indexed, served and rechecked, in one command. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('run a whole small world: chain, actors, indexer, archiver, reference node, API')
    .option('--fresh', 'start over instead of going on from the data of the last run', false)
    .option('--blocks <n>', 'play so many blocks, then stand still', whole)
    .option('--exit', 'end when those blocks are indexed and everything checkable has its verdicts', false)
    .option('--json', 'print one JSON object on stdout at the end', false)
    .option('--seed <n>', 'what happens on chain; one seed gives the same amounts and verdicts', whole, 1)
    .option('--port <n>', 'port of the API; 0 for any free one', whole, 4350)
    .option('--block-ms <n>', 'pause between blocks', whole)
    .option('--data <folder>', 'where the demo keeps its data', '.assay/demo')
    .addHelpText('after', '\nExample:\n  npm run demo -- --fresh --blocks 40 --exit --json')
    .action(run)
}

interface Flags {
  fresh: boolean
  blocks?: number
  exit: boolean
  json: boolean
  seed: number
  port: number
  blockMs?: number
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
    ready: (url) =>
      process.stderr.write(`\nGraphQL: ${url}\nTry:\n${QUERIES.map((each) => `  ${each}\n`).join('')}\n`),
    state(state) {
      const line = toLine(state)
      if (line === last) return
      last = line
      process.stderr.write(process.stderr.isTTY ? `\r\x1b[2K${line}` : `${line}\n`)
    },
  }
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
