import { Command } from 'commander'
import { Misconfigured } from '../claim/errors.ts'
import { toHex } from '../claim/hex.ts'
import { listEndpoints, openReader } from '../gateway/open.ts'
import { createPool, type Pool } from '../platform/database.ts'
import { getChain, getNetwork, type NetworkChain } from '../platform/network.ts'
import { beginAnew } from './beginAnew.ts'
import { bootstrap } from './bootstrap.ts'
import { findDifference, openPeer, type Side } from './compare.ts'
import { type Config, readConfig } from './config.ts'
import { loadInterfaces } from './events/load.ts'
import { createEventTable, type EventTable } from './events.ts'
import { withStoredDeployments } from './identity.ts'
import { redecode } from './redecode.ts'
import { rewind } from './rewind.ts'
import { findKept } from './segments/reader.ts'
import { openSegments, type SegmentStore } from './segments/store.ts'
import { describeState, findDigest, findState } from './state.ts'
import type { Place } from './store/status.ts'

interface Opened {
  readonly config: Config
  readonly pool: Pool
  readonly place: Place
  readonly chain: NetworkChain
  readonly table: EventTable
  readonly segments: SegmentStore
  readonly signal: AbortSignal
}

/** What an operator does with an index. Settings as the indexer's own; `--network` and `--chain` replace theirs. */
export function indexerCommands(): Command[] {
  return [
    command('status', 'say in plain words where the index stands, who vouches for it and what was refused')
      .option('--json', 'as JSON')
      .action((options) => opened(options, (open) => showStatus(open, options.json === true))),
    command('digest', 'print the state digest')
      .option('--at <block>', 'as of this block', toBlock)
      .action((options) => opened(options, (open) => showDigest(open, options.at))),
    command('compare', 'find the first block at which this index and another one differ')
      .argument('<url>', "address of the other indexer's status server")
      .action((url, options) => opened(options, (open) => compare(open, url))),
    command('rewind', 'forget every block above N; -1 forgets the chain, to index it anew')
      .requiredOption('--to <block>', 'the newest block to keep', toBlock)
      .action((options) => opened(options, (open) => runRewind(open, options.to))),
    command(
      'begin-anew',
      'keep what is stored of a chain that was reset under another name, and index the chain anew',
    ).action((options) => opened(options, runBeginAnew)),
    command(
      'redecode',
      'decode the raw data that was kept once more, and swap the result in (stop the indexer first)',
    ).action((options) => opened(options, runRedecode)),
    command(
      'bootstrap',
      "fill an empty index from another operator's segments, each checked against the chain",
    )
      .argument('<segments>', 'folder or s3://bucket/prefix')
      .option('--prove <share>', 'share of blocks whose contents are proved in full', toShare, 1)
      .action((from, options) => opened(options, (open) => runBootstrap(open, from, options.prove))),
  ]
}

function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--network <name>', 'name of the network (default: ASSAY_NETWORK)')
    .option('--chain <id>', 'chain id (default: ASSAY_CHAIN, or the only chain)')
}

async function opened(
  options: { readonly network?: string; readonly chain?: string },
  run: (open: Opened) => Promise<void>,
): Promise<void> {
  const env = { ...process.env }
  if (options.network !== undefined) env.ASSAY_NETWORK = options.network
  if (options.chain !== undefined) env.ASSAY_CHAIN = options.chain
  const first = readConfig(env)
  const network = await getNetwork(first.networks, first.network)
  const [only, ...more] = network.chains
  if (first.chain === 0 && only && more.length === 0) env.ASSAY_CHAIN = String(only.id)
  const config = readConfig(env)
  const chain = getChain(network, config.chain)
  const pool = createPool(config.databaseUrl, { application: 'cli' })
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  try {
    const place = { network: network.name, chain: chain.id }
    const known = await withStoredDeployments(pool, place, network)
    await run({
      config,
      pool,
      place,
      chain,
      table: createEventTable(known, chain.id, await loadInterfaces(network)),
      segments: openSegments(config.segments, env),
      signal: stop.signal,
    })
  } finally {
    await pool.end()
  }
}

async function showStatus({ pool, place }: Opened, json: boolean): Promise<void> {
  const state = await findState(pool, place)
  if (state === undefined) throw nothing(place)
  say(json ? JSON.stringify(state) : describeState(state).join('\n'))
}

async function showDigest({ pool, place }: Opened, at: number | undefined): Promise<void> {
  const state = await findState(pool, place)
  if (state === undefined) throw nothing(place)
  if (at !== undefined && at > state.height)
    throw new Misconfigured('NOT_INDEXED', `block ${at} is not indexed yet: the newest is ${state.height}`)
  const found = await findDigest(pool, place, at ?? state.height)
  say(
    JSON.stringify({
      ...place,
      block: at ?? state.height,
      digest: found?.digest ?? null,
      newestWithData: found?.number ?? null,
    }),
  )
}

async function compare(open: Opened, url: string): Promise<void> {
  const difference = await findDifference(openOwn(open), openPeer(url))
  say(difference ? JSON.stringify(difference, null, 2) : 'the two are equal up to the lower of their heights')
  if (difference) process.exitCode = 1
}

function openOwn({ pool, place, segments }: Opened): Side {
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

async function runBeginAnew({ pool, place }: Opened): Promise<void> {
  say(`the old data is kept as ${await beginAnew(pool, place)}; the indexer begins anew`)
}

async function runRewind({ pool, place, signal }: Opened, to: number): Promise<void> {
  const newest = await rewind(pool, place, to, signal)
  say(newest < 0 ? 'nothing is left; the indexer begins anew' : `block ${newest} is the newest now`)
}

async function runRedecode({ pool, place, table, segments, signal }: Opened): Promise<void> {
  say(JSON.stringify(await redecode(pool, place, table, segments, signal)))
}

async function runBootstrap(open: Opened, from: string, proveShare: number): Promise<void> {
  const { config, chain, segments, signal } = open
  const reader = openReader(chain, listEndpoints(config.endpoints, chain), signal)
  const onProgress = (block: number) => process.stderr.write(`block ${block}\n`)
  try {
    const source = openSegments(from, config.env)
    const reached = await bootstrap(
      { ...open, reader, from: source, to: segments, proveShare, onProgress },
      signal,
    )
    say(`filled up to block ${reached}; the indexer goes on from there`)
  } finally {
    await reader.close()
  }
}

function nothing(place: Place): Misconfigured {
  return new Misconfigured('NOTHING_INDEXED', `nothing of ${place.network} chain ${place.chain} is indexed`)
}

function toBlock(text: string): number {
  if (!/^(-1|\d{1,10})$/.test(text)) throw new Misconfigured('NOT_A_BLOCK', `not a block number: ${text}`)
  return Number(text)
}

function toShare(text: string): number {
  const share = text.trim() === '' ? Number.NaN : Number(text)
  if (!(share >= 0 && share <= 1)) throw new Misconfigured('NOT_A_SHARE', `not a share from 0 to 1: ${text}`)
  return share
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
