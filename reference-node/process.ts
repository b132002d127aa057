import { availableParallelism } from 'node:os'
import { Counter, Registry } from 'prom-client'
import { Misconfigured } from '../src/claim/errors.ts'
import { openContents } from '../src/platform/content-store.ts'
import { createPool } from '../src/platform/database.ts'
import { GuardedHttp } from '../src/platform/http.ts'
import { createLog } from '../src/platform/log.ts'
import { getNetwork } from '../src/platform/network.ts'
import { CHANNELS, Wakeups } from '../src/platform/notifications.ts'
import { Pulse, servePulse } from '../src/platform/pulse.ts'
import { type NextTry, runRounds, untilNextTry } from '../src/platform/rounds.ts'
import { awaitTables } from '../src/platform/tables.ts'
import { Groth16Desk } from './checks/groth16/desk.ts'
import type { WatchdogConfig } from './config.ts'
import { BatchSource } from './evidence/batches.ts'
import { ContentSource } from './evidence/content.ts'
import { Evidence } from './evidence/evidence.ts'
import { readTrust } from './evidence/trust.ts'
import { InferencePool } from './inference/pool.ts'
import { reportWalls } from './inference/report.ts'
import { toAgeLimits } from './judge/age-limits.ts'
import type { Answering } from './work/answer.ts'
import { createBlobFinder } from './work/archived-blob.ts'
import { createCopyLister } from './work/copies.ts'
import { createRegistryHint } from './work/registry-hint.ts'
import { Sweep } from './work/sweep.ts'

/** A process without a good round for so long is not well. */
const WELL_SECONDS = 600

/**
 * Picks, gathers, checks and records until the signal; then ends in order.
 * @throws Misconfigured `NETWORK_DISABLED`
 */
export async function start(config: WatchdogConfig, signal: AbortSignal): Promise<void> {
  const log = createLog('reference-node')
  const network = await getNetwork(config.networks, config.network)
  if (network.disabled !== undefined)
    throw new Misconfigured('NETWORK_DISABLED', `${network.name} is disabled: ${network.disabled}`)
  const trust = await readTrust(network)
  const pool = createPool(config.databaseUrl, { application: 'reference-node', max: config.concurrency + 2 })
  const http = new GuardedHttp(config.privateHosts)
  const wakeups = new Wakeups(config.databaseUrl, 'reference-node', [CHANNELS.block, CHANNELS.archive])
  const inference = new InferencePool({
    accepted: config.withoutWalls,
    memoryBytes: config.replayMemoryMegabytes * 2 ** 20,
  })
  const desk = new Groth16Desk(availableParallelism())
  const blobs = createBlobFinder(pool, network.name)
  const batches = new BatchSource(blobs, network, openContents(config.archive, config.bucket), http)
  const registry = new Registry()
  const pulse = new Pulse(WELL_SECONDS)
  const answered = new Counter({
    name: 'assay_answers_total',
    help: 'answers by statement and outcome; "none" where there was nothing to judge yet',
    labelNames: ['statement', 'outcome'],
    registers: [registry],
  })
  const stopPulse = await servePulse({
    host: config.metricsHost,
    port: config.metricsPort,
    registry,
    pulse,
    log,
  })
  const context: Answering['context'] = {
    network: network.name,
    watchdog: config.watchdog,
    pool,
    trust,
    evidence: new Evidence(network, config.endpoints, createRegistryHint(pool, network.name), batches),
    batches,
    contents: new ContentSource(http, network.blobStores),
    inference,
    listCopies: createCopyLister(pool, { network: network.name, watchdog: config.watchdog }),
    maxAge: toAgeLimits(network.rules, config.claimMaxAgeSeconds),
  }
  // A model may take ten seconds, and a crowd of proofs as well: neither is waited for. What they were asked is asked again.
  const letGo = () => {
    inference.close()
    desk.close().catch((error: unknown) => log.error({ err: error }, 'threads did not end'))
  }
  signal.addEventListener('abort', letGo, { once: true })
  try {
    log.info({ network: network.name, watchdog: config.watchdog }, 'watching')
    // Everything else goes on meanwhile; what asks for a model is refused by the pool itself when a wall is missing.
    void reportWalls(inference, registry, log)
    const sweep = new Sweep(
      { context, desk, config, log, answered },
      network.chains.map(({ id }) => id),
    )
    await awaitTables({ pool, log, onWait: (fault) => pulse.waits(fault?.message ?? null) }, signal)
    let sweptAt = Date.now()
    const rounds = {
      pulse,
      log,
      round: async () => {
        if (Date.now() - sweptAt > config.sweepSeconds * 1000) {
          sweep.restart()
          sweptAt = Date.now()
        }
        await sweep.run(signal)
      },
      wait: async () => wakeups.next(await untilNextTry(pool, nextTry(context, config.pollSeconds)), signal),
    }
    await runRounds(rounds, signal)
  } finally {
    inference.close()
    await desk.close()
    await stopPulse()
    await wakeups.close()
    await http.close()
    await pool.end()
  }
}

function nextTry({ network, watchdog }: Answering['context'], pollSeconds: number): NextTry {
  return {
    query: 'select min(next_try_at) as at from watch.retry where network = $1 and watchdog = $2',
    values: [network, watchdog],
    leastMs: 100,
    mostMs: pollSeconds * 1000,
  }
}
