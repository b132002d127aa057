import { randomBytes } from 'node:crypto'
import { access, constants, mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrate } from '../../../db/source.ts'
import { CodedError, Misconfigured } from '../../claim/errors.ts'
import { createPool, type Pool } from '../../platform/database.ts'
import { DEMO_FILE, type DemoFile } from '../../platform/demo-place.ts'
import { removePostgres, startPostgres } from '../../platform/embedded.ts'
import { startTime } from '../../platform/process-identity.ts'
import { Children } from './children.ts'
import { isComplete } from './complete.ts'
import { startEngine } from './engine.ts'
import { claimPort } from './ports.ts'
import {
  type ChainPlan,
  type DemoPlan,
  type DevnetReady,
  placeOf,
  startDevnet,
  startPages,
  startReferenceNode,
  startWatchers,
} from './services.ts'
import { countOpen, type DemoState, getState, type OpenWork } from './state.ts'
import { startSamples, WATCHDOG_FOLDER } from './watchdog.ts'

export interface DemoOptions {
  readonly data: string
  readonly fresh: boolean
  readonly blocks: number | undefined
  readonly exit: boolean
  /** What the world is like. */
  readonly network: string
  readonly seed: number
  readonly port: number
  readonly blockMs: number
  /** Whether a lake is written, and an engine filled from it. */
  readonly lake: boolean
}

/** Where a running demo can be asked, and the folder of its data as it was given. */
export interface DemoDoors {
  readonly api: string
  /** The indexer's own server: /status, /metrics, and what `assay compare` asks for. */
  readonly status: string
  readonly folder: string
}

export interface DemoHooks {
  /** Called for each stage of the start, in plain words. */
  stage(text: string): void
  /** Called when the API answers. */
  ready(doors: DemoDoors): void
  /** Called about once a second, less often where counting takes long. */
  state(state: DemoState): void
}

export interface DemoResult extends DemoState {
  readonly firstVerdictSeconds: number | null
}

// What the demo's watchdog draws samples of.
const STATEMENTS: Readonly<Record<string, readonly string[]>> = {
  opengradient: ['hand_off_signed', 'attestation_valid'],
  boundless: ['proof_valid'],
}
// Nothing in the demo waits longer than its retries, which end after seconds.
const STALLED_SECONDS = 120
// Telling how far it is may take one twentieth of a processor and no more, however long the demo has run.
const REST_PER_COUNT = 20

/**
 * Runs the whole demo until `signal`, or with `exit` until `blocks` are indexed and all that can be checked has its
 * verdicts. Ends every process it started, whatever happens. Returns nothing when it was stopped before it was up.
 * @throws Misconfigured `DEMO_FOLDER`, `DEMO_RUNNING`, `PORT_IN_USE`, `DEMO_CHILD_DIED`, `DEMO_STALLED`, `DEMO_NO_ENGINE`
 */
export async function runDemo(
  options: DemoOptions,
  hooks: DemoHooks,
  signal: AbortSignal,
): Promise<DemoResult | undefined> {
  const startedAt = Date.now()
  const folder = resolve(options.data)
  await prepareFolder(folder)
  const children = new Children(folder)
  await children.claim()
  const apiPort = await claimPort(options.port, '--port')
  if (options.fresh) await clear(folder)
  const cleanup: (() => Promise<unknown>)[] = [
    async () => children.release(),
    () => rm(join(folder, DEMO_FILE), { force: true }),
  ]
  try {
    hooks.stage(
      `the pages will be at http://127.0.0.1:${apiPort}/; starting Postgres and the chain with its actors`,
    )
    const places: ChainPlan = {
      ...options,
      folder,
      rpcPort: await claimPort(0, ''),
      blobPort: await claimPort(0, ''),
      beaconPort: await claimPort(0, ''),
      validatorPort: await claimPort(0, ''),
    }
    cleanup.unshift(() => children.stop())
    // Neither needs the other. Who reads the chain waits for both, and hears there that it does not start.
    const chain = startDevnet(children, places)
    chain.catch(() => {})
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres') })
    // Behind the end of the processes that use it.
    cleanup.splice(1, 0, () => postgres.stop())
    // For whoever wants to look: psql "$(cat .assay/demo/database-url)"
    await writeFile(join(folder, 'database-url'), `${postgres.url}\n`, { mode: 0o600 })
    const reader = new URL(postgres.url)
    reader.username = 'assay_api'
    reader.password = randomBytes(18).toString('hex')
    await migrate(postgres.url, reader.password)
    const pool = createPool(postgres.url, { application: 'demo', max: 1 })
    cleanup.splice(1, 0, () => pool.end())
    const plan: DemoPlan = {
      ...places,
      databaseUrl: postgres.url,
      readerUrl: reader.href,
      apiPort,
      statusPort: await claimPort(0, ''),
      intakePort: await claimPort(0, ''),
      enginePort: options.lake ? await claimPort(0, '') : undefined,
    }
    const fallen = postgres.ended.then(() => {
      throw new CodedError(
        'DEMO_CHILD_DIED',
        `Postgres ended: start the demo again, it goes on from its data in ${folder}`,
      )
    })
    // Heard by the races below; when we stop Postgres ourselves nobody listens any more.
    fallen.catch(() => {})
    const watching = watch({ plan, chain, options, hooks, children, pool, startedAt }, signal).catch(
      (error: unknown) => {
        // A query that fails because a process died says less than the death, which is told a moment later.
        return Promise.race([fallen, children.death, sleep(2000).then(() => Promise.reject(error))])
      },
    )
    return await Promise.race([watching, fallen, children.death])
  } finally {
    for (const each of cleanup) await each()
  }
}

