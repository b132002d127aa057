import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hash32 } from '../../src/claim/hex.ts'
import { openReader } from '../../src/gateway/open.ts'
import { interfaces } from '../../src/indexer/events/index.ts'
import { createEventTable } from '../../src/indexer/events/table.ts'
import { bootstrap } from '../../src/indexer/operate/bootstrap.ts'
import { decodeKeptBy, redecode } from '../../src/indexer/operate/redecode.ts'
import { openSegments } from '../../src/indexer/segments/store.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import type { Network } from '../../src/platform/network.ts'
import { CHAIN_ID, eventually, makeNetwork, runIndexer } from '../support/indexer.ts'
import { RpcFault } from '../support/mockchain/answers.ts'
import { MockChain, type MockTransaction } from '../support/mockchain/chain.ts'
import type { Lie } from '../support/mockchain/lies.ts'
import { createRandom } from '../support/mockchain/random.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { type IndexerProcess, spawnIndexer } from '../support/processes.ts'
import { nonsense, registry, relay, transaction, work } from '../support/traffic.ts'
import { expectKeptRaw, readTables } from './truth.ts'

const hash = (n: number) => Hash32(`0x${n.toString(16).padStart(64, '0')}`)

/** What a run is done to: a chain and its endpoints, a database, and the indexer as a process. */
export interface World {
  readonly random: () => number
  readonly chain: MockChain
  readonly endpoint: MockEndpoint
  readonly database: string
  readonly pool: Pool
  /** Of the run's own files: networks, segments. */
  readonly folder: string
  /** Mines blocks with seeded traffic. */
  grow(blocks: number): void
  start(env?: Readonly<Record<string, string>>): Promise<IndexerProcess>
  /** Resolves when the newest block is stored; fails with the process's last words when it ends. */
  reached(indexer: IndexerProcess): Promise<void>
  /** Facts and states as they are stored now, to be held against those of another moment. */
  read(): Promise<Record<string, string>>
  /** Decodes the kept raw data again, then the differences from an index that a stranger begins from the segments of this one. */
  compareWithStranger(): Promise<string[]>
  /** Differences between what was indexed and a fresh index of the chain; empty when there are none. */
  compareWithTruth(): Promise<string[]>
  close(): Promise<void>
}

/** What stands on the chain, and how its network describes it. */
export interface Scene {
  readonly network: (name: string) => Network
  readonly traffic: (random: () => number, block: number) => MockTransaction[]
  readonly blockSeconds: number
}

export const WORK: Scene = { network: makeNetwork, traffic: makeTraffic, blockSeconds: 600 }

export interface WorldOptions {
  readonly blocks?: number
  readonly scene?: Scene
  /** Where the indexer finds the database; the test itself does not go this way. */
  readonly indexerDatabase?: string
}

