import { setTimeout as sleep } from 'node:timers/promises'
import type { IndexerProcess } from '../support/processes.ts'
import { type Failpoint, failAt } from './failpoint.ts'
import { listIndexes } from './truth.ts'
import { createWorld, type Scene, type World, whenLogged } from './world.ts'

/** Where `kill -9` strikes. `random` is a seeded time; every other one is a point, and a run that misses it fails. */
export const KILL_POINTS = [
  'random',
  'after fetch',
  'mid-transaction',
  'after commit',
  'in rollback',
  'in index build',
  'in segment write',
  'while fetching',
  'in commit',
] as const

/** Blocks that a run may grow by until its point was come to. */
const PATIENCE_BLOCKS = 40

export function nameKill(seed: number): (typeof KILL_POINTS)[number] {
  return KILL_POINTS[seed % KILL_POINTS.length] ?? 'random'
}

/** One run: an indexer is killed at a point, perhaps again, and the next one must end where a fresh index does. */
export async function runKill(
  database: string,
  seed: number,
  { most = 2, scene }: { readonly most?: number; readonly scene?: Scene } = {},
): Promise<string[]> {
  const point = nameKill(seed)
  const world = await createWorld(database, seed, scene && { scene })
  try {
    const kills = 1 + Math.floor(world.random() * most)
    for (let i = 0; i < kills; i++) {
      if (point === 'random') await killSomewhen(world)
      else if (point === 'while fetching') await killWhileFetching(world)
      else await killAt(world, point)
      world.grow(2)
    }
    const last = await world.start()
    await world.reached(last)
    if (point === 'in index build') await whenLogged(last, 'secondary indexes built')
    await last.stop()
    const indexes = await listIndexes(world.pool)
    const differing = await world.compareWithTruth()
    // Both share their partitions: the fresh index builds what the killed one left out.
    const missing = (await listIndexes(world.pool)).filter((name) => !indexes.includes(name))
    return point === 'in index build' ? [...differing, ...missing] : differing
  } finally {
    await world.close()
  }
}

async function killSomewhen(world: World): Promise<void> {
  const indexer = await world.start()
  await sleep(300 + world.random() * 1500)
  await indexer.kill()
}

// A request is on its way and never answered.
async function killWhileFetching(world: World): Promise<void> {
  const indexer = await world.start()
  let left = 3 + Math.floor(world.random() * 10)
  await new Promise<void>((arrived) => {
    world.endpoint.behaviour.sickness = () => {
      left--
      if (left > 0) return undefined
      arrived()
      return 'hang'
    }
  })
  await indexer.kill()
  world.endpoint.behaviour.sickness = undefined
}

async function killAt(world: World, point: Failpoint): Promise<void> {
  // One group of finalized blocks becomes one segment; of everything else there is more.
  const nth = point === 'in segment write' ? 1 : 1 + Math.floor(world.random() * 3)
  await diesAt(world, await world.start(failAt(point, nth)), point)
}

/** Grows the chain, by forks where the point asks for one, until the process has died at its point. */
export async function diesAt(world: World, indexer: IndexerProcess, point: Failpoint): Promise<void> {
  for (let i = 0; i < PATIENCE_BLOCKS; i++) {
    const lives = await world.reached(indexer).then(
      () => true,
      () => false,
    )
    if (!lives) {
      const how = await indexer.ended
      if (how === 'SIGKILL' && indexer.log().includes(`failpoint ${point}`)) return
      throw new Error(`it ended with ${how}, not by the kill ${point}: ${indexer.log()}`)
    }
    if (point === 'in rollback') {
      const depth = 1 + Math.floor(world.random() * 8)
      world.chain.unwind(depth)
      world.grow(depth)
    }
    world.grow(1)
  }
  throw new Error(`the kill ${point} never struck: the indexer no longer comes to that point`)
}
