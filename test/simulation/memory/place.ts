import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { migrate } from '../../../db/source.ts'
import { findFreePort, startPostgres } from '../../../src/platform/embedded.ts'
import { CHAIN_ID } from '../../support/indexer.ts'
import { type AssayProcess, spawnProcess } from '../../support/processes.ts'
import { createWorld, WORK, type World } from '../world.ts'

/** One process of ours, or a server with all of its processes. */
export interface Watched {
  readonly name: string
  readonly pid: number
  /** Where it tells its metrics; undefined: it has none. */
  readonly metrics: string | undefined
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
    const watch = async (name: string, process: AssayProcess, port: number) => {
      closing.push(() => process.stop())
      const metrics = `http://127.0.0.1:${port}/metrics`
      const { log, ended } = process
      watched.push({ name, pid: process.child.pid ?? 0, metrics, log, ended })
      await whenReady(`http://127.0.0.1:${port}/ready`, process)
    }
    const port = await findFreePort()
    const indexer = await world.start({ ASSAY_METRICS_PORT: String(port) })
    await watch('indexer', indexer, port)
    await world.reached(indexer)
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
    for (const name of ['keeper', 'archiver', 'reference-node']) {
      const port = await findFreePort()
      await watch(name, spawnProcess(name, { ...env, ASSAY_METRICS_PORT: String(port) }), port)
    }
    const reader = new URL(postgres.url)
    reader.username = 'assay_api'
    reader.password = PASSWORD
    const apiPort = await findFreePort()
    const ofApi = { ...env, DATABASE_URL: reader.href, ASSAY_API_PORT: String(apiPort) }
    await watch('api', spawnProcess('api', ofApi), apiPort)
    const { pid, ended } = postgres
    watched.push({ name: 'postgres', pid, metrics: undefined, log: () => '', ended })
    return { world, url: `http://127.0.0.1:${apiPort}/graphql`, network: NETWORK, watched, close }
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
