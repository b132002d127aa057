import { randomBytes } from 'node:crypto'
import { availableParallelism, hostname } from 'node:os'
import { Counter, Registry } from 'prom-client'
import { FreshNetwork } from '../src/platform/fresh-network.ts'
import { createLog } from '../src/platform/log.ts'
import { CHANNELS, Wakeups } from '../src/platform/notifications.ts'
import { Pulse, servePulse } from '../src/platform/pulse.ts'
import { type NextTry, runRounds, untilNextTry } from '../src/platform/rounds.ts'
import { awaitTables } from '../src/platform/tables.ts'
import { ListingKeeper } from './audit/listing.ts'
import { Groth16Desk } from './checks/groth16/desk.ts'
import type { WatchdogConfig } from './config.ts'
import { reportWalls } from './inference/report.ts'
import { type Intake, openIntake } from './intake/open.ts'
import { openNode } from './open.ts'
import type { Answering } from './work/answer.ts'
import { Budget } from './work/budget.ts'
import { leftOf, within } from './work/hours.ts'
import { Pace } from './work/pace.ts'
import { FREE_AT, WorkQueue } from './work/queue.ts'
import { Worker } from './work/worker.ts'

/** A process without a good round for so long is not well. */
const WELL_SECONDS = 600
const SPENT = 'the budget of the day is spent: work goes on at 00:00 UTC, or with a higher limit'

/**
 * Picks, gathers, checks and records until the signal; then ends in order.
 * @throws Misconfigured `NETWORK_DISABLED`
 */
export async function start(config: WatchdogConfig, signal: AbortSignal): Promise<void> {
  const log = createLog('reference-node')
  const { network, pool, context, close } = await openNode(config, 'reference-node')
  const fresh = new FreshNetwork(network, (text) => log.warn(text))
  const listing = new ListingKeeper(pool, fresh)
  const { inference } = context
  const wakeups = new Wakeups(config.databaseUrl, 'reference-node', [
    CHANNELS.block,
    CHANNELS.archive,
    CHANNELS.intake,
  ])
  const desk = new Groth16Desk(availableParallelism())
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
  // A model may take ten seconds, and a crowd of proofs as well: neither is waited for. What they were asked is asked again.
  const letGo = () => {
    inference.close()
    desk.close().catch((error: unknown) => log.error({ err: error }, 'threads did not end'))
  }
  signal.addEventListener('abort', letGo, { once: true })
  let intake: Intake | undefined
  try {
    intake = await openIntake({ config, fresh, pool, log })
    log.info({ network: network.name, watchdog: config.watchdog }, 'watching')
    // Everything else goes on meanwhile; what asks for a model is refused by the pool itself when a wall is missing.
    void reportWalls(inference, registry, log)
    const name = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`
    const worker = new Worker(
      { context, desk, config, log, answered },
      network.chains.map(({ id }) => id),
      {
        queue: new WorkQueue(pool, context, name, config.leaseSeconds),
        budget: new Budget(pool, context, config.dailyLimits, () => context.evidence.calls),
        pace: new Pace(config.cpuPercent),
      },
    )
    await awaitTables({ pool, log, onWait: (fault) => pulse.waits(fault?.message ?? null) }, signal)
    let isStarted = false
    const rounds = {
      pulse,
      log,
      round: async () => {
        if (!isStarted) await worker.restart()
        isStarted = true
        await listing.keep()
        await intake?.settle()
        const rest = leftOf(config.hours, new Date())
        if (rest === 0) return 'hours'
        // What is under way when the hour is over is given back, for whom it may concern next.
        const spent = await within(rest, signal, (ends) => worker.run(ends))
        if (spent) log.warn({ spent }, SPENT)
        return spent
      },
      wait: async (spent: unknown) => {
        const pollMs = config.pollSeconds * 1000
        const ms = spent ? pollMs : await untilNextTry(pool, nextTry(context, pollMs))
        await wakeups.next(ms, signal)
      },
    }
    await runRounds(rounds, signal)
  } finally {
    inference.close()
    await desk.close()
    await intake?.close()
    await stopPulse()
    await wakeups.close()
    await close()
  }
}

function nextTry({ network, watchdog }: Answering['context'], mostMs: number): NextTry {
  return {
    query: `select min(at) as at from (
      select next_try_at as at from watch.retry where network = $1 and watchdog = $2 and next_try_at > now()
      union all
      select ${FREE_AT} from watch.work where network = $1 and watchdog = $2) next`,
    values: [network, watchdog],
    leastMs: 100,
    mostMs,
  }
}
