import { cpus, loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import { migrate } from '../db/source.ts'
import { removePostgres, startPostgres } from '../src/platform/embedded.ts'
import { type AssayProcess, spawnProcess } from '../test/support/processes.ts'
import { createWorkWorld } from '../test/support/watch/work-world.ts'

const COUNTS = [1, 2, 4]
const PER_BLOCK = 25

/**
 * Verdicts a second of 1, 2 and 4 workers of one watchdog, each a process, over the same signed hand-offs: block, signature and
 * record of each. Chain and database stand on the same machine and take their share of it.
 */
export async function run(args: string[]): Promise<void> {
  const program = new Command('workers')
    .description('verdicts a second of 1, 2 and 4 workers of one watchdog')
    .option('--claims <count>', 'signed hand-offs', '4000')
    .option('--json', 'the figures as JSON')
    .addHelpText('after', '\nExample:\n  npm run bench -- workers --claims 1000')
    .parse(args, { from: 'user' })
  const { claims, json } = program.opts<{ claims: string; json?: boolean }>()
  const dataDir = resolve('.assay', 'bench', `workers-${process.pid}`)
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres') })
  try {
    await migrate(postgres.url)
    const database = { url: postgres.url, readerUrl: postgres.url, drop: async () => {} }
    const { world } = await createWorkWorld(Number(claims), { database, perBlock: PER_BLOCK })
    const figures = []
    for (const count of COUNTS) figures.push({ workers: count, ...(await measure(world, count)) })
    await world.close()
    const conditions = {
      cores: cpus().length,
      load: loadavg()[0] ?? 0,
      claims: Number(claims),
      perBlock: PER_BLOCK,
    }
    process.stdout.write(
      json ? `${JSON.stringify({ conditions, figures }, null, 2)}\n` : toText(conditions, figures),
    )
  } finally {
    await postgres.stop()
    await removePostgres(dataDir)
  }
}

interface Figures {
  readonly verdicts: number
  readonly seconds: number
  readonly perSecond: number
}

type Worked = Awaited<ReturnType<typeof createWorkWorld>>['world']

/** From the first verdict to the last, so that starts of processes are not counted. */
async function measure(world: Worked, count: number): Promise<Figures> {
  const watchdog = `of-${count}`
  const workers: AssayProcess[] = []
  for (let index = 0; index < count; index++)
    workers.push(
      spawnProcess('reference-node', {
        ...(world.env() as Record<string, string>),
        ASSAY_WATCHDOG: watchdog,
      }),
    )
  try {
    // Seldom: the question reads every subject, and the database would be busy with it.
    while (!(await isDone(world, watchdog))) await sleep(500)
  } finally {
    await Promise.all(workers.map((worker) => worker.kill()))
  }
  const { rows } = await world.pool.query<{ verdicts: number; seconds: number }>(
    `select count(*)::integer as verdicts, extract(epoch from max(checked_at) - min(checked_at))::double precision as seconds
     from watch.verdict where watchdog = $1 and not transient`,
    [watchdog],
  )
  const { verdicts, seconds } = rows[0] ?? { verdicts: 0, seconds: 0 }
  return { verdicts, seconds, perSecond: verdicts / seconds }
}

async function isDone(world: Worked, watchdog: string): Promise<boolean> {
  const { rows } = await world.pool.query<{ done: boolean }>(
    `select count(*) >= (select count(*) from watch.subject) as done from watch.verdict
     where watchdog = $1 and not transient`,
    [watchdog],
  )
  return rows[0]?.done ?? false
}

function toText(
  { cores, load, claims, perBlock }: Readonly<Record<'cores' | 'load' | 'claims' | 'perBlock', number>>,
  figures: readonly (Figures & { readonly workers: number })[],
): string {
  const one = figures[0]?.perSecond ?? Number.NaN
  const lines = figures.map(
    ({ workers, verdicts, seconds, perSecond }) =>
      `${workers} worker${workers > 1 ? 's' : ' '}  ${perSecond.toFixed(0)} verdicts/s (${verdicts} in ${seconds.toFixed(1)} s), ${(perSecond / one).toFixed(2)} of one`,
  )
  return `${[`${cores} cores, load ${load.toFixed(1)}; ${claims} signed hand-offs, ${perBlock} a block`, ...lines].join('\n')}\n`
}
