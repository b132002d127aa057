import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../support/indexer.ts'
import { createRandom } from '../support/mockchain/random.ts'
import { type AssayProcess, spawnProcess } from '../support/processes.ts'
import { createWorkWorld } from '../support/watch/work-world.ts'
import type { WatchWorld } from '../support/watch/world.ts'

const CLAIMS = 120
const WORKERS = 2
/** Workers under fire are held back, so that there is work left for each of them. */
const SLOWLY = { ASSAY_CPU_PERCENT: '10', ASSAY_CHECKS: '2', ASSAY_LEASE_SECONDS: '1' }
const ANSWERED = `(select count(*) from watch.subject) = (select count(*) from watch.verdict
  where watchdog = 'test' and not transient) and not exists (select from watch.work)`
// One lasting verdict of each question, and the same as that of a watchdog that nobody killed.
const DIFFER = `select subject_id, statement from watch.verdict where not transient and watchdog in ('test', 'truth')
  group by subject_id, statement, block_hash
  having count(*) filter (where watchdog = 'test') <> 1 or count(*) filter (where watchdog = 'truth') <> 1
    or count(distinct (outcome, code)) <> 1`

/**
 * One run: two workers share a watchdog's work, and one of them is killed `kills` times at moments that the seed chooses, each
 * time replaced by another. Nothing may be lost and nothing said twice. Returns the questions whose verdicts differ from those of
 * a watchdog that was left alone.
 */
export async function runWorkerKills(database: string, seed: number, kills = 10): Promise<string[]> {
  const random = createRandom(seed)
  const { world } = await createWorkWorld(CLAIMS, {
    database: { url: database, readerUrl: database, drop: async () => {} },
  })
  const workers = Array.from({ length: WORKERS }, () => startWorker(world, SLOWLY))
  try {
    for (let killed = 0; killed < kills; killed++) {
      const at = Math.floor(random() * WORKERS)
      await isWorking(world, workers[at])
      await sleep(random() * 400)
      await workers[at]?.kill()
      workers[at] = startWorker(world, killed + 1 < kills ? SLOWLY : {})
    }
    await eventually(world.pool, `select ${ANSWERED}`)
    workers.push(startWorker(world, { ASSAY_WATCHDOG: 'truth' }))
    await eventually(world.pool, `select ${ANSWERED.replace(/'test'/, "'truth'")}`)
    const { rows } = await world.pool.query(DIFFER)
    return rows.map(({ subject_id, statement }) => `${statement} ${subject_id}`)
  } finally {
    await Promise.all(workers.map((worker) => worker.kill()))
    await world.close()
  }
}

function startWorker(world: WatchWorld, settings: Readonly<Record<string, string>>): AssayProcess {
  return spawnProcess('reference-node', { ...(world.env() as Record<string, string>), ...settings })
}

/** Resolves when the worker is through with its start: what is killed before has taken nothing. */
async function isWorking(world: WatchWorld, worker: AssayProcess | undefined): Promise<void> {
  const holds = `exists (select from watch.work where worker like '%-${worker?.child.pid}-%')`
  await eventually(world.pool, `select ${holds} or ${ANSWERED}`)
}
