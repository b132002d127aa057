import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate } from '../../db/source.ts'
import { createPool } from '../../src/platform/database.ts'
import { removePostgres, startPostgres } from '../../src/platform/embedded.ts'
import { seed } from './seed.ts'
import type { Step, StepDone, StepOptions } from './step.ts'

/** Of a fee: block hash and transaction hash, which no compression makes smaller. */
const HASH_BYTES = 64
const GOALS = { rowsPerSecond: 150_000, bytes: 25, peakMb: 300 }
const STEPS: readonly Step[] = ['export', 'verify', 'restore', 'verify --rows']

/**
 * Fees of a million blocks into a lake, the lake read back, and the fees put back into a database that lost them, each in a process of
 * its own. `--facts N`, `--quick`: a tenth of a million. What is measured is that process; Postgres sorts in its own.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { quick: { type: 'boolean' }, facts: { type: 'string' } } })
  const facts = values.facts ? Number(values.facts) : values.quick ? 100_000 : 1_000_000
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-lake-'))
  const dataDir = join(folder, 'postgres')
  const postgres = await startPostgres({ dataDir })
  const pool = createPool(postgres.url, { application: 'bench', max: 1 })
  const say = (text: string) => process.stdout.write(`${text}\n`)
  try {
    await migrate(postgres.url)
    await seed(pool, facts)
    say(
      `# lake: ${facts} fees, ${cpus().length} cores of ${cpus()[0]?.model}, node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`,
    )
    const found = new Map<Step, StepDone>()
    for (const step of STEPS) {
      if (step === 'restore') await pool.query('truncate facts.fee')
      const options = { url: postgres.url, lake: join(folder, 'lake'), segments: join(folder, 'segments') }
      const done = await runStep({ step, ...options })
      if (done.facts !== facts) throw new Error(`${step}: ${done.facts} of ${facts} facts`)
      found.set(step, done)
      const { seconds, cpuSeconds, peakMb } = done
      say(
        `${step}: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU, ${Math.round(facts / seconds)} facts/s, ` +
          `${Math.round(facts / cpuSeconds)} per second of CPU, peak ${Math.round(peakMb)} MB`,
      )
    }
    const rate = facts / (found.get('export')?.seconds ?? 0)
    say(judged(`export: ${Math.round(rate)} facts/s`, GOALS.rowsPerSecond, rate >= GOALS.rowsPerSecond))
    const bytes = (found.get('verify')?.bytes ?? 0) / facts - HASH_BYTES
    say(
      judged(
        `${bytes.toFixed(1)} bytes a fact and ${HASH_BYTES} of hashes`,
        GOALS.bytes,
        bytes <= GOALS.bytes,
      ),
    )
    for (const [step, { peakMb }] of found)
      say(judged(`${step}: peak ${Math.round(peakMb)} MB`, GOALS.peakMb, peakMb <= GOALS.peakMb))
    say(`load ${loadavg()[0]?.toFixed(1)} at the end`)
  } finally {
    await pool.end()
    await postgres.stop()
    // It may stand elsewhere, where a system user may go.
    await removePostgres(dataDir)
    await rm(folder, { recursive: true })
  }
}

function runStep(options: StepOptions): Promise<StepDone> {
  const child = fork(new URL('step.ts', import.meta.url), [JSON.stringify(options)])
  return new Promise((resolve, reject) => {
    child.once('message', (done: StepDone) => resolve(done))
    child.once('exit', (code) => reject(new Error(`${options.step} ended with ${code}`)))
  })
}

function judged(what: string, goal: number, met: boolean): string {
  return `${what}   goal ${goal}: ${met ? 'met' : 'NOT MET'}`
}
