import { setTimeout as pause } from 'node:timers/promises'
import { readOwnMb, withChildren } from '../../../bench/scale/usage.ts'
import { createRandom } from '../../support/mockchain/random.ts'
import type { World } from '../world.ts'
import { openPlace, type Place, type Watched } from './place.ts'
import { type Reading, readPages } from './readers.ts'
import { type Course, courseOf, type Judgement, judge, type Point } from './slope.ts'

export interface MemoryRow {
  readonly process: string
  /** What it and its children have for themselves: files and shared memory are not in it. */
  readonly own: Course
  /** What is in use on Node's heap and beside it; null for what is no Node. */
  readonly used: Course | null
  readonly judgement: Judgement
}

/** What went on meanwhile. */
interface Traffic extends Reading {
  hours: number
  blocks: number
  reorgs: number
  /** Blocks that the index lacked of the chain, at the last look and at most. */
  behind: number
  mostBehind: number
}

export interface MemoryRun {
  readonly rows: readonly MemoryRow[]
  readonly traffic: Traffic
}

const BLOCK_MS = 1000
const SAMPLE_MS = 10_000
const TELL_MS = 60_000
const HOUR_MS = 3_600_000
/** Blocks between two reorgs; none goes below what the chain calls final. */
const REORG_EVERY = 30
const REORG_MOST = 5

/**
 * Runs the program's processes on a chain that makes a block a second and reorganises now and then, while somebody reads the pages, and
 * collects the garbage of each every ten seconds and looks at its memory then: for so many hours, or until the signal. `told` hears a line each minute.
 * @throws Error when a process ends
 */
export async function runMemory(
  hours: number,
  told: (line: string) => void,
  signal: AbortSignal,
): Promise<MemoryRun> {
  const place = await openPlace()
  try {
    return await watch(place, hours, told, signal)
  } finally {
    await place.close()
  }
}

async function watch(
  place: Place,
  hours: number,
  told: (line: string) => void,
  signal: AbortSignal,
): Promise<MemoryRun> {
  const over = new AbortController()
  const until = AbortSignal.any([signal, over.signal, AbortSignal.timeout(Math.round(hours * HOUR_MS))])
  const traffic: Traffic = {
    hours: 0,
    blocks: 0,
    reorgs: 0,
    behind: 0,
    mostBehind: 0,
    asked: 0,
    heads: 0,
    refused: {},
    failed: {},
  }
  const sizes = new Sizes(place.watched)
  const begun = performance.now()
  const gone = place.watched.map(async ({ name, ended, log }) => {
    await ended
    if (!until.aborted) throw new Error(`${name} has ended: ${log()}`)
  })
  try {
    const { world, url, network } = place
    const random = createRandom(2)
    const working = Promise.all([
      every(BLOCK_MS, until, async () => mine(world, random, traffic)),
      every(SAMPLE_MS, until, () => sizes.look((performance.now() - begun) / HOUR_MS)),
      every(TELL_MS, until, async () => {
        traffic.hours = (performance.now() - begun) / HOUR_MS
        await lookBehind(place, traffic)
        told(lineOf(traffic, sizes))
      }),
      readPages(url, network, random, traffic, until),
    ])
    await Promise.race([working, ...gone.map((each) => each.then(() => working))])
    await lookBehind(place, traffic)
    traffic.hours = (performance.now() - begun) / HOUR_MS
    return { rows: sizes.rows(), traffic }
  } finally {
    over.abort()
  }
}

function mine({ chain, grow }: World, random: () => number, traffic: Traffic): void {
  const depth = traffic.blocks % REORG_EVERY === REORG_EVERY - 1 ? 1 + Math.floor(random() * REORG_MOST) : 0
  chain.unwind(depth)
  grow(depth + 1)
  traffic.blocks += depth + 1
  if (depth) traffic.reorgs++
}

async function lookBehind({ world, network }: Place, traffic: Traffic): Promise<void> {
  const { rows } = await world.pool.query('select height from ingest.status where network = $1', [network])
  traffic.behind = world.chain.head.number - Number(rows[0]?.height)
  traffic.mostBehind = Math.max(traffic.mostBehind, traffic.behind)
}

/** The sizes of each process over time. */
class Sizes {
  readonly #of: readonly { readonly watched: Watched; readonly own: Point[]; readonly used: Point[] }[]

  constructor(watched: readonly Watched[]) {
    this.#of = watched.map((each) => ({ watched: each, own: [], used: [] }))
  }

  async look(hours: number): Promise<void> {
    for (const { watched, own, used } of this.#of) {
      // What waits to be collected is no growth, and in a process that does little it waits for more than an hour.
      if (watched.inspected) used.push({ hours, mb: await watched.inspected.collect() })
      own.push({ hours, mb: withChildren(watched.pid).reduce((sum, pid) => sum + readOwnMb(pid), 0) })
    }
  }

  /** What each has for itself at the last look, and of that in use. */
  newest(): string {
    const mb = (points: readonly Point[]) => Math.round(points.at(-1)?.mb ?? 0)
    return this.#of
      .map(({ watched, own, used }) => `${watched.name} ${mb(own)}${used.length ? ` (${mb(used)})` : ''}`)
      .join('  ')
  }

  rows(): MemoryRow[] {
    return this.#of.flatMap(({ watched, own, used }) => {
      const course = courseOf(own)
      if (!course) return []
      return [
        {
          process: watched.name,
          own: course,
          used: courseOf(used) ?? null,
          judgement: judge(course),
        },
      ]
    })
  }
}

function lineOf({ hours, blocks, reorgs, behind, asked, heads, failed }: Traffic, sizes: Sizes): string {
  const faults = Object.values(failed).reduce((sum, count) => sum + count, 0)
  const minutes = Math.round(hours * 60)
  return `${minutes} min  ${blocks} blocks  ${reorgs} reorgs  ${behind} behind  ${asked} questions  ${heads} heads  ${faults} failed   MB: ${sizes.newest()}`
}

/** Does it each so many milliseconds, one after the other, until the signal. */
async function every(ms: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  for (let took = 0; ; ) {
    await pause(Math.max(0, ms - took), undefined, { signal }).catch(() => {
      // The run is over: there is nothing to wait for.
    })
    if (signal.aborted) return
    const began = performance.now()
    await work()
    took = performance.now() - began
  }
}
