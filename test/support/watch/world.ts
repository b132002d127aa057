import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { WatchdogConfig } from '../../../reference-node/config.ts'
import { readConfig as readWatchdogConfig } from '../../../reference-node/config.ts'
import { start as startWatchdog } from '../../../reference-node/process.ts'
import { readConfig as readArchiverConfig } from '../../../src/archiver/config.ts'
import { start as startArchiver } from '../../../src/archiver/process.ts'
import type { Hex } from '../../../src/claim/hex.ts'
import { createPool } from '../../../src/platform/database.ts'
import { getNetwork, type Network } from '../../../src/platform/network.ts'
import { MockChain } from '../mockchain/chain.ts'
import { type MockEndpoint, serveChain } from '../mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../postgres.ts'
import { FakeBlobStore } from './blobs.ts'
import { indexChain } from './index-chain.ts'

export const REGISTRY: Hex = `0x${'a1'.repeat(20)}`
export const RELAY: Hex = `0x${'a2'.repeat(20)}`
export const WORK: Hex = `0x${'a3'.repeat(20)}`
export const CHAIN = 31_337
const NETWORK = 'world'
/** MockChain: the time of block 0, and of one block. */
const GENESIS = 1_790_000_000
const BLOCK_SECONDS = 60

/** A small fake world around the real archiver and reference node: chain, blob store, database, network folder. */
export class WatchWorld {
  readonly chain = new MockChain({ chainId: CHAIN, blockSeconds: BLOCK_SECONDS })
  readonly store = new FakeBlobStore()
  readonly pool: pg.Pool
  readonly endpoint: MockEndpoint
  readonly folder: string
  readonly #database: TestDatabase
  #ended: Promise<void>[] = []
  #stop = new AbortController()

  private constructor(database: TestDatabase, folder: string, endpoint: MockEndpoint) {
    this.#database = database
    this.folder = folder
    this.pool = createPool(database.url, { application: 'test', max: 2 })
    this.endpoint = endpoint
    this.endpoint.chain = this.chain
    this.chain.finalityDepth = 0
  }

  static async create(given?: TestDatabase): Promise<WatchWorld> {
    const database = given ?? (await createDatabase())
    const endpoint = await serveChain(new MockChain())
    const world = new WatchWorld(database, await mkdtemp(join(tmpdir(), 'assay-watch-')), endpoint)
    await world.store.listen()
    return world
  }

  /** Unix seconds of a block, mined or not. */
  timeOf(block: number): number {
    return GENESIS + BLOCK_SECONDS * block
  }

  /** The number that the next block will have. */
  get next(): number {
    return this.chain.head.number + 1
  }

  /** Writes the network's folder: whom the reference node trusts is in it. */
  async describe(trust: {
    roots: readonly Buffer[]
    measurements?: unknown
    keys?: unknown
    models?: unknown
    rules?: unknown
    acceptAny?: string | readonly string[]
  }): Promise<void> {
    const folder = join(this.folder, 'networks', NETWORK)
    await mkdir(folder, { recursive: true })
    const pem = trust.roots.map(
      (der) => `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
    )
    await writeFile(join(folder, 'roots.pem'), pem.join(''))
    await writeFile(join(folder, 'measurements.json'), JSON.stringify(trust.measurements ?? []))
    await writeFile(
      join(folder, 'keys.json'),
      JSON.stringify({ keys: trust.keys ?? [], models: trust.models ?? [] }),
    )
    const contract = (name: string, address: Hex, kind: string) => ({
      name,
      chain: CHAIN,
      address,
      interface: kind,
      fromBlock: 0,
    })
    const network = {
      name: NETWORK,
      title: 'A world',
      chains: [
        { id: CHAIN, name: 'mock', class: 'devnet', family: 'ethereum', finality: { tag: 'finalized' } },
      ],
      contracts: [
        contract('registry', REGISTRY, 'opengradient/tee-registry-v1'),
        contract('relay', RELAY, 'opengradient/settlement-relay-v2'),
        contract('work', WORK, 'assay/v1'),
        ...[trust.acceptAny ?? []]
          .flat()
          .map((accepted) => ({ name: 'any', chain: CHAIN, interface: accepted, fromBlock: 0 })),
      ],
      blobStores: [this.store.url],
      blobFormat: 'openzeppelin-standard-v1',
      trust: {
        attestationRoots: trust.roots.length ? ['roots.pem'] : [],
        measurements: 'measurements.json',
        verificationKeys: 'keys.json',
      },
      rules: trust.rules ?? {},
    }
    await writeFile(join(folder, 'network.json'), JSON.stringify(network))
  }

  getNetwork(): Promise<Network> {
    return getNetwork(join(this.folder, 'networks'), NETWORK)
  }

  async index(): Promise<void> {
    await indexChain(this.pool, await this.getNetwork(), this.chain)
  }

  env(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
    return {
      DATABASE_URL: this.#database.url,
      ASSAY_NETWORKS: join(this.folder, 'networks'),
      ASSAY_NETWORK: NETWORK,
      ASSAY_ARCHIVE: join(this.folder, 'archive'),
      ASSAY_PRIVATE_HOSTS: this.store.host,
      ASSAY_BLOB_TRIES: '2',
      ASSAY_BLOB_RETRY_SECONDS: '0',
      ASSAY_RETRY_SECONDS: '0',
      ASSAY_RETRY_MOST_SECONDS: '1',
      ASSAY_CONTENT_TRIES: '2',
      ASSAY_POLL_SECONDS: '1',
      ASSAY_WATCHDOG: 'test',
      [`RPC_${CHAIN}`]: this.endpoint.url,
      ...extra,
    }
  }

  watchdogConfig(extra: Record<string, string> = {}): WatchdogConfig {
    return readWatchdogConfig(this.env(extra))
  }

  startArchiver(extra: Record<string, string> = {}): void {
    this.#ended.push(startArchiver(readArchiverConfig(this.env(extra)), this.#stop.signal))
  }

  startWatchdog(extra: Record<string, string> = {}): void {
    this.#ended.push(startWatchdog(this.watchdogConfig(extra), this.#stop.signal))
  }

  /** Resolves when the statement's first column is true, looked at whenever a process says that it wrote something. */
  async until(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.#database.url })
    await client.connect()
    try {
      for (const channel of ['assay_verdict', 'assay_archive']) await client.query(`listen ${channel}`)
      for (;;) {
        const said = new Promise((resolve) => client.once('notification', resolve))
        const { rows } = await client.query({ text: `select (${sql}) as done`, rowMode: 'array' })
        if (rows[0]?.[0] === true) return
        await Promise.race([said, ...this.#ended.map((each) => each.then(() => Promise.reject(ENDED)))])
      }
    } finally {
      await client.end()
    }
  }

  /** Ends every process that was started; others can be started then. */
  async stopAll(): Promise<void> {
    this.#stop.abort()
    await Promise.all(this.#ended)
    this.#stop = new AbortController()
    this.#ended = []
  }

  async close(): Promise<void> {
    await this.stopAll()
    await this.pool.end()
    await Promise.all([this.store.close(), this.endpoint.close(), this.#database.drop()])
    await rm(this.folder, { recursive: true, force: true })
  }
}

const ENDED = new Error('a process of the world ended by itself')
