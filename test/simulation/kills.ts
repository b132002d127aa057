import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { eventually } from '../support/indexer.ts'
import type { IndexerProcess } from '../support/processes.ts'
import { createWorld, type World } from './world.ts'

/** Where `kill -9` strikes. Each is reached through the world (the endpoint, a lock in Postgres), not through a hook in our code. */
export const KILL_POINTS = [
  'random',
  'after fetch',
  'mid-transaction',
  'after commit',
  'in rollback',
  'in index build',
  'in segment write',
] as const
type KillPoint = (typeof KILL_POINTS)[number]

type Strike = (world: World, indexer: IndexerProcess) => Promise<void>

const STRIKES: { readonly [P in KillPoint]: Strike } = {
  async random(world, indexer) {
    await sleep(300 + world.random() * 1500)
    await indexer.kill()
  },
  async 'after fetch'(world, indexer) {
    const { seen } = world.endpoint
    const enough = seen.requests + 3 + Math.floor(world.random() * 10)
    await Promise.race([until(() => seen.requests >= enough), indexer.ended, reachedQuietly(world, indexer)])
    await indexer.kill()
  },
  'mid-transaction': (world, indexer) => whileLocked(world, 'ingest.status', indexer),
  async 'after commit'(world, indexer) {
    const client = await world.pool.connect()
    try {
      const heard = new Promise<void>((resolve) => client.once('notification', () => resolve()))
      await client.query('listen assay_block')
      await Promise.race([heard, indexer.ended])
    } finally {
      client.release(true)
    }
    await indexer.kill()
  },
  async 'in rollback'(world, indexer) {
    await world.reached(indexer)
    const locked = lock(world, 'derived.network_day')
    const client = await locked
    world.chain.unwind(1 + Math.floor(world.random() * 8))
    world.grow(3)
    await killAtLock(world, client, indexer)
  },
  // The partition's lock is held, so that building its indexes waits.
  async 'in index build'(world, indexer) {
    await eventually(world.pool, `select to_regclass('facts.heartbeat_p0') is not null`)
    await whileLocked(world, 'facts.heartbeat_p0', indexer, 'row exclusive')
  },
  async 'in segment write'(world, indexer) {
    await eventually(
      world.pool,
      `select exists (select from pg_stat_activity where application_name = 'assay-indexer')`,
    )
    await sleep(world.random() * 400)
    await indexer.kill()
  },
}

/** One run: an indexer is killed at a point, perhaps again, and the next one must end where a fresh index does. */
export async function runKill(database: string, seed: number): Promise<string[]> {
  const point = KILL_POINTS[seed % KILL_POINTS.length] ?? 'random'
  const world = await createWorld(database, seed)
  try {
    const kills = 1 + Math.floor(world.random() * 2)
    for (let i = 0; i < kills; i++) {
      await STRIKES[point](world, await world.start())
      world.grow(2)
    }
    const last = await world.start()
    await world.reached(last)
    await last.stop()
    return await world.compareWithTruth()
  } finally {
    await world.close()
  }
}

async function whileLocked(
  world: World,
  table: string,
  indexer: IndexerProcess,
  mode = 'exclusive',
): Promise<void> {
  await killAtLock(world, await lock(world, table, mode), indexer)
}

async function lock(world: World, table: string, mode = 'exclusive'): Promise<pg.PoolClient> {
  const client = await world.pool.connect()
  await client.query('begin')
  await client.query(`lock table ${table} in ${mode} mode`)
  return client
}

async function killAtLock(world: World, client: pg.PoolClient, indexer: IndexerProcess): Promise<void> {
  const waiting = eventually(
    world.pool,
    `select exists (select from pg_stat_activity where application_name = 'assay-indexer' and wait_event_type = 'Lock')`,
  )
  await Promise.race([waiting, indexer.ended, reachedQuietly(world, indexer)])
  await indexer.kill()
  client.release(true)
}

// Where a strike found nothing to strike at, the run goes on: it is then a kill at rest.
async function reachedQuietly(world: World, indexer: IndexerProcess): Promise<void> {
  await world.reached(indexer).catch(() => {})
  await sleep(500)
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5)
}
