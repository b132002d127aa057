import { Misconfigured } from '../../claim/errors.ts'
import { toHex } from '../../claim/hex.ts'
import { listEndpoints, listProofEndpoints, openReader } from '../../gateway/open.ts'
import type { Consensus } from '../../platform/consensus.ts'
import { createPool, type Pool } from '../../platform/database.ts'
import { readCommandEnv } from '../../platform/demo-place.ts'
import { Environment } from '../../platform/environment.ts'
import { getChain, getNetwork, type Network, type NetworkChain } from '../../platform/network.ts'
import { requireTables } from '../../platform/tables.ts'
import { type Config, readConfig } from '../config.ts'
import { openTable } from '../events/load.ts'
import type { EventTable } from '../events/table.ts'
import { withStoredDeployments } from '../identity/identity.ts'
import type { Place } from '../place.ts'
import { findKept } from '../segments/reader.ts'
import { openSegments, type SegmentStore } from '../segments/store.ts'
import { describeHolder, type Holder } from '../store/writer.ts'
import { beginAnew } from './begin-anew.ts'
import { bootstrap } from './bootstrap.ts'
import { type Difference, findDifference, openPeer, type Side } from './compare.ts'
import { describeState, findDigest, findState } from './index-state.ts'
import { type DecodeKept, decodeKeptBy, redecode } from './redecode.ts'
import { rewind } from './rewind.ts'

/** What each of these commands takes. */
export interface OperateOptions {
  readonly network?: string
  readonly chain?: string
  readonly json?: true
}

/** How the kept blocks of a consensus are decoded: by a room that stands on this one. */
export type OpenConsensus = (pool: Pool, place: Place, consensus: Consensus) => Promise<DecodeKept>

/** What a command on an index works with. */
export interface OpenIndex {
  readonly config: Config
  readonly pool: Pool
  readonly place: Place
  readonly network: Network
  readonly chain: NetworkChain
  readonly table: EventTable
  readonly segments: SegmentStore
  readonly signal: AbortSignal
  /** One JSON object, or the same in words. */
  answer(value: object, words: string): void
}

/** `assay status` */
export function showStatus(options: OperateOptions): Promise<void> {
  return withIndex(options, async ({ pool, place, answer }) => {
    const state = await findState(pool, place)
    if (state === undefined) throw nothing(place)
    answer(state, describeState(state).join('\n'))
  })
}

/**
 * `assay digest [--at N]`
 * @throws Misconfigured `NOT_INDEXED`
 */
export function showDigest(options: OperateOptions, at: number | undefined): Promise<void> {
  return withIndex(options, async ({ pool, place, answer }) => {
    const state = await findState(pool, place)
    if (state === undefined) throw nothing(place)
    if (at !== undefined && at > state.height)
      throw new Misconfigured('NOT_INDEXED', `block ${at} is not indexed yet: the newest is ${state.height}`)
    const block = at ?? state.height
    const found = await findDigest(pool, place, block)
    answer(
      { ...place, block, digest: found?.digest ?? null, newestWithData: found?.number ?? null },
      found
        ? `${found.digest}  ${place.network}, chain ${place.chain}, block ${block} (newest with data: ${found.number})`
        : `${place.network}, chain ${place.chain}, block ${block}: no data up to there`,
    )
  })
}

/** `assay compare URL` */
export function compare(options: OperateOptions, url: string): Promise<void> {
  return withIndex(options, async (open) => {
    const difference = await findDifference(openOwn(open), openPeer(url))
    open.answer(difference ?? { equal: true }, describeDifference(difference))
    if (difference) process.exitCode = 1
  })
}

function describeDifference(difference: Difference | undefined): string {
  if (!difference) return 'the two are equal up to the lower of their heights'
  const sides = difference.sides.map(
    ({ name, hash, records }) =>
      `${name}: ${hash === null ? 'no data in that block' : `hash ${hash}`}\n${JSON.stringify(records, null, 2)}`,
  )
  return [`the first block that differs is ${difference.block}`, ...sides].join('\n')
}

