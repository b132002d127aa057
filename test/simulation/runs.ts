import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../db/source.ts'
import { CodedError } from '../../src/claim/errors.ts'
import { removePostgres, startPostgres } from '../../src/platform/embedded.ts'

/** A fault of the world, of several kinds. */
export interface Fault {
  /** One run in a database of its own. Returns the tables that differ from a fresh index. */
  readonly run: (database: string, seed: number) => Promise<string[]>
  /** The kind that a seed chooses. */
  readonly name: (seed: number) => string
  readonly runs: number
  readonly quick: number
}

interface Wanted extends Fault {
  readonly fault: string
  readonly count: number
}

interface Figures {
  readonly fault: string
  readonly kind: string
  readonly asked: number
  run: number
  equal: number
  readonly failed: { readonly seed: number; readonly why: string }[]
}

/**
 * Runs each fault `count` times from a first seed on, and says how it goes; the signal ends it after the present run, and a run that takes
 * longer than `limit` seconds hangs. Returns figures by kind.
 */
export async function runFaults(
  wanted: readonly Wanted[],
  first: number,
  say: (text: string) => void,
  { limit, signal }: Pick<Runs, 'limit' | 'signal'>,
): Promise<Figures[]> {
  const dataDir = join(tmpdir(), `assay-faults-${process.pid}`)
  const postgres = await startPostgres({ dataDir, settings: ['fsync=off'] })
  const admin = new pg.Client({ connectionString: postgres.url })
  await admin.connect()
  try {
    await admin.query('create database assay_template')
    await migrate(postgres.url.replace(/\/assay$/, '/assay_template'))
    const all: Figures[] = []
    for (const each of wanted)
      all.push(...(await runFault(each, first, { say, admin, url: postgres.url, limit, signal })))
    for (const { fault, kind, asked, run, equal, failed } of all)
      say(
        `${fault}, ${kind}: asked ${asked}, run ${run}, equal ${equal}${failed.map(({ seed }) => `; failed: seed ${seed}`).join('')}`,
      )
    return all
  } finally {
    await admin.end()
    await postgres.stop()
    await removePostgres(dataDir)
  }
}

interface Runs {
  readonly say: (text: string) => void
  readonly admin: pg.Client
  readonly url: string
  /** Seconds. */
  readonly limit: number
  readonly signal: AbortSignal
}

async function runFault({ fault, count, name, run }: Wanted, first: number, runs: Runs): Promise<Figures[]> {
  const { say, signal } = runs
  const seeds = Array.from({ length: count }, (_, i) => first + i)
  const byKind = new Map<string, Figures>()
  for (const seed of seeds) {
    const kind = name(seed)
    const asked = seeds.filter((each) => name(each) === kind).length
    byKind.set(kind, byKind.get(kind) ?? { fault, kind, asked, run: 0, equal: 0, failed: [] })
  }
  for (const [i, seed] of seeds.entries()) {
    const figures = byKind.get(name(seed))
    if (figures === undefined || signal.aborted) continue
    const started = performance.now()
    const why = await runOnce(run, seed, runs)
    figures.run++
    if (why === undefined) figures.equal++
    else figures.failed.push({ seed, why })
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    say(`${fault} ${i + 1}/${count}, seed ${seed}, ${figures.kind}: ${why ?? 'equal'} (${seconds} s)`)
    if (why !== undefined) say(`  npm run faults -- --only ${fault} --seed ${seed} --runs 1`)
  }
  return [...byKind.values()]
}

/** Why the run failed; undefined when it did not. */
async function runOnce(
  run: Fault['run'],
  seed: number,
  { admin, url, limit }: Runs,
): Promise<string | undefined> {
  const database = `run_${randomBytes(6).toString('hex')}`
  await admin.query(`create database ${database} template assay_template`)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not done after ${limit} s`)), limit * 1000)
  })
  try {
    const differing = await Promise.race([run(url.replace(/\/assay$/, `/${database}`), seed), late])
    return differing.length ? `differs in ${differing.join(', ')}` : undefined
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return error instanceof CodedError ? `${error.code}: ${text}` : text
  } finally {
    clearTimeout(timer)
    await admin.query(`drop database ${database} with (force)`)
  }
}
