import type { IndexerProcess } from '../support/processes.ts'
import { jumpingClock } from './clock.ts'
import { createWorld, type World } from './world.ts'

/** What happens around the time in which nobody indexes, or what is wrong with time all along. */
const DOWNTIMES = [
  'stopped',
  'killed',
  'fork while away',
  'alternating forks before',
  'forks at the border of finality',
  'times that go backwards',
  'a clock that jumps',
] as const
/** Final is what lies ten blocks deep. */
const FINALITY = 10

export function nameDowntime(seed: number): (typeof DOWNTIMES)[number] {
  return DOWNTIMES[seed % DOWNTIMES.length] ?? 'stopped'
}

/**
 * One run: an indexer follows the head for some blocks, is away while the chain outgrows finality, and goes on, two or three
 * times. What it keeps must decode to the same again, and a stranger who begins from its segments must end where it does.
 */
export async function runDowntime(database: string, seed: number): Promise<string[]> {
  const kind = nameDowntime(seed)
  const world = await createWorld(database, seed, { blocks: 25 })
  const upTo = (most: number) => Math.floor(world.random() * (most + 1))
  const env = kind === 'a clock that jumps' ? jumpingClock() : {}
  // Up to four blocks back, or ahead.
  if (kind === 'times that go backwards') world.chain.drift = (number) => ((number * 7919) % 9) * 600 - 2400
  try {
    for (let times = 2 + upTo(1); times > 0; times--) {
      const indexer = await world.start(env)
      await follow(world, indexer, 1 + upTo(6))
      if (kind === 'alternating forks before') await alternate(world, indexer, 1 + upTo(FINALITY - 2))
      if (kind === 'forks at the border of finality') await forkAtBorder(world, indexer)
      if (kind === 'killed') await indexer.kill()
      else await indexer.stop()
      // A fork grows past the chain that it left: what was final stays so, whenever the next one begins.
      const left = leftWhileAway(kind, upTo)
      world.chain.unwind(left)
      // Within finality now and then, mostly beyond it.
      world.grow(left + 1 + upTo(6 * FINALITY))
    }
    const last = await world.start(env)
    await follow(world, last, 3)
    await last.stop()
    return [...(await world.compareWithStranger()), ...(await world.compareWithTruth())]
  } finally {
    await world.close()
  }
}

/** How many blocks the chain leaves while nobody indexes. */
function leftWhileAway(kind: string, upTo: (most: number) => number): number {
  if (kind === 'fork while away') return 1 + upTo(FINALITY - 1)
  return kind === 'forks at the border of finality' ? FINALITY : 0
}

async function follow(world: World, indexer: IndexerProcess, blocks: number): Promise<void> {
  await world.reached(indexer)
  for (let i = 0; i < blocks; i++) {
    world.grow(1)
    await world.reached(indexer)
  }
}

/** A fork right behind the block that is final, which is where one batch of blocks ends and the next begins. */
async function forkAtBorder(world: World, indexer: IndexerProcess): Promise<void> {
  world.chain.unwind(FINALITY)
  world.grow(FINALITY + 1)
  await world.reached(indexer)
}

/** Two forks that take turns, each growing by a block whenever it is the one that is shown. */
async function alternate(world: World, indexer: IndexerProcess, depth: number): Promise<void> {
  const one = world.chain.blocks.slice()
  world.chain.unwind(depth)
  world.grow(depth + 1)
  await world.reached(indexer)
  const other = world.chain.blocks.slice()
  world.chain.blocks = one
  world.grow(1)
  await world.reached(indexer)
  world.chain.blocks = other
  world.grow(1)
  await world.reached(indexer)
}