function openOwn({ pool, place, segments }: OpenIndex): Side {
  return {
    name: 'this index',
    height: async () => (await findState(pool, place))?.height ?? -1,
    digestAt: (block) => findDigest(pool, place, block),
    async recordsOf(block) {
      const kept = await findKept(pool, place, segments, block)
      return kept && toHex(kept.records)
    },
  }
}

/** `assay begin-anew` */
export function runBeginAnew(options: OperateOptions): Promise<void> {
  return withIndex(options, async ({ pool, place, signal, answer }) => {
    const keptAs = await beginAnew(pool, place, signal, sayHolder)
    answer({ keptAs }, `the old data is kept as ${keptAs}; the indexer starts again at the first block`)
  })
}

/** `assay rewind --to N` */
export function runRewind(options: OperateOptions, to: number): Promise<void> {
  return withIndex(options, async ({ pool, place, signal, answer }) => {
    const newest = await rewind(pool, place, to, signal, sayHolder)
    const words =
      newest < 0
        ? 'nothing is left; the indexer starts again at the first block'
        : `block ${newest} is the newest now`
    answer({ newest }, words)
  })
}

/** `assay redecode` */
export function runRedecode(options: OperateOptions, openConsensus: OpenConsensus): Promise<void> {
  return withIndex(options, async ({ pool, place, chain, table, segments, signal, answer }) => {
    const decode = chain.consensus ? await openConsensus(pool, place, chain.consensus) : decodeKeptBy(table)
    const facts = await redecode({ pool, place, decode, store: segments, onWait: sayHolder }, signal)
    const lines = Object.entries(facts).map(([kind, count]) => `${kind.padEnd(20)} ${count}`)
    answer(facts, ['facts by kind:', ...lines].join('\n'))
  })
}

/**
 * `assay bootstrap SEGMENTS`
 * @throws Misconfigured `CONSENSUS_CHAIN`
 */
export function runBootstrap(options: OperateOptions, from: string, proveShare: number): Promise<void> {
  return withIndex(options, async (open) => {
    const { config, chain, network, segments, signal } = open
    if (chain.consensus)
      throw new Misconfigured(
        'CONSENSUS_CHAIN',
        `chain ${chain.id} is a consensus: assay comet reads it from its endpoints`,
      )
    const settings = new Environment(config.env)
    const consensus = listProofEndpoints(network, chain, (key) => settings.list(key))
    const reader = openReader(chain, listEndpoints(config.endpoints, chain), signal, { consensus })
    const onProgress = (block: number) => process.stderr.write(`block ${block}\n`)
    try {
      const source = openSegments(from, config.env)
      const reached = await bootstrap(
        { ...open, reader, from: source, to: segments, proveShare, onProgress, onWait: sayHolder },
        signal,
      )
      open.answer({ reached }, `filled up to block ${reached}; the indexer goes on from there`)
    } finally {
      await reader.close()
    }
  })
}

/**
 * Runs a command on an index: of the settings, or of a demo that runs here.
 * @throws Misconfigured `CONFIG_MISSING`, `TABLES_MISSING`, `TABLES_OLD`
 */
export async function withIndex(
  options: OperateOptions,
  run: (open: OpenIndex) => Promise<void>,
): Promise<void> {
  const env = readCommandEnv(process.env, options)
  const config = readConfig(env)
  const network = await getNetwork(config.networks, config.network)
  const chain = getChain(network, config.chain)
  const pool = createPool(config.databaseUrl, { application: 'cli' })
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  try {
    await requireTables(pool)
    const place = { network: network.name, chain: chain.id }
    const known = await withStoredDeployments(pool, place, network)
    await run({
      config,
      pool,
      place,
      network,
      chain,
      table: await openTable(known, chain.id),
      segments: openSegments(config.segments, env),
      signal: stop.signal,
      answer: (value, words) => process.stdout.write(`${options.json ? JSON.stringify(value) : words}\n`),
    })
  } finally {
    await pool.end()
  }
}

/** Says on stderr which writer of the chain a command waits for. */
export function sayHolder(holder: Holder): void {
  process.stderr.write(
    `waiting: ${describeHolder(holder)} writes this chain; stop it, and this command goes on\n`,
  )
}

function nothing(place: Place): Misconfigured {
  return new Misconfigured('NOTHING_INDEXED', `nothing of ${place.network} chain ${place.chain} is indexed`)
}
