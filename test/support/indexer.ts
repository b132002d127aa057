import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { pino } from 'pino'
import { Address, type Hash32 } from '../../src/claim/hex.ts'
import { openReader } from '../../src/gateway/open.ts'
import { interfaces } from '../../src/indexer/events/index.ts'
import { createEventTable } from '../../src/indexer/events/table.ts'
import { recordNetworkRules } from '../../src/indexer/identity/parameters.ts'
import { prepareIndex } from '../../src/indexer/identity/prepare.ts'
import { openSegments } from '../../src/indexer/segments/store.ts'
import { recordFaults } from '../../src/indexer/store/provider-faults.ts'
import { SegmentWriter } from '../../src/indexer/store/segment-writer.ts'
import { supervise } from '../../src/indexer/supervisor.ts'
import { readRoots } from '../../src/platform/attestation-roots.ts'
import { createPool } from '../../src/platform/database.ts'
import { type Network, NetworkFile } from '../../src/platform/network.ts'
import type { MockChain } from './mockchain/chain.ts'

export const REGISTRY = Address(`0x${'a1'.repeat(20)}`)
export const RELAY = Address(`0x${'a2'.repeat(20)}`)
export const WORK = Address(`0x${'a3'.repeat(20)}`)
export const STAKING = Address('0x0000000000000000000000000000000000000800')
export const CHAIN_ID = 31_337

/** A network of three contracts on one chain, as its file would say it. */
export function makeNetwork(name: string, policy: 'full' | 'audited' | 'trusted' = 'full'): Network {
  const contract = (address: string, contractInterface: string) => ({
    name: contractInterface,
    chain: CHAIN_ID,
    address,
    interface: contractInterface,
  })
  const file = NetworkFile.parse({
    name,
    title: name,
    chains: [
      {
        id: CHAIN_ID,
        name: 'mock',
        class: 'devnet',
        family: 'ethereum',
        finality: { depth: 10 },
        integrity: { policy, quorum: 1, auditShare: 0.05 },
      },
    ],
    contracts: [
      contract(REGISTRY, 'opengradient/tee-registry-v1'),
      contract(RELAY, 'opengradient/settlement-relay-v2'),
      contract(WORK, 'assay/v1'),
    ],
    rules: { heartbeatMaxAge: { seconds: 1800, source: 'made up for the test' } },
  })
  return { ...file, folder: '/nowhere' }
}

/** The same network with the staking precompile of a Cosmos chain. */
export function withStaking(network: Network): Network {
  const name = 'cosmos/staking'
  const staking = { name, chain: CHAIN_ID, address: STAKING, interface: name }
  return { ...network, contracts: [...network.contracts, staking] }
}

interface Head {
  readonly head: Pick<MockChain['head'], 'hash'>
}

export interface RunningIndexer {
  readonly pool: pg.Pool
  /** Resolves when the newest block of the chain is stored. */
  reached(chain: Head): Promise<void>
  /** As SIGTERM does. */
  stop(): Promise<void>
}

/** The indexer's own supervisor over mock endpoints, in this process. */
export async function runIndexer(
  database: string,
  network: Network,
  urls: readonly string[],
  options: {
    readonly healDeepReorgs?: boolean
    readonly segments?: string
    /** Look at the chain's identity and contracts first, as the process does. */
    readonly prepare?: boolean
  } = {},
): Promise<RunningIndexer> {
  const [chain] = network.chains
  if (!chain) throw new Error('a network has a chain')
  const place = { network: network.name, chain: chain.id }
  const pool = createPool(database, { application: 'test', max: 6 })
  const stop = new AbortController()
  const log = pino({ level: process.env.ASSAY_LOG_LEVEL ?? 'silent' })
  const reader = openReader(chain, urls, stop.signal, { pollMs: 20, timeoutMs: 2000 })
  recordFaults(reader, pool, place, log)
  const prepared = options.prepare
    ? await prepareIndex({ pool, place, network, reader, log, expectedGenesis: undefined }, stop.signal)
    : undefined
  if (!prepared) await recordNetworkRules(pool, place, network)
  const genesisHash = prepared?.genesisHash ?? (await reader.genesisHash())
  const table = createEventTable(prepared?.network ?? network, chain.id, interfaces, await readRoots(network))
  const healDeepReorgs = options.healDeepReorgs ?? false
  const keeper = options.segments
    ? new SegmentWriter(openSegments(options.segments, {}), pool, place)
    : undefined
  const beforeCommit = keeper?.prepare.bind(keeper)
  const supervised = { pool, place, table, reader, genesisHash, log, healDeepReorgs }
  const running = supervise({ ...supervised, ...(beforeCommit ? { beforeCommit } : {}) }, stop.signal)
  return {
    pool,
    reached: (mock) => Promise.race([whenStored(pool, network.name, mock), running]),
    async stop() {
      stop.abort()
      await running
      await reader.close()
      await pool.end()
    },
  }
}

/** Waits for a state of the world by asking for it; the test's own time limit is the only clock. */
export async function eventually(pool: pg.Pool, sql: string, parameters: unknown[] = []): Promise<void> {
  for (;;) {
    const { rows } = await pool.query({ text: sql, values: parameters, rowMode: 'array' })
    if (rows[0]?.[0] === true) return
    await sleep(20)
  }
}

function whenStored(pool: pg.Pool, network: string, chain: Head): Promise<void> {
  return eventually(pool, 'select bool_or(hash = $2) from ingest.status where network = $1', [
    network,
    Buffer.from((chain.head.hash as Hash32).slice(2), 'hex'),
  ])
}
