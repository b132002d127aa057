import { mkdirSync, rmSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { startPostgres } from '../../src/platform/embedded.ts'
import { inDatabase } from './databases.ts'
import { measureHead } from './head.ts'
import { createCommand, type Options } from './options.ts'
import { PEERS, type Peer } from './peers.ts'
import { type Bench, playScene, type Stage } from './play.ts'
import { SCENES } from './record.ts'
import { headLine, renderNotes, renderScenes, scaleLines } from './report.ts'
import type { Scene } from './samples.ts'
import { measureScale } from './scale.ts'
import { SHAPES } from './shapes.ts'

const CHAIN_ID = 31_337
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
 * latency, once each. A peer that does not install, or does not end in time, is named and left out.
 */
export async function run(args: string[]): Promise<void> {
  const options = createCommand().parse(args, { from: 'user' }).opts<Options>()
  const { quick = false, chains, sizes, world, blocks, runs = quick ? 1 : 3 } = options
  const only: readonly string[] | undefined = world === undefined ? options.only : ['assay']
  const wanted = (name: string) => only?.includes(name) ?? true
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
  const wantsChain = ({ shape }: Stage) => shape === 'market' || (chains?.includes(shape) ?? true)
  try {
    for (const each of (world !== undefined ? MARKET : quick ? QUICK : STAGES).filter(wantsChain)) {
      const stage = blocks === undefined ? each : { ...each, blocks }
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
  const scaled = { folder, chainId: CHAIN_ID, sizes, runs }
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
