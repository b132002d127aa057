import { Command, InvalidArgumentError, Option } from 'commander'
import { nameCometKill, runCometKill } from './comet-kills.ts'
import { nameDatabaseFault, runDatabaseFault } from './database-faults.ts'
import { nameDowntime, runDowntime } from './downtimes.ts'
import { runFailover } from './failover.ts'
import { nameKill, runKill } from './kills.ts'
import { nameLakeFault, runLakeFault } from './lake.ts'
import { nameMarketFault, runMarketFault } from './market.ts'
import { nameLie, runLies } from './program-lies.ts'
import { nameReorg, runReorg } from './reorgs.ts'
import { type Fault, runFaults } from './runs.ts'
import { nameSick, runSick } from './sick.ts'
import { runWorkerKills } from './worker-kills.ts'

const FAULTS: Readonly<Record<string, Fault>> = {
  kill: { run: (database, seed) => runKill(database, seed), name: nameKill, runs: 100, quick: 9 },
  comet: { run: (database, seed) => runCometKill(database, seed), name: nameCometKill, runs: 100, quick: 5 },
  reorg: { run: (database, seed) => runReorg(database, seed), name: nameReorg, runs: 150, quick: 7 },
  market: { run: runMarketFault, name: nameMarketFault, runs: 100, quick: 16 },
  lies: { run: runLies, name: nameLie, runs: 26, quick: 4 },
  sick: { run: runSick, name: nameSick, runs: 12, quick: 3 },
  downtime: { run: runDowntime, name: nameDowntime, runs: 100, quick: 7 },
  database: { run: runDatabaseFault, name: nameDatabaseFault, runs: 40, quick: 10 },
  lake: { run: (database, seed) => runLakeFault(database, seed), name: nameLakeFault, runs: 28, quick: 7 },
  worker: {
    run: (database, seed) => runWorkerKills(database, seed),
    name: () => 'ten workers of a watchdog killed',
    runs: 20,
    quick: 1,
  },
  failover: {
    run: (_, seed) => runFailover(seed),
    name: () => 'to a synchronous replica',
    runs: 10,
    quick: 1,
  },
}

const program = new Command('faults')
  .description(
    'The whole program under faults. Afterwards every table, the digest and the raw data that was kept equal those of a fresh\n' +
      'index of the honest chain by another process. A run is decided by its seed. Exit code 1 when a run failed.',
  )
  .option('--seed <n>', 'first seed', toCount, 0)
  .addOption(new Option('--only <fault>', 'one fault').choices(Object.keys(FAULTS)))
  .option('--runs <n>', 'runs of each fault', toCount)
  .option(
    '--limit <seconds>',
    'a run that takes longer counts as hung; raise it on a machine with other work',
    toCount,
    180,
  )
  .option('--quick', 'a few of each, every kind at least once')
  .option('--json', 'the figures as JSON on standard output; progress goes to standard error')
  .addHelpText(
    'after',
    '\nExamples:\n  npm run faults -- --quick\n  npm run faults -- --only reorg --seed 47 --runs 1\n\nSeeds that fail belong in test/simulation/seeds.md. Kinds and figures: docs/operations/faults.md',
  )
  .parse()
const options = program.opts<{
  seed: number
  only?: string
  runs?: number
  limit: number
  quick?: boolean
  json?: boolean
}>()
const say = (text: string) => (options.json ? process.stderr : process.stdout).write(`${text}\n`)

const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort())

const wanted = Object.entries(FAULTS).filter(([name]) => options.only === undefined || options.only === name)
const result = await runFaults(
  wanted.map(([name, fault]) => ({
    ...fault,
    fault: name,
    count: options.runs ?? (options.quick ? fault.quick : fault.runs),
  })),
  options.seed,
  say,
  { limit: options.limit, signal: stopped.signal },
)
if (options.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
process.exit(result.some((each) => each.failed.length || each.run < each.asked) ? 1 : 0)

function toCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number, 0 or more.')
  return Number(text)
}