/** A world that is the same for the same seed. */
export async function createWorld(
  database: string,
  seed: number,
  options: WorldOptions = {},
): Promise<World> {
  const random = createRandom(seed)
  const { network: describe, traffic, blockSeconds } = options.scene ?? WORK
  const chain = new MockChain({ seed, blockSeconds })
  const endpoint = await serveChain(chain, { lie: withoutCalls })
  const folder = await mkdtemp(join(tmpdir(), 'assay-world-'))
  const pool = createPool(database, { application: 'simulation' })
  const running = new Set<IndexerProcess>()
  const start = async (env: Readonly<Record<string, string>> = {}) => {
    const place = { database: options.indexerDatabase ?? database, folder, network: describe('seen'), env }
    const indexer = await spawnIndexer({ ...place, urls: [endpoint.url] })
    running.add(indexer)
    indexer.ended.then(() => running.delete(indexer))
    return indexer
  }
  const whenStored = async (indexer: IndexerProcess) => {
    const stored = eventually(pool, `select bool_or(hash = $1) from ingest.status where network = 'seen'`, [
      Buffer.from(chain.head.hash.slice(2), 'hex'),
    ])
    const gone = indexer.ended.then((code) => {
      throw new Error(`the indexer ended with ${code}: ${indexer.log()}`)
    })
    await Promise.race([stored, gone])
  }
  // Nothing happens to these, so that they need no process of their own.
  const indexAfresh = async (network: string) => {
    const fresh = await runIndexer(database, describe(network), [endpoint.url], { prepare: true })
    try {
      await fresh.reached(chain)
    } finally {
      await fresh.stop()
    }
  }
  const world: World = {
    random,
    chain,
    endpoint,
    database,
    pool,
    folder,
    grow(count) {
      for (let i = 0; i < count; i++) chain.mine(traffic(random, chain.blocks.length))
    },
    start,
    reached: whenStored,
    read: () => readTables(pool, 'seen'),
    async compareWithStranger() {
      const before = await readTables(pool, 'seen')
      const { signal } = new AbortController()
      const segmentsOf = (network: string) => openSegments(join(folder, 'segments', network), {})
      const tableOf = (network: string) => createEventTable(describe(network), CHAIN_ID, interfaces, [])
      const seen = { network: 'seen', chain: CHAIN_ID }
      await redecode(
        { pool, place: seen, decode: decodeKeptBy(tableOf('seen')), store: segmentsOf('seen') },
        signal,
      )
      const again = await readTables(pool, 'seen')
      const [settings] = describe('stranger').chains
      if (!settings) throw new Error('a network has a chain')
      const reader = openReader(settings, [endpoint.url], signal)
      const [from, to] = [segmentsOf('seen'), segmentsOf('stranger')]
      const place = { network: 'stranger', chain: CHAIN_ID }
      const given = { pool, place, table: tableOf('stranger'), reader, from, to, proveShare: 1 }
      await bootstrap({ ...given, onProgress: () => {} }, signal).finally(() => reader.close())
      await indexAfresh('stranger')
      const theirs = await readTables(pool, 'stranger')
      return Object.keys(before).filter(
        (name) => before[name] !== again[name] || before[name] !== theirs[name],
      )
    },
    async compareWithTruth() {
      await indexAfresh('truth')
      const [seen, truth] = [await readTables(pool, 'seen'), await readTables(pool, 'truth')]
      await expectKeptRaw(pool, { network: 'seen', chain: CHAIN_ID }, join(folder, 'segments', 'seen'))
      return Object.keys(truth).filter((name) => seen[name] !== truth[name])
    },
    async close() {
      await Promise.all([...running].map((each) => each.kill()))
      await endpoint.close()
      await pool.end()
      await rm(folder, { recursive: true, force: true })
    },
  }
  world.grow(options.blocks ?? 60)
  return world
}

// Contracts answer no call, so that the age limit of heartbeats is the network file's from the first block on. One read by
// call is learned at some moment and holds from the next commit on: at rest, two indexes could differ by that one commit.
const withoutCalls: Lie = (method, _params, honest) => {
  if (method === 'eth_call') throw new RpcFault(3, 'execution reverted')
  return honest()
}

/** Waits until the process has said so in its log; fails with its last words when it ends before. */
export async function whenLogged(indexer: IndexerProcess, text: string): Promise<void> {
  const { stderr } = indexer.child
  if (stderr === null) throw new Error('the process has no log')
  const gone = indexer.ended.then((code) => {
    throw new Error(`the indexer ended with ${code} before it said ${text}: ${indexer.log()}`)
  })
  // Once the words were said, nobody waits for its end any more.
  gone.catch(() => {})
  while (!indexer.log().includes(text)) await Promise.race([once(stderr, 'data'), gone])
}

// Ten nodes of two kinds that register, beat, are disabled, earn, pay back and are slashed.
function makeTraffic(random: () => number, block: number): MockTransaction[] {
  const pick = (count: number) => Math.floor(random() * count)
  const makers = [
    () => registry.registered(hash(1 + pick(5))),
    () => registry.heartbeat(BigInt(1_790_000_000 + block), hash(1 + pick(5))),
    () => registry.heartbeat(BigInt(1_790_000_000 + block), hash(1 + pick(5))),
    () => registry.disabled(hash(1 + pick(5))),
    () => registry.enabled(hash(1 + pick(5))),
    () => (pick(2) ? registry.approved() : registry.revoked()),
    () => relay.batch(BigInt(1 + pick(40))),
    () => relay.individual(BigInt(1_790_000_000 + pick(10_000))),
    () => work.registered(`https://${pick(99)}.example`, hash(100 + pick(5))),
    () => work.status(pick(2) === 1, hash(100 + pick(5))),
    () => work.proof(),
    () => work.fee(BigInt(pick(1e6)), hash(100 + pick(5))),
    () => work.refund(BigInt(pick(1e3)), hash(100 + pick(5))),
    () => work.reward(BigInt(pick(1e6)), hash(100 + pick(5))),
    () => work.stake(BigInt(pick(2000) - 1000), hash(100 + pick(5))),
    () => work.slash(BigInt(pick(3)), hash(100 + pick(5))),
    () => nonsense.unknownTopic(),
    () => nonsense.cutShort(),
  ]
  return Array.from({ length: pick(4) }, () =>
    transaction(...Array.from({ length: 1 + pick(3) }, () => (makers[pick(makers.length)] ?? work.proof)())),
  )
}
