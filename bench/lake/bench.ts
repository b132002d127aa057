import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate } from '../../db/source.ts'
import { openSegments } from '../../src/indexer/segments/store.ts'
import { exportFacts } from '../../src/lake/export.ts'
import { restoreFacts } from '../../src/lake/restore.ts'
import { openLake } from '../../src/lake/store.ts'
import { verifyLake } from '../../src/lake/verify.ts'
import { createPool } from '../../src/platform/database.ts'
import { startPostgres } from '../../src/platform/embedded.ts'
import { measured } from './measured.ts'
import { PLACE, seed } from './seed.ts'

/** Of a fee: block hash and transaction hash, which no compression makes smaller. */
const HASH_BYTES = 64
const GOALS = { rowsPerSecond: 150_000, bytes: 25, peakMb: 300 }

/**
 * Fees of a million blocks into a lake, the lake read back, and the fees put back into a database that lost them. `--facts N`, `--quick`: a
 * tenth of a million.
 * What is measured is this process; Postgres sorts in its own.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { quick: { type: 'boolean' }, facts: { type: 'string' } } })
  const facts = values.facts ? Number(values.facts) : values.quick ? 100_000 : 1_000_000
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-lake-'))
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres') })
  const pool = createPool(postgres.url, { application: 'bench', max: 4 })
  try {
    await migrate(postgres.url)
    await seed(pool, facts)
    const say = (text: string) => process.stdout.write(`${text}\n`)
    say(
      `# lake: ${facts} fees, ${cpus().length} cores of ${cpus()[0]?.model}, node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`,
    )
    const store = openLake(join(folder, 'lake'), {
      accessKeyId: '',
      secretAccessKey: '',
      region: '',
      endpoint: '',
    })
    const { signal } = new AbortController()
    const exported = await measured(() => exportFacts({ pool, place: PLACE, store }, signal))
    const verified = await measured(() => verifyLake({ store, place: PLACE }, signal))
    await pool.query('truncate facts.fee')
    const segments = openSegments(join(folder, 'segments'), {})
    const decode = () => {
      throw new Error('the lake holds every block: nothing is left to decode')
    }
    const restored = await measured(() =>
      restoreFacts({ pool, place: PLACE, store, segments, decode }, signal),
    )
    const compared = await measured(() => verifyLake({ store, place: PLACE, pool, rows: true }, signal))
    if (restored.result.fromLake !== facts || compared.result.comparedRows !== compared.result.cells)
      throw new Error(`${restored.result.fromLake} of ${facts} facts were put back`)
    for (const [name, { seconds, cpuSeconds, peakMb }] of [
      ['export', exported],
      ['verify', verified],
      ['restore', restored],
      ['verify --rows', compared],
    ] as const)
      say(
        `${name}: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU, ${Math.round(facts / seconds)} facts/s, ` +
          `${Math.round(facts / cpuSeconds)} per second of CPU, peak ${Math.round(peakMb)} MB`,
      )
    const bytes = verified.result.bytes / facts
    say(
      judged(
        `export: ${Math.round(facts / exported.seconds)} facts/s`,
        GOALS.rowsPerSecond,
        facts / exported.seconds >= GOALS.rowsPerSecond,
      ),
    )
    say(
      judged(
        `${(bytes - HASH_BYTES).toFixed(1)} bytes a fact and ${HASH_BYTES} of hashes`,
        GOALS.bytes,
        bytes - HASH_BYTES <= GOALS.bytes,
      ),
    )
    say(judged(`peak ${Math.round(exported.peakMb)} MB`, GOALS.peakMb, exported.peakMb <= GOALS.peakMb))
  } finally {
    await pool.end()
    await postgres.stop()
    await rm(folder, { recursive: true })
  }
}

function judged(what: string, goal: number, met: boolean): string {
  return `${what}   goal ${goal}: ${met ? 'met' : 'NOT MET'}`
}
