import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import pg from 'pg'
import { migrate } from '../../db/source.ts'
import { startPostgres } from '../../src/platform/embedded.ts'
import { runDatabaseFault } from './database-faults.ts'
import { runKill } from './kills.ts'
import { runLies } from './program-lies.ts'
import { runReorg } from './reorgs.ts'
import { runSick } from './sick.ts'

/** One fault: a run in a database of its own. Returns the tables that differ from a fresh index. */
type Run = (database: string, seed: number) => Promise<string[]>

const FAULTS: Readonly<Record<string, { readonly run: Run; readonly runs: number; readonly quick: number }>> =
  {
    kill: { run: runKill, runs: 100, quick: 7 },
    reorg: { run: runReorg, runs: 150, quick: 7 },
    lies: { run: runLies, runs: 26, quick: 4 },
    sick: { run: runSick, runs: 3, quick: 3 },
    database: { run: runDatabaseFault, runs: 40, quick: 5 },
  }

const program = new Command('faults')
  .description(
    'the whole program under faults: afterwards every table and the digest equal those of a fresh index',
  )
  .option('--seed <n>', 'first seed; a run is decided by its seed', Number, 0)
  .option('--only <fault>', `one of ${Object.keys(FAULTS).join(', ')}`)
  .option('--runs <n>', 'runs of each fault', Number)
  .option('--quick', 'a few of each')
  .parse()
const options = program.opts<{ seed: number; only?: string; runs?: number; quick?: boolean }>()

const dataDir = resolve('.assay', 'faults', `postgres-${process.pid}`)
const postgres = await startPostgres({ dataDir, settings: ['fsync=off'] })
const admin = new pg.Client({ connectionString: postgres.url })
await admin.connect()
await admin.query('create database assay_template')
await migrate(postgres.url.replace(/\/assay$/, '/assay_template'))

let failed = 0
try {
  for (const [name, { run, runs, quick }] of Object.entries(FAULTS)) {
    if (options.only !== undefined && options.only !== name) continue
    const count = options.runs ?? (options.quick ? quick : runs)
    const started = performance.now()
    let bad = 0
    for (let i = 0; i < count; i++) bad += (await runOnce(name, run, options.seed + i)) ? 0 : 1
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    say(`${name}: ${count - bad} of ${count} equal, ${seconds} s`)
    failed += bad
  }
} finally {
  await admin.end()
  await postgres.stop()
  await rm(join(dataDir), { recursive: true, force: true })
}
process.exit(failed ? 1 : 0)

async function runOnce(name: string, run: Run, seed: number): Promise<boolean> {
  const database = `run_${randomBytes(6).toString('hex')}`
  await admin.query(`create database ${database} template assay_template`)
  try {
    const differing = await run(postgres.url.replace(/\/assay$/, `/${database}`), seed)
    if (differing.length === 0) return true
    say(
      `${name} ${seed}: differs in ${differing.join(', ')}. Add "- ${name} ${seed}: …" to test/simulation/seeds.md`,
    )
  } catch (error) {
    say(`${name} ${seed}: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    await admin.query(`drop database ${database} with (force)`)
  }
  return false
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
