import { mkdirSync, rmSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { startPostgres } from '../../src/platform/embedded.ts'
import { inDatabase } from './databases.ts'
import { measureHead } from './head.ts'
import { PEERS, type Peer } from './peers.ts'
import { type Bench, playScene, type Stage } from './play.ts'
import { SCENES } from './record.ts'
import { headLine, renderNotes, renderScenes, scaleLines } from './report.ts'
import type { Scene } from './samples.ts'
import { measureScale } from './scale.ts'
import { SHAPES } from './shapes.ts'

interface Options {
  readonly quick?: boolean
  readonly only?: string
  readonly chains?: string
  readonly runs?: string
  readonly sizes?: string
  readonly world?: string
  readonly record?: boolean
}

const CHAIN_ID = 31_337
/** Facts that are there already, between which the rate must hold. */
const SIZES = '1000000,20000000'
const STAGES: readonly Stage[] = [
  { shape: 'dense', latencyMs: 0 },
  { shape: 'dense', latencyMs: 20 },
  { shape: 'noisy', latencyMs: 0 },
  { shape: 'noisy', latencyMs: 20 },
  { shape: 'sparse', latencyMs: 0 },
  { shape: 'sparse', latencyMs: 20 },
]
/** Short enough that all programs, the slowest included, are done in a few minutes. */
const QUICK: readonly Stage[] = [
  { shape: 'dense', latencyMs: 0, blocks: 2000 },
  { shape: 'sparse', latencyMs: 0, blocks: 20_000 },
]
const LIMIT_SECONDS = 600
const QUICK_SECONDS = 90
/** A market is played beside a dense chain of as many events, whose rate its own is compared with: starting a program counts in both. */
const MARKET: readonly Stage[] = [
  { shape: 'dense', latencyMs: 0, blocks: SHAPES.market.blocks },
  { shape: 'market', latencyMs: 0 },
]

/**
 * Assay beside a stock squid, Ponder and Envio on the same chains, and `COPY` of the same rows as the limit. One run,
 * interleaved, medians of three; then how the rate holds with many facts behind it. `--quick`: short chains without
 * latency, once each. A peer that does not install is named and left out.
 */
export async function run(args: string[]): Promise<void> {
  const program = new Command('ingest')
    .option('--quick', 'short dense and sparse chains without latency, once each')
    .option(
      '--only <programs>',
      'comma-separated: assay, assay-full, copy, head, scale, squid, ponder, envio',
    )
    .option('--chains <names>', 'comma-separated: dense, noisy, sparse')
    .option('--runs <count>', 'of each program, whose median counts')
    .option('--sizes <counts>', 'comma-separated: facts that are there when `scale` begins', SIZES)
    .option('--world <name>', 'boundless: Assay on a market of proofs, beside dense')
    .option('--record', 'keeps the figures of each chain, and shows them in docs/performance.md')
    .parse(args, { from: 'user' })
  const options = program.opts<Options>()
  const { quick = false, chains, sizes = SIZES, world } = options
  const runs = Number(options.runs ?? (quick ? 1 : 3))
  const only = world === undefined ? options.only : 'assay'
  const wanted = (name: string) => only === undefined || only.split(',').includes(name)
  const folder = resolve('.assay', 'bench')
  mkdirSync(folder, { recursive: true })
  const peers = prepare(
    PEERS.filter((peer) => wanted(peer.name)),
    folder,
  )
  const dataDir = join(folder, `postgres-${process.pid}`)
  const postgres = await startPostgres({ dataDir })
  const scenes: Scene[] = []
  const heads: number[] = []
  const conditions = {
    at: new Date().toISOString(),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
    node: process.version,
    runs,
  }
  const limitSeconds = quick ? QUICK_SECONDS : LIMIT_SECONDS
  const bench: Bench = { folder, chainId: CHAIN_ID, postgres, peers, wanted, runs, limitSeconds }
  const wantsChain = ({ shape }: Stage) => chains === undefined || chains.split(',').includes(shape)
  try {
    for (const stage of (world !== undefined ? MARKET : quick ? QUICK : STAGES).filter(wantsChain)) {
      const before = loadavg()[0] ?? 0
      const played = await playScene(stage, bench)
      if (!played) continue
      const { rows, mockPeakMb } = played
      const load = [before, loadavg()[0] ?? 0] as const
      scenes.push({ scene: played.scene, rows, conditions: { ...conditions, load, mockPeakMb } })
    }
    if (wanted('head') && !quick)
      await inDatabase(postgres.url, async (url) => heads.push(...(await measureHead(url))))
  } finally {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  const scaled = { folder, chainId: CHAIN_ID, sizes: sizes.split(',').map(Number), runs }
  const scales = wanted('scale') && !quick ? await measureScale(scaled) : []
  const lines = [...(heads.length ? [headLine(heads)] : []), ...scaleLines(scales)]
  process.stdout.write([renderScenes(scenes), ...lines, '', renderNotes(), ''].join('\n'))
  if (options.record) SCENES.keep(scenes)
}

/** Those that install here, each installed and built. */
function prepare(peers: readonly Peer[], folder: string): Peer[] {
  return peers.filter((peer) => {
    try {
      peer.prepare(join(folder, peer.name))
      return true
    } catch (error) {
      const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
      process.stderr.write(`${peer.name} does not install here and is left out: ${why}\n`)
      return false
    }
  })
}
