import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { migrate } from '../../../db/source.ts'
import { findFreePort, startPostgres } from '../../../src/platform/embedded.ts'
import { CHAIN_ID } from '../../support/indexer.ts'
import { type AssayProcess, spawnProcess } from '../../support/processes.ts'
import { createWorld, WORK, type World } from '../world.ts'
import { type Inspected, inspect } from './inspector.ts'

/** One process of ours, or a server with all of its processes. */
export interface Watched {
  readonly name: string
  readonly pid: number
  /** Undefined for what is no Node. */
  readonly inspected: Inspected | undefined
  /** The end of its log. */
  readonly log: () => string
  /** Settles when it has ended. */
  readonly ended: Promise<unknown>
}

export interface Place {
  readonly world: World
  /** Of the GraphQL API. */
  readonly url: string
  readonly network: string
  readonly watched: readonly Watched[]
  close(): Promise<void>
}

const SEED = 1
/** What the processes begin with, so that lists and rollups are not empty. */
const BLOCKS = 500
const PASSWORD = 'only-for-a-soak'
const NETWORK = 'seen'
/** A week of the chain's time in two hours of ours: days and hours end while it runs. */
const BLOCK_SECONDS = 60

/**
 * A mock chain, a Postgres of its own and the program's processes as an operator starts them: indexer, API, keeper, archiver and
 * reference node. Resolves when every one of them is ready.
 */
export async function openPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-soak-'))
  // Postgres may run as another user, who keeps its data elsewhere where he cannot come in.
  await chmod(folder, 0o755)
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), settings: ['fsync=off'] })
  const closing: (() => Promise<unknown>)[] = [
    () => rm(folder, { recursive: true, force: true }),
    () => postgres.stop(),
  ]
  const close = async () => {
    for (const each of closing.toReversed()) await each()
  }
  try {
    await migrate(postgres.url, PASSWORD)
    const scene = { ...WORK, blockSeconds: BLOCK_SECONDS }
    const world = await createWorld(postgres.url, SEED, { blocks: BLOCKS, scene })
    closing.push(() => world.close())
    const watched: Watched[] = []
    // Two ports of each: for what it serves, and for its inspector.
    const start = async (
      name: string,
      setting: string,
      spawn: (env: Readonly<Record<string, string>>) => Promise<AssayProcess> | AssayProcess,
    ) => {
      const [port, inspector] = [await findFreePort(), await findFreePort()]
      const env = { [setting]: String(port), NODE_OPTIONS: `--inspect=127.0.0.1:${inspector}` }
      const started = await spawn(env)
      closing.push(() => started.stop())
      await whenReady(`http://127.0.0.1:${port}/ready`, started)
      const inspected = await inspect(inspector)
      closing.push(async () => inspected.close())
      const { log, ended } = started
      watched.push({ name, pid: started.child.pid ?? 0, inspected, log, ended })
      return { started, port }
    }
    const indexer = await start('indexer', 'ASSAY_METRICS_PORT', (env) => world.start(env))
    await world.reached(indexer.started)
    // Prices are asked of hosts on the internet: nobody is, by an empty folder.
    const prices = join(folder, 'prices')
    await mkdir(prices)
    const env = {
      DATABASE_URL: postgres.url,
      ASSAY_NETWORKS: join(world.folder, 'networks'),
      ASSAY_NETWORK: NETWORK,
      [`RPC_${CHAIN_ID}`]: world.endpoint.url,
      ASSAY_PRIVATE_HOSTS: new URL(world.endpoint.url).host,
      ASSAY_ARCHIVE: join(folder, 'archive'),
      ASSAY_PRICES: prices,
      ASSAY_KEEPER_SECONDS: '10',
      ASSAY_POLL_SECONDS: '2',
    }
    for (const name of ['keeper', 'archiver', 'reference-node'])
      await start(name, 'ASSAY_METRICS_PORT', (more) => spawnProcess(name, { ...env, ...more }))
    const reader = new URL(postgres.url)
    reader.username = 'assay_api'
    reader.password = PASSWORD
    const api = await start('api', 'ASSAY_API_PORT', (more) =>
      spawnProcess('api', { ...env, ...more, DATABASE_URL: reader.href }),
    )
    const { pid, ended } = postgres
    watched.push({ name: 'postgres', pid, inspected: undefined, log: () => '', ended })
    return { world, url: `http://127.0.0.1:${api.port}/graphql`, network: NETWORK, watched, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function whenReady(url: string, { ended, log }: AssayProcess): Promise<void> {
  let gone = false
  ended.then(() => {
    gone = true
  })
  while (!gone) {
    const response = await fetch(url).catch(() => undefined)
    await response?.body?.cancel()
    if (response?.ok) return
    await pause(100)
  }
  throw new Error(`it ended before it was ready: ${log()}`)
}
