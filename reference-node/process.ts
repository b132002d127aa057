import type { Logger } from 'pino'
import { ContentStore } from '../src/platform/content-store.ts'
import { createPool } from '../src/platform/database.ts'
import { GuardedHttp } from '../src/platform/http.ts'
import { createLog } from '../src/platform/log.ts'
import { getNetwork } from '../src/platform/network.ts'
import { CHANNELS, Wakeups } from '../src/platform/notifications.ts'
import type { WatchdogConfig } from './config.ts'
import { BatchSource } from './evidence/batches.ts'
import { ContentSource } from './evidence/content.ts'
import { Deferred } from './evidence/deferred.ts'
import { Evidence } from './evidence/evidence.ts'
import { readTrust } from './evidence/trust.ts'
import { InferencePool } from './inference/pool.ts'
import type { Means } from './judge/means.ts'
import { judge } from './judge.ts'
import { type DueSubject, listCompleteTo, listDueSubjects, type PickOptions } from './pick.ts'
import { recordTry, recordVerdict } from './record.ts'
import { nextTryAt } from './schedule.ts'

/** Statements that one round takes up: short enough that its first verdicts are not kept waiting by its last. */
const ROUND = 512

export { readConfig } from './config.ts'

/** Picks, gathers, checks and records until the signal; then ends in order. */
export async function start(config: WatchdogConfig, signal: AbortSignal): Promise<void> {
  const log = createLog('reference-node')
  const network = await getNetwork(config.networks, config.network)
  const trust = await readTrust(network)
  const pool = createPool(config.databaseUrl, { application: 'reference-node', max: config.concurrency + 2 })
  const http = new GuardedHttp(config.privateHosts)
  const wakeups = new Wakeups(config.databaseUrl, 'reference-node', [CHANNELS.block, CHANNELS.archive])
  const inference = new InferencePool()
  const batches = new BatchSource(pool, network, new ContentStore(config.archive), http)
  const means: Means = {
    network: network.name,
    watchdog: config.watchdog,
    pool,
    trust,
    evidence: new Evidence(network, config.endpoints, pool, batches),
    batches,
    contents: new ContentSource(http, network.blobStores),
    inference,
    claimMaxAgeSeconds: config.claimMaxAgeSeconds,
  }
  try {
    log.info({ network: network.name, watchdog: config.watchdog }, 'watching')
    // Kept in memory alone: after a restart, and so after a new decoding of old blocks, everything is looked at again.
    let completeTo: ReadonlyMap<number, number> = new Map()
    while (!signal.aborted) {
      const options = { ...config, network: network.name, limit: ROUND, completeTo }
      try {
        const taken = await runRound(means, options, config, log, signal)
        if (taken >= ROUND) continue
        completeTo = await listCompleteTo(pool, options)
      } catch (error) {
        if (!signal.aborted) log.error({ err: error }, 'a round was cut short; it is tried again')
      }
      await wakeups.next(await untilNextTry(means, config.pollSeconds), signal)
    }
  } finally {
    inference.close()
    await wakeups.close()
    await http.close()
    await pool.end()
  }
}

/** Returns how many statements were taken up. */
async function runRound(
  means: Means,
  options: PickOptions,
  config: WatchdogConfig,
  log: Logger,
  signal: AbortSignal,
): Promise<number> {
  const subjects = await listDueSubjects(means.pool, options)
  const queue = subjects.values()
  const work = async () => {
    for (const subject of queue) {
      if (signal.aborted) return
      for (const due of subject.due) await answer(means, subject, due, config, log)
    }
  }
  await Promise.all(Array.from({ length: config.concurrency }, work))
  return subjects.reduce((sum, { due }) => sum + due.length, 0)
}

async function answer(
  means: Means,
  subject: DueSubject,
  due: DueSubject['due'][number],
  config: WatchdogConfig,
  log: Logger,
): Promise<void> {
  const { statement, tries } = due
  const later = nextTryAt(new Date(), tries, {
    firstSeconds: config.retrySeconds,
    mostSeconds: config.retryMostSeconds,
  })
  const about = { subject: subject.id, statement }
  try {
    const judged = await judge(subject, due, means, config.contentTries)
    const { outcome, code, transient } = judged.verdict
    await recordVerdict(means.pool, means, subject, statement, judged, transient ? later : null)
    log.debug({ ...about, code }, outcome)
  } catch (error) {
    if (error instanceof Deferred) log.info({ ...about, code: error.code }, error.message)
    // Our own fault, or the database's: no verdict, and the same question again later.
    else log.error({ ...about, err: error }, 'a check failed unforeseen')
    await recordTry(means.pool, means, subject, statement, later)
  }
}

async function untilNextTry({ pool, network, watchdog }: Means, pollSeconds: number): Promise<number> {
  const { rows } = await pool
    .query<{ ms: number | null }>(
      `select (extract(epoch from min(next_try_at) - now()) * 1000)::double precision as ms
       from watch.retry where network = $1 and watchdog = $2`,
      [network, watchdog],
    )
    // The round that follows meets the same fault and reports it.
    .catch(() => ({ rows: [] }))
  return Math.max(100, Math.min(rows[0]?.ms ?? Number.POSITIVE_INFINITY, pollSeconds * 1000))
}
