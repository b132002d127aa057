import { join } from 'node:path'
import type { EmbeddedPostgres } from '../../src/platform/embedded.ts'
import { runAssay } from './assay.ts'
import { measureCopy } from './copy.ts'
import { inDatabase } from './databases.ts'
import { countMarketEvents } from './market.ts'
import { readServerSeconds, type Usage } from './measure.ts'
import { type Mock, startMock } from './mock.ts'
import type { Peer } from './peers.ts'
import { type Sample, summarise } from './samples.ts'
import { CONTRACT, countEvents, SHAPES, type ShapeName } from './shapes.ts'

/** A chain, and how it is served. */
export interface Stage {
  readonly shape: ShapeName
  readonly latencyMs: number
  /** Absent: as many as the shape has. */
  readonly blocks?: number
}

/** Who plays, how often, and where. */
export interface Bench {
  readonly folder: string
  readonly chainId: number
  readonly postgres: EmbeddedPostgres
  readonly peers: readonly Peer[]
  /** Whether a program was asked for. */
  readonly wanted: (name: string) => boolean
  readonly runs: number
  /** Which a run of another program may take. */
  readonly limitSeconds: number
}

/** A limit that real providers have; with a zero-latency mock there is none. */
const CAPPED_LOGS = 10_000

/** Plays every wanted program on a chain, in turn; undefined where none of them is one for chains. */
export async function playScene(
  { shape, latencyMs, blocks = SHAPES[shape].blocks }: Stage,
  bench: Bench,
): Promise<{ scene: string; rows: Sample[]; mockPeakMb: number } | undefined> {
  const { wanted, peers, chainId } = bench
  const policies = (['audited', 'full'] as const).filter(
    (policy) => wanted(programOf(policy)) && (policy === 'audited' || shape === 'dense'),
  )
  if (policies.length + peers.length === 0) return undefined
  const mock = await startMock(shape, {
    chainId,
    blocks,
    ...(latencyMs ? { latencyMs, maxLogs: CAPPED_LOGS } : {}),
  })
  const isMarket = shape === 'market'
  const sized = { ...SHAPES[shape], blocks }
  const events = isMarket ? countMarketEvents(sized) : countEvents(sized)
  const scene = latencyMs ? `${shape}, ${latencyMs} ms` : shape
  const samples: Sample[] = []
  const playing = new Set(peers)
  const { url: rpcUrl, head, signal } = mock
  const task = { folder: bench.folder, rpcUrl, chainId, head, events, isMarket, signal }
  try {
    for (let i = 0; i < bench.runs; i++) {
      for (const policy of policies)
        await inDatabase(bench.postgres.url, async (databaseUrl) => {
          const named = { scene, program: programOf(policy), events }
          samples.push(await sample(bench, named, mock, () => runAssay({ ...task, databaseUrl, policy })))
          if (policy === 'audited' && shape === 'dense' && wanted('copy'))
            samples.push(await sampleCopy(bench, { ...named, program: 'copy' }, databaseUrl))
        })
      for (const peer of playing) {
        const theirs = { ...task, contract: CONTRACT, toBlock: head, limitSeconds: bench.limitSeconds }
        const named = { scene, program: peer.name, events }
        const run = (databaseUrl: string) =>
          sample(bench, named, mock, () =>
            peer.run(join(bench.folder, peer.name), { ...theirs, databaseUrl }),
          )
        try {
          samples.push(await inDatabase(bench.postgres.url, run))
        } catch (error) {
          signal.throwIfAborted()
          // What another program cannot do on this chain is said once, and the others are measured.
          process.stderr.write(`${scene}: ${peer.name} is left out: ${(error as Error).message}\n`)
          playing.delete(peer)
        }
      }
    }
    return { scene, rows: summarise(samples), mockPeakMb: (await mock.seen()).peakMb }
  } finally {
    await mock.stop()
  }
}

const programOf = (policy: 'audited' | 'full') => (policy === 'full' ? 'assay-full' : 'assay')

type Named = Pick<Sample, 'scene' | 'program' | 'events'>

async function sample(
  { postgres }: Bench,
  named: Named,
  mock: Mock,
  play: () => Promise<Usage>,
): Promise<Sample> {
  const before = await mock.seen()
  const serverBefore = readServerSeconds(postgres.pid)
  const usage = await play()
  const postgresSeconds = readServerSeconds(postgres.pid) - serverBefore
  const after = await mock.seen()
  const { scene, program, events } = named
  process.stderr.write(`${scene}: ${program} ${Math.round(events / usage.seconds)} events/s\n`)
  return {
    ...named,
    ...usage,
    postgresSeconds,
    mockSeconds: after.cpuSeconds - before.cpuSeconds,
    requests: after.requests - before.requests,
    bytes: after.bytes - before.bytes,
  }
}

async function sampleCopy({ postgres }: Bench, named: Named, databaseUrl: string): Promise<Sample> {
  const none = { cpuSeconds: 0, mockSeconds: 0, peakMb: 0, requests: 0, bytes: 0 }
  const { seconds, postgresSeconds } = await measureCopy(databaseUrl, () => readServerSeconds(postgres.pid))
  return { ...named, ...none, seconds, postgresSeconds }
}
