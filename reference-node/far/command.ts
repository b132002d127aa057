import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Misconfigured } from '../../src/claim/errors.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { readCommandEnv } from '../../src/platform/demo-place.ts'
import { Environment } from '../../src/platform/environment.ts'
import { FreshNetwork } from '../../src/platform/fresh-network.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import { getChain, getNetwork, type Network } from '../../src/platform/network.ts'
import { readNetworkPlace } from '../../src/platform/place.ts'
import { requireTables } from '../../src/platform/tables.ts'
import { findRegistered, toListing } from '../audit/trust.ts'
import { readEndpoints } from '../config.ts'
import { ChainView } from '../evidence/chain.ts'
import { createKeys, readKeys, type WatchdogKeys } from '../log/keys.ts'
import { createPublicContext, type PublicMeans, readPublicMeans } from '../repeat/open.ts'
import { PublicApi } from '../repeat/public-api.ts'
import { readClock } from '../sample/clock.ts'
import { beginLog } from '../sample/run.ts'
import type { LoggingWatchdog } from '../sample/watchdog.ts'
import { runTurns } from '../watch/turns.ts'
import { ChainIndex } from './chain-index.ts'
import { ElementStore } from './element-store.ts'
import { type Usage, UsageMeter } from './usage.ts'

export interface FarOptions {
  readonly from: string
  readonly push?: string
  readonly key?: string
  readonly network?: string
  readonly keys: string
  readonly origin?: string
  readonly statement: readonly Statement[]
  readonly count: number
  readonly every: number
  readonly lead: number
  readonly deadline: number
  readonly poll: number
  readonly publish?: string
  /** Seconds. */
  readonly for?: number
}

/** Settings of a far watchdog. */
interface FarSettings {
  readonly network: Network
  readonly endpoints: ReadonlyMap<number, readonly string[]>
  readonly means: PublicMeans
  readonly passphrase: string | undefined
}

/**
 * `assay watch --from URL`: a watchdog that has a public API, endpoints of the chain and nothing else. Its log is kept in a database
 * of its own. Runs until SIGTERM or SIGINT, or as long as is said, and prints what it used.
 */
export async function runFar(options: FarOptions, databaseUrl: string): Promise<void> {
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
  const signal =
    options.for === undefined
      ? stop.signal
      : AbortSignal.any([stop.signal, AbortSignal.timeout(options.for * 1000)])
  const settings = await readSettings(options)
  const pool = createPool(databaseUrl, { application: 'watch', max: 4 })
  try {
    await requireTables(pool)
    const say = (text: string) => process.stderr.write(`${text}\n`)
    const usage = await watchFrom(options, settings, pool, { signal, say })
    process.stdout.write(`${JSON.stringify(usage, null, 2)}\n`)
  } finally {
    await pool.end()
  }
}

async function readSettings({ network: name }: FarOptions): Promise<FarSettings> {
  const env = readCommandEnv(process.env, { network: name })
  const settings = new Environment(env)
  const endpoints = readEndpoints(env, settings)
  const place = readNetworkPlace(settings)
  const means = readPublicMeans(settings)
  const passphrase = settings.text('ASSAY_WATCHDOG_PASSPHRASE', '') || undefined
  settings.check()
  const network = await getNetwork(place.networks, place.network)
  if (network.disabled !== undefined)
    throw new Misconfigured('NETWORK_DISABLED', `${network.name} is disabled: ${network.disabled}`)
  return { network, endpoints, means, passphrase }
}

/** Watches until the signal. Returns what it used. */
export async function watchFrom(
  options: FarOptions,
  { network, endpoints, means, passphrase }: FarSettings,
  pool: Pool,
  { signal, say }: { readonly signal: AbortSignal; readonly say: (text: string) => void },
): Promise<Usage> {
  const keys = await openKeys(options, passphrase)
  const push = options.push ?? network.watch.intake
  const urls = network.chains.flatMap((chain) => endpoints.get(chain.id) ?? chain.endpoints)
  const meter = new UsageMeter({ rpc: urls, api: [options.from], intake: push === undefined ? [] : [push] })
  const http = new GuardedHttp(means.privateHosts)
  const api = new PublicApi(options.from, options.key)
  const { context, close } = await createPublicContext(network, api, endpoints, means)
  try {
    const store = new ElementStore(pool, network.name)
    const before = await store.size()
    const index = new ChainIndex(network, endpoints, { api, store, evidence: context.evidence, say })
    const clock = { time: await readClock(network, http) }
    const now = () => clock.time
    const fresh = new FreshNetwork(network, say)
    const watchdog = {
      pool,
      index,
      get network() {
        return fresh.network
      },
      name: keys.origin,
      keys,
      endpoints,
      now,
      say,
    }
    if (!(await hasLog(pool, keys))) await beginLog(watchdog)
    if (!findRegistered(network, keys.origin, keys.logKey)) say(sayUnlisted(watchdog))
    const openChain = (id: number) => {
      const chain = getChain(network, id)
      return new ChainView(chain, endpoints.get(id) ?? chain.endpoints)
    }
    const rounds = { http, readHeader: (id: number, block: number) => openChain(id).getHeaderAt(block) }
    const tick = async () => {
      clock.time = await readClock(await fresh.refresh(), http)
    }
    const plan = {
      statements: options.statement,
      count: options.count,
      leadSeconds: options.lead,
      outcomeSeconds: options.deadline,
      everySeconds: options.every,
      pollSeconds: options.poll,
      folder: options.publish,
      push,
      // It has no verdicts but those that it draws, and these have their evidence.
      withEvidence: false,
    }
    await runTurns({ watchdog, passphrase, tick, context, rounds, openChain }, plan, signal)
    return meter.read([before, await store.size()])
  } finally {
    meter.close()
    await http.close()
    await close()
  }
}

/** @throws Misconfigured `WATCHDOG_KEYS` */
async function openKeys({ keys, origin }: FarOptions, passphrase: string | undefined): Promise<WatchdogKeys> {
  if (existsSync(keys)) return readKeys(keys, passphrase)
  if (origin === undefined)
    throw new Misconfigured(
      'WATCHDOG_KEYS',
      `there is no ${keys}: give --origin, and it is made for that log`,
    )
  await mkdir(dirname(keys), { recursive: true, mode: 0o700 })
  return createKeys(keys, origin, passphrase)
}

async function hasLog(pool: Pool, { origin }: WatchdogKeys): Promise<boolean> {
  const { rowCount } = await pool.query('select from watch.log where origin = $1', [origin])
  return rowCount === 1
}

function sayUnlisted({ keys, network, now }: LoggingWatchdog): string {
  const entry = JSON.stringify(toListing(keys, now()))
  return `${join(network.folder, 'network.json')} does not list this log, so none of its samples has a bound: its entry in watch.watchdogs would be ${entry}; no restart is needed once it stands there`
}
