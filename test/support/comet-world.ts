import type pg from 'pg'
import { pino } from 'pino'
import type { CometWorld } from '../../devnet/validators/answers.ts'
import { encodeIdentities, encodeParameters, RULES } from '../../devnet/validators/rules.ts'
import * as read from '../../src/chain/cometbft/read.ts'
import { consensusNumber } from '../../src/claim/consensus.ts'
import { openComet } from '../../src/comet/open.ts'
import { superviseComet } from '../../src/comet/supervisor.ts'
import { openSegments } from '../../src/indexer/segments/store.ts'
import { recordFaults } from '../../src/indexer/store/provider-faults.ts'
import { SegmentWriter } from '../../src/indexer/store/segment-writer.ts'
import { createPool } from '../../src/platform/database.ts'
import { type Network, NetworkFile } from '../../src/platform/network.ts'
import { HEIGHTS, readVector, synthetic } from './comet-vectors.ts'

const CHAIN_NAME = 'og-synthetic-1'
export const CHAIN = consensusNumber(CHAIN_NAME)

/** A network of one consensus chain, as its file would say it. */
export function cometNetwork(change: object = {}, policy: 'full' | 'audited' | 'trusted' = 'full'): Network {
  const file = NetworkFile.parse({
    name: 'consensus',
    title: 'consensus',
    chains: [
      {
        id: CHAIN,
        name: 'mock',
        class: 'devnet',
        family: 'cometbft',
        finality: { depth: 0 },
        integrity: { policy },
        consensus: { chainId: CHAIN_NAME, prefix: 'og', denom: 'ogwei', fromBlock: 100, ...change },
      },
    ],
    contracts: [],
  })
  return { ...file, folder: '/nowhere' }
}

interface Named {
  readonly op: string
  readonly pub_key_b64: string
}

/** The seven synthetic heights with two slashes, evidence, a removal and an unjailing. */
export function syntheticWorld(): CometWorld {
  const by = <T>(make: (height: number) => T) =>
    new Map(HEIGHTS.map((height) => [height as number, make(height)]))
  const { validators } = readVector('synthetic/identities') as unknown as { validators: readonly Named[] }
  return {
    chainId: CHAIN_NAME,
    blocks: by((height) => synthetic(height, 'block')),
    results: by((height) => synthetic(height, 'block_results')),
    validators: by((height) => read.objects(synthetic(height, 'validators'), 'validators')),
    identities: encodeIdentities(
      validators.map(({ op, pub_key_b64 }, at) => ({
        operator: op,
        key: pub_key_b64,
        moniker: `Val ${at}`,
        commission: RULES.commission,
      })),
    ),
    parameters: encodeParameters(),
  }
}

export interface RunningComet {
  readonly pool: pg.Pool
  /** What its end came to; undefined while it runs. */
  readonly ended: Promise<unknown>
  /** Lets it end, and its pool open. */
  pause(): void
  stop(): Promise<void>
}

/** The process' own supervisor over endpoints, in this process. */
export function runCometIndexer(
  database: string,
  network: Network,
  urls: readonly string[],
  segments?: string,
  maxBodyBytes?: number,
): RunningComet {
  const [chain] = network.chains
  if (!chain?.consensus) throw new Error('the network has a consensus chain')
  const { consensus } = chain
  const place = { network: network.name, chain: chain.id }
  const pool = createPool(database, { application: 'test', max: 6 })
  const stop = new AbortController()
  const log = pino({ level: process.env.ASSAY_LOG_LEVEL ?? 'silent' })
  const reader = openComet(chain, urls, stop.signal, {
    timeoutMs: 2000,
    patienceMs: 300,
    ...(maxBodyBytes ? { maxBodyBytes } : {}),
  })
  recordFaults(reader.client, pool, place, log)
  const keeper = segments ? new SegmentWriter(openSegments(segments, {}), pool, place) : undefined
  const beforeCommit = keeper?.prepare.bind(keeper)
  const options = { pool, place, consensus, reader, log, pollMs: 20, chain }
  const running = superviseComet({ ...options, ...(beforeCommit ? { beforeCommit } : {}) }, stop.signal)
  const ended = running.then(
    () => undefined,
    (error: unknown) => error,
  )
  return {
    pool,
    ended,
    pause: () => stop.abort(),
    async stop() {
      stop.abort()
      await ended
      await reader.client.close()
      await pool.end()
    },
  }
}
