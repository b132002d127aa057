import { mkdirSync, rmSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { startPostgres } from '../../src/platform/embedded.ts'
import { runAssay } from './assay.ts'
import { measureCopy } from './copy.ts'
import { inDatabase } from './databases.ts'
import { measureHead } from './head.ts'
import { countMarketEvents } from './market.ts'
import { type Mock, startMock } from './mock.ts'
import { PEERS } from './peers.ts'
import { median, printReport, type Sample } from './report.ts'
import { measureScale, type Scale } from './scale.ts'
import { CONTRACT, countEvents, SHAPES, type ShapeName } from './shapes.ts'

interface Options {
  readonly quick?: boolean
  readonly only?: string
  readonly chains?: string
  readonly runs?: string
  readonly sizes?: string
  readonly world?: string
}

interface Scene {
  readonly shape: ShapeName
  readonly latencyMs: number
}

const CHAIN_ID = 31_337
/** A limit that real providers have; with a zero-latency mock there is none. */
const CAPPED_LOGS = 10_000
const UNCAPPED = 1_000_000
/** Facts that are there already, between which the rate must hold. */
const SIZES = '1000000,20000000'
const SCENES: readonly Scene[] = [
  { shape: 'dense', latencyMs: 0 },
  { shape: 'dense', latencyMs: 20 },
  { shape: 'noisy', latencyMs: 0 },
  { shape: 'noisy', latencyMs: 20 },
  { shape: 'sparse', latencyMs: 0 },
  { shape: 'sparse', latencyMs: 20 },
]

const MARKET_SCENE: Scene = { shape: 'market', latencyMs: 0 }

/**
 * Assay beside a stock squid, Ponder and Envio on the same chains, and `COPY` of the same rows as the limit. One run,
 * interleaved, medians of three; then how the rate holds with many facts behind it. `--quick`: dense and sparse without
 * latency, once each. A peer that does not install fails it.
 */
export async function run(args: string[]): Promise<void> {
  const program = new Command('ingest')
    .option('--quick', 'dense and sparse without latency, once each')
    .option(
      '--only <programs>',
      'comma-separated: assay, assay-full, copy, head, scale, squid, ponder, envio',
    )
    .option('--chains <names>', 'comma-separated: dense, noisy, sparse')
    .option('--runs <count>', 'of each program, whose median counts')
    .option('--sizes <counts>', 'comma-separated: facts that are there when `scale` begins', SIZES)
    .option('--world <name>', 'boundless: Assay on a market of proofs, beside dense')
    .parse(args, { from: 'user' })
  const options = program.opts<Options>()
  const { quick = false, chains, runs, sizes = SIZES, world } = options
  const only = world === undefined ? options.only : 'assay'
  const wanted = (name: string) => only === undefined || only.split(',').includes(name)
  const folder = resolve('.assay', 'bench')
  mkdirSync(folder, { recursive: true })
  for (const peer of PEERS) if (wanted(peer.name)) peer.prepare(join(folder, peer.name))
  const dataDir = join(folder, `postgres-${process.pid}`)
  const postgres = await startPostgres({ dataDir })
  const samples: Sample[] = []
  const heads: number[] = []
  const scales: Scale[] = []
  const startLoad = loadavg()[0] ?? 0
  try {
    for (const scene of scenesOf(quick, world))
      if (chains === undefined || chains.split(',').includes(scene.shape))
        await playScene(scene, Number(runs ?? (quick ? 1 : 3)), {
          folder,
          admin: postgres.url,
          wanted,
          samples,
        })
    if (wanted('head')) await inDatabase(postgres.url, async (url) => heads.push(...(await measureHead(url))))
  } finally {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  if (wanted('scale') && !quick) {
    const scaled = {
      folder,
      chainId: CHAIN_ID,
      sizes: sizes.split(',').map(Number),
      runs: Number(runs ?? 3),
    }
    scales.push(...(await measureScale(scaled)))
  }
  printReport(
    samples,
    { heads, scales },
    { machine: `${cpus().length} × ${cpus()[0]?.model.trim()}`, startLoad, quick },
  )
}

/** A market is played beside the dense chain, whose rate its own is compared with. */
function scenesOf(quick: boolean, world: string | undefined): readonly Scene[] {
  if (world !== undefined) return [{ shape: 'dense', latencyMs: 0 }, MARKET_SCENE]
  return quick ? SCENES.filter((each) => each.latencyMs === 0 && each.shape !== 'noisy') : SCENES
}

interface Bench {
  readonly folder: string
  readonly admin: string
  readonly wanted: (name: string) => boolean
  readonly samples: Sample[]
}

async function playScene(scene: Scene, runs: number, bench: Bench): Promise<void> {
  const { shape, latencyMs } = scene
  if (!['assay', 'assay-full', ...PEERS.map((each) => each.name)].some(bench.wanted)) return
  const mock = await startMock(shape, CHAIN_ID, latencyMs, latencyMs ? CAPPED_LOGS : UNCAPPED)
  const isMarket = shape === 'market'
  const events = isMarket ? countMarketEvents(SHAPES[shape]) : countEvents(SHAPES[shape])
  const name = latencyMs ? `${shape}, ${latencyMs} ms` : shape
  const copies: number[] = []
  try {
    for (let i = 0; i < runs; i++) {
      for (const policy of ['audited', 'full'] as const) {
        const program = policy === 'full' ? 'assay-full' : 'assay'
        if (!bench.wanted(program) || (policy === 'full' && shape !== 'dense')) continue
        await inDatabase(bench.admin, async (databaseUrl) => {
          const { folder } = bench
          const task = {
            folder,
            databaseUrl,
            rpcUrl: mock.url,
            chainId: CHAIN_ID,
            head: mock.head,
            events,
            policy,
            isMarket,
          }
          await sample(bench, { scene: name, program, events }, mock, () => runAssay(task))
          if (policy === 'audited' && shape === 'dense' && bench.wanted('copy'))
            copies.push(await measureCopy(databaseUrl))
        })
      }
      for (const peer of PEERS)
        if (bench.wanted(peer.name))
          await inDatabase(bench.admin, (databaseUrl) => {
            const task = {
              rpcUrl: mock.url,
              chainId: CHAIN_ID,
              contract: CONTRACT,
              toBlock: mock.head,
              events,
              databaseUrl,
            }
            return sample(bench, { scene: name, program: peer.name, events }, mock, () =>
              peer.run(join(bench.folder, peer.name), task),
            )
          })
    }
  } finally {
    await mock.stop()
  }
  if (copies.length)
    bench.samples.push({
      scene: name,
      program: 'copy',
      events,
      seconds: median(copies),
      cpuSeconds: 0,
      peakMb: 0,
      requests: 0,
      bytes: 0,
    })
}

async function sample(
  { samples }: Bench,
  { scene, program, events }: Pick<Sample, 'scene' | 'program' | 'events'>,
  mock: Mock,
  play: () => Promise<{ seconds: number; cpuSeconds: number; peakMb: number }>,
): Promise<void> {
  const before = await mock.seen()
  const usage = await play()
  const after = await mock.seen()
  const made = { requests: after.requests - before.requests, bytes: after.bytes - before.bytes }
  samples.push({ scene, program, events, ...usage, ...made })
  process.stderr.write(`${scene}: ${program} ${Math.round(events / usage.seconds)} events/s\n`)
}
