import { setTimeout as sleep } from 'node:timers/promises'
import { AuditFault, Misconfigured, Unavailable } from '../../src/claim/errors.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import { findDatabaseFault } from '../../src/platform/database.ts'
import type { Network } from '../../src/platform/network.ts'
import { recordSamples } from '../audit/record.ts'
import { Deferred } from '../evidence/deferred.ts'
import { pushEvidence, pushLog } from '../intake/send.ts'
import { parseBody } from '../log/bodies.ts'
import { openBundle } from '../log/bundle.ts'
import { publishLog } from '../log/publish.ts'
import { LogStore } from '../log/store.ts'
import { commitSample, drawSamples, logVerdicts } from '../sample/run.ts'
import type { LoggingWatchdog } from '../sample/watchdog.ts'
import { anchorLog } from './anchor.ts'
import type { Opened } from './open.ts'

/** What a watchdog does by itself. */
export interface TurnPlan {
  /** Each is sampled network-wide. */
  readonly statements: readonly Statement[]
  readonly count: number
  readonly leadSeconds: number
  readonly outcomeSeconds: number
  /** Between two samples of a statement, by the network's clock. */
  readonly everySeconds: number
  /** Between two turns, by ours. */
  readonly pollSeconds: number
  /** Where the log is written as files; undefined: nowhere. */
  readonly folder: string | undefined
  /** Intake of a reference node that the log is pushed to; undefined: none. */
  readonly push: string | undefined
  /** Whether verdicts of the queue are judged once more, so that their bundles name evidence. */
  readonly withEvidence: boolean
}

/** The longest pause between two turns while the database does not answer. */
const LONGEST_PAUSE_SECONDS = 300

/**
 * Logs, commits, anchors, draws, publishes and pushes until the signal. What the world does not answer is told and tried in the next
 * turn; while the database does not answer, turns are further and further apart.
 * @throws what nobody foresaw, and Misconfigured
 */
export async function runTurns(opened: Opened, plan: TurnPlan, signal: AbortSignal): Promise<void> {
  const { watchdog, context, rounds, openChain } = opened
  let published: { readonly size: number; readonly watch: Network['watch'] } | undefined
  // Entries that the intake has with all evidence that is kept of them.
  let brought = -1
  const steps: readonly (() => Promise<unknown>)[] = [
    () => opened.tick(),
    () => logVerdicts(watchdog, plan.withEvidence ? context : undefined),
    () => commitDue(watchdog, plan),
    async () => {
      const [chain] = watchdog.network.watch.anchors
      if (chain) await anchorLog(watchdog, openChain(chain.chainId))
    },
    () => drawSamples(watchdog, context, rounds),
    async () => {
      const { size } = await new LogStore(watchdog.pool, watchdog.keys.origin).head()
      const { watch } = watchdog.network
      if (size === published?.size && watch === published.watch) return
      // What the API shows can be read in the files already.
      if (plan.folder !== undefined) await publish(watchdog, plan.folder)
      await recordSamples(watchdog)
      published = { size, watch }
    },
    async () => {
      const { origin } = watchdog.keys
      const store = new LogStore(watchdog.pool, origin)
      if (plan.push === undefined) return
      const size = await pushLog(store, origin, plan.push)
      if (size === brought) return
      await pushEvidence(store, origin, plan.push)
      brought = size
    },
  ]
  // What goes on turn after turn is said once.
  const said = new Map<number, string>()
  const say = (step: number, text: string) => {
    if (said.get(step) !== text) watchdog.say(text)
    said.set(step, text)
  }
  for (let away = 0; !signal.aborted; ) {
    const isThere = await takeTurn(steps, say, signal)
    away = isThere ? 0 : away + 1
    const pause = Math.min(plan.pollSeconds * 2 ** Math.min(away, 20), LONGEST_PAUSE_SECONDS)
    await sleep(Math.max(pause, plan.pollSeconds) * 1000, undefined, { signal }).catch(() => {})
  }
}

/** One step's trouble with the world is not the next one's. False: the database did not answer, and nothing else was tried. */
async function takeTurn(
  steps: readonly (() => Promise<unknown>)[],
  say: (step: number, text: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  for (const [at, step] of steps.entries()) {
    if (signal.aborted) break
    try {
      await step()
    } catch (error) {
      const isAway = findDatabaseFault(error) !== undefined
      const isOfTheWorld = [Unavailable, Deferred, AuditFault].some((known) => error instanceof known)
      if (!isAway && !isOfTheWorld) throw error
      say(at, isAway ? `the database does not answer: ${(error as Error).message}` : (error as Error).message)
      if (isAway) return false
    }
  }
  return true
}

/** Commits to a sample of each statement that has had none for so long. */
async function commitDue(watchdog: LoggingWatchdog, plan: TurnPlan): Promise<void> {
  const { statements, everySeconds, ...asked } = plan
  const last = new Map<Statement, number>()
  for (const { bundle } of await new LogStore(watchdog.pool, watchdog.keys.origin).listBundles(
    'commitment',
  )) {
    const { time, body } = await openBundle(bundle)
    last.set(parseBody('commitment', body).statement, time)
  }
  for (const statement of statements) {
    if (watchdog.now() - (last.get(statement) ?? Number.NEGATIVE_INFINITY) < everySeconds) continue
    try {
      await commitSample(watchdog, { ...asked, statement, scope: { kind: 'network' } })
    } catch (error) {
      // A young network has nothing of it yet.
      if (!(error instanceof Misconfigured) || error.code !== 'SAMPLE_EMPTY') throw error
    }
  }
}

async function publish({ pool, keys }: LoggingWatchdog, folder: string): Promise<void> {
  const store = new LogStore(pool, keys.origin)
  const note = await store.findCheckpoint()
  if (note !== undefined) await publishLog(store, note, folder)
}
