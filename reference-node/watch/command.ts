import { Misconfigured } from '../../src/claim/errors.ts'
import { Address, Hash32 } from '../../src/claim/hex.ts'
import { timeOfRound } from '../../src/claim/sample/beacon.ts'
import { checksToReach } from '../../src/claim/sample/bound.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import { readCommandEnv } from '../../src/platform/demo-place.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import { getChain } from '../../src/platform/network.ts'
import { requireTables } from '../../src/platform/tables.ts'
import { verifyGroth16 } from '../checks/groth16/verify.ts'
import { readConfig } from '../config.ts'
import { ChainView } from '../evidence/chain.ts'
import type { JudgeContext } from '../judge/context.ts'
import type { Scope } from '../log/bodies.ts'
import { createKeys, readKeys, type WatchdogKeys } from '../log/keys.ts'
import { publishLog } from '../log/publish.ts'
import { LogStore } from '../log/store.ts'
import { openNode } from '../open.ts'
import { beaconOf, type RoundSource } from '../sample/rounds.ts'
import { beginLog, commitSample, drawSamples, type LoggingWatchdog, logVerdicts } from '../sample/run.ts'
import { anchorLog } from './anchor.ts'
import { recordSamples } from './record.ts'

export interface WatchOptions {
  readonly network?: string
  readonly keys: string
}

export interface CommitOptions extends WatchOptions {
  readonly statement: Statement
  readonly count: number
  readonly node?: string
  readonly relayer?: string
  readonly lead: number
  readonly deadline: number
}

interface Opened {
  readonly watchdog: LoggingWatchdog
  readonly context: JudgeContext
  readonly rounds: RoundSource
  readonly openChain: (id: number) => ChainView
}

async function withWatchdog(
  options: WatchOptions,
  keys: () => Promise<WatchdogKeys>,
  work: (opened: Opened) => Promise<void>,
): Promise<void> {
  const config = readConfig(readCommandEnv(process.env, { network: options.network }))
  const { network, pool, context, close } = await openNode(config, 'watch')
  const http = new GuardedHttp(config.privateHosts)
  try {
    await requireTables(pool)
    const watchdog = {
      pool,
      network,
      name: config.watchdog,
      keys: await keys(),
      endpoints: config.endpoints,
      now: () => Math.floor(Date.now() / 1000),
      say: (text: string) => process.stderr.write(`${text}\n`),
    }
    const openChain = (id: number) => {
      const chain = getChain(network, id)
      return new ChainView(chain, config.endpoints.get(id) ?? chain.endpoints)
    }
    const rounds = { http, readHeader: (id: number, block: number) => openChain(id).getHeaderAt(block) }
    await work({ watchdog, context: { ...context, verifyGroth16 }, rounds, openChain })
  } finally {
    await http.close()
    await close()
  }
}

/** `assay watch init`: prints what the network's folder must say of the log before its first sample counts. */
export async function runInit(options: WatchOptions & { readonly origin: string }): Promise<void> {
  await withWatchdog(
    options,
    () => createKeys(options.keys, options.origin),
    async ({ watchdog }) => {
      await beginLog(watchdog)
      const { origin, logKey, address } = watchdog.keys
      print({ origin, key: logKey, address })
    },
  )
}

/** `assay watch append`. */
export async function runAppend(options: WatchOptions): Promise<void> {
  await withWatchdog(
    options,
    () => readKeys(options.keys),
    async ({ watchdog }) => {
      print({ logged: await logVerdicts(watchdog) })
    },
  )
}

/** `assay watch commit`: prints the commitment, when its round comes out, and what the sample can show at best. */
export async function runCommit(options: CommitOptions): Promise<void> {
  const { statement, count, lead, deadline } = options
  await withWatchdog(
    options,
    () => readKeys(options.keys),
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
      })
    },
  )
}

/** `assay watch draw`. */
export async function runDraw(options: WatchOptions): Promise<void> {
  await withWatchdog(
    options,
    () => readKeys(options.keys),
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
    () => readKeys(options.keys),
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

/** `assay watch publish`. */
export async function runPublish(folder: string, options: WatchOptions): Promise<void> {
  await withWatchdog(
    options,
    () => readKeys(options.keys),
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
