import { existsSync } from 'node:fs'
import { Misconfigured } from '../../src/claim/errors.ts'
import { Address, Hash32 } from '../../src/claim/hex.ts'
import { timeOfRound } from '../../src/claim/sample/beacon.ts'
import { checksToReach } from '../../src/claim/sample/bound.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import { recordSamples } from '../audit/record.ts'
import { toListing } from '../audit/trust.ts'
import type { Scope } from '../log/bodies.ts'
import { createKeys, readKeys } from '../log/keys.ts'
import { publishLog } from '../log/publish.ts'
import { LogStore } from '../log/store.ts'
import { beaconOf } from '../sample/rounds.ts'
import { beginLog, commitSample, drawSamples, handOverLog, logVerdicts } from '../sample/run.ts'
import { anchorLog } from './anchor.ts'
import { type CheckCost, findCheckCost } from './check-cost.ts'
import { type WatchOptions, withWatchdog } from './open.ts'
import { runTurns, type TurnPlan } from './turns.ts'

export interface CommitOptions extends WatchOptions {
  readonly statement: Statement
  readonly count: number
  readonly node?: string
  readonly relayer?: string
  readonly lead: number
  readonly deadline: number
}

/** `assay watch init`: prints what the network's folder must say of the log before its first sample counts. */
export async function runInit(options: WatchOptions & { readonly origin: string }): Promise<void> {
  await withWatchdog(
    options,
    (passphrase) => createKeys(options.keys, options.origin, passphrase),
    async ({ watchdog }) => {
      await beginLog(watchdog)
      print(toListing(watchdog.keys, watchdog.now()))
    },
  )
}

/** `assay watch rotate`: makes new keys and hands the log over to them. Prints the new ones' public half. */
export async function runRotate(options: WatchOptions & { readonly to: string }): Promise<void> {
  await withWatchdog(
    options,
    (passphrase) => readKeys(options.keys, passphrase),
    async ({ watchdog, passphrase }) => {
      // Made before, by a run that was stopped in between.
      const next = existsSync(options.to)
        ? await readKeys(options.to, passphrase)
        : await createKeys(options.to, watchdog.keys.origin, passphrase)
      await handOverLog(watchdog, next)
      print({ origin: next.origin, key: next.logKey, address: next.address })
    },
  )
}

/** `assay watch append`. */
export async function runAppend(options: WatchOptions & { readonly evidence?: true }): Promise<void> {
  await withWatchdog(
    options,
    (passphrase) => readKeys(options.keys, passphrase),
    async ({ watchdog, context }) => {
      print({ logged: await logVerdicts(watchdog, options.evidence && context) })
    },
  )
}

/** `assay watch commit`: prints the commitment, when its round comes out, and what the sample can show at best. */
export async function runCommit(options: CommitOptions): Promise<void> {
  const { statement, count, lead, deadline } = options
  await withWatchdog(
    options,
    (passphrase) => readKeys(options.keys, passphrase),
    async ({ watchdog }) => {
      const plan = { statement, scope: toScope(options), count, leadSeconds: lead, outcomeSeconds: deadline }
      const { hash, commitment, cosigned } = await commitSample(watchdog, plan)
      await recordSamples(watchdog)
      const { size, notRecomputable, round } = commitment
      const { weakBeacon } = watchdog.network.watch
      const drawnAt = weakBeacon
        ? null
        : new Date(timeOfRound(beaconOf(watchdog.network), round) * 1000).toISOString()
      const checksFor = Object.fromEntries(
        [0.05, 0.01, 0.001].map((share) => [share, checksToReach(size, 0, share)]),
      )
      const { quorum } = watchdog.network.watch
      const costPerCheck = await findCheckCost(watchdog.pool, watchdog.network.name, watchdog.name)
      print({
        commitment: hash,
        size,
        notRecomputable,
        count: commitment.count,
        round,
        drawnAt,
        weakBeacon: weakBeacon !== undefined,
        cosigned,
        quorum,
        checksFor,
        costPerCheck,
        costFor:
          costPerCheck &&
          Object.fromEntries(
            Object.entries(checksFor).map(([share, checks]) => [share, costOf(checks, costPerCheck)]),
          ),
      })
    },
  )
}

/** What so many checks take, at what one took so far; null: no number of them is enough. */
function costOf(checks: number | null, { calls, cpuSeconds }: CheckCost) {
  if (checks === null) return null
  return { calls: Math.ceil(checks * calls), cpuSeconds: Math.ceil(checks * cpuSeconds) }
}

/** `assay watch draw`. */
export async function runDraw(options: WatchOptions): Promise<void> {
  await withWatchdog(
    options,
    (passphrase) => readKeys(options.keys, passphrase),
    async ({ watchdog, context, rounds }) => {
      const samples = await drawSamples(watchdog, context, rounds)
      await recordSamples(watchdog)
      print({ samples })
    },
  )
}

/** `assay watch anchor`. @throws Misconfigured `LOG_ANCHOR_CHAIN` */
export async function runAnchor(options: WatchOptions): Promise<void> {
  await withWatchdog(
    options,
    (passphrase) => readKeys(options.keys, passphrase),
    async ({ watchdog, openChain }) => {
      const [first] = watchdog.network.watch.anchors
      if (!first)
        throw new Misconfigured(
          'LOG_ANCHOR_CHAIN',
          `the folder of ${watchdog.network.name} believes no chain’s clock: name one in watch.anchors`,
        )
      print(await anchorLog(watchdog, openChain(first.chainId)))
      await recordSamples(watchdog)
    },
  )
}

export interface RunOptions extends WatchOptions {
  readonly statement: readonly Statement[]
  readonly count: number
  readonly lead: number
  readonly deadline: number
  readonly every: number
  readonly poll: number
  readonly publish?: string
  readonly push?: string
  readonly evidence?: true
}

/** `assay watch run`: everything above again and again until SIGTERM or SIGINT. */
export async function runWatch(options: RunOptions): Promise<void> {
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
  const plan: TurnPlan = {
    statements: options.statement,
    count: options.count,
    leadSeconds: options.lead,
    outcomeSeconds: options.deadline,
    everySeconds: options.every,
    pollSeconds: options.poll,
    folder: options.publish,
    push: options.push,
    withEvidence: options.evidence === true,
  }
  await withWatchdog(
    options,
    (passphrase) => readKeys(options.keys, passphrase),
    (opened) => runTurns(opened, plan, stop.signal),
  )
}

/** `assay watch publish`. */
export async function runPublish(folder: string, options: WatchOptions): Promise<void> {
  await withWatchdog(
    options,
    (passphrase) => readKeys(options.keys, passphrase),
    async ({ watchdog: { pool, keys } }) => {
      const store = new LogStore(pool, keys.origin)
      await store.head()
      const note = await store.findCheckpoint()
      print({ entries: note === undefined ? 0 : await publishLog(store, note, folder) })
    },
  )
}

function toScope({ node, relayer }: CommitOptions): Scope {
  if (node !== undefined) return { kind: 'node', node: Hash32(node) }
  if (relayer !== undefined) return { kind: 'relayer', relayer: Address(relayer) }
  return { kind: 'network' }
}

function print(said: object): void {
  process.stdout.write(`${JSON.stringify(said, null, 2)}\n`)
}