interface Demo {
  readonly plan: DemoPlan
  readonly chain: Promise<DevnetReady>
  readonly options: DemoOptions
  readonly hooks: DemoHooks
  readonly children: Children
  readonly pool: Pool
  /** Unix milliseconds. */
  readonly startedAt: number
}

async function watch(
  { plan, chain, options, hooks, children, pool, startedAt }: Demo,
  signal: AbortSignal,
): Promise<DemoResult | undefined> {
  const devnet = await Promise.race([chain, whenAborted(signal)])
  if (!devnet) return undefined
  if (plan.enginePort !== undefined) {
    hooks.stage('starting ClickHouse, which is installed first where it is not here')
    await Promise.race([startEngine(children, plan.folder, plan.enginePort), whenAborted(signal)])
    if (signal.aborted) return undefined
  }
  hooks.stage('starting the API and the indexer, then reference node, archiver and keeper')
  const place = placeOf(plan, devnet)
  startPages(children, plan, place)
  const url = `http://127.0.0.1:${plan.apiPort}`
  if (!(await isAnswering(`${url}/health`, signal))) return undefined
  // Started with the API, it would take the processors that the API starts on, and the others those of its first verdict.
  startReferenceNode(children, plan, place)
  const intake = `http://127.0.0.1:${plan.intakePort}`
  const watchers = isAnswering(intake, signal).then((isUp) => {
    if (isUp) startWatchers(children, plan, place, devnet)
    return isUp
  })
  await announce(plan.folder, place)
  hooks.ready({ api: url, status: `http://127.0.0.1:${plan.statusPort}`, folder: options.data })
  // A world that ends is over before a sample's round.
  const samples = watchers.then((isUp) => {
    if (!isUp || options.exit) return
    return startSamples(children, {
      folder: plan.folder,
      network: join(devnet.networks, devnet.network),
      statements: STATEMENTS[options.network] ?? [],
      intake,
      env: place,
    })
  })
  const [result] = await Promise.all([
    follow({ options, hooks, pool, startedAt, plan, devnet }, signal),
    samples,
  ])
  return result
}

/** Tells how far the demo is until `signal`, or where it is to exit until all is done. */
async function follow(
  {
    plan,
    devnet,
    options,
    hooks,
    pool,
    startedAt,
  }: Pick<Demo, 'plan' | 'options' | 'hooks' | 'pool' | 'startedAt'> & { readonly devnet: DevnetReady },
  signal: AbortSignal,
): Promise<DemoResult> {
  let seen = ''
  let changedAt = Date.now()
  for (;;) {
    const askedAt = Date.now()
    const state = await getState(pool, devnet.network)
    const open = options.exit ? await countOpen(pool, devnet.network) : null
    const took = Date.now() - askedAt
    const now = JSON.stringify([state, open])
    if (now !== seen) changedAt = Date.now()
    seen = now
    hooks.state(state)
    if (signal.aborted) return toResult(state, startedAt)
    // Verdicts may have come between the two counts: what is told was counted when nothing was open any more.
    if (open && isComplete(state, open, { blocks: options.blocks ?? 0, others: countOthers(devnet) }))
      return toResult(await getState(pool, devnet.network), startedAt)
    if (open && Date.now() - changedAt > STALLED_SECONDS * 1000) throw stalled(state, open, plan.folder)
    const pause = open ? 250 : Math.max(1000, took * REST_PER_COUNT)
    await sleep(pause, undefined, { signal }).catch(() => {})
  }
}

/** Chains that are indexed beside the first one. */
function countOthers({ validatorChains }: DevnetReady): number {
  return Object.keys(validatorChains ?? {}).length
}

function toResult(state: DemoState, startedAt: number): DemoResult {
  const first = state.firstVerdictAt
  return { ...state, firstVerdictSeconds: first && (first.getTime() - startedAt) / 1000 }
}

function stalled(state: DemoState, work: OpenWork, folder: string): CodedError {
  const open = `block ${state.indexed} of ${state.head} indexed, ${work.pending} questions, ${work.unarchived} batches and ${work.unasked} registrations open`
  return new CodedError(
    'DEMO_STALLED',
    `nothing changed for ${STALLED_SECONDS} s (${open}): read ${join(folder, 'logs')}, then start the demo again`,
  )
}

// False when we were stopped before. A dead process of ours ends the demo by itself.
async function isAnswering(url: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    // Refused until the process listens; whatever it says then, it runs.
    const answer = await fetch(url).catch(() => undefined)
    if (answer && answer.status < 500) return true
    await sleep(100)
  }
  return false
}

function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((done) => {
    if (signal.aborted) done(undefined)
    signal.addEventListener('abort', () => done(undefined), { once: true })
  })
}

// From now on commands that are told nothing find this demo. It holds the database's password, so it is for this user alone.
async function announce(folder: string, env: Record<string, string>): Promise<void> {
  const { pid } = process
  const file: DemoFile = { pid, startedAt: startTime(pid), env }
  await writeFile(join(folder, DEMO_FILE), JSON.stringify(file), { mode: 0o600 })
}

async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch (cause) {
    throw new Misconfigured('DEMO_FOLDER', `cannot write to ${folder}: give --data a folder that is yours`, {
      cause,
    })
  }
}

async function clear(folder: string): Promise<void> {
  await removePostgres(join(folder, 'postgres'))
  for (const each of ['devnet', 'archive', 'segments', 'lake', 'clickhouse', WATCHDOG_FOLDER, 'logs'])
    await rm(join(folder, each), { recursive: true, force: true })
  await mkdir(join(folder, 'logs'), { recursive: true })
}
