import type pg from 'pg'
import { eventually } from '../support/indexer.ts'
import { openProxy } from './proxy.ts'
import { runServerFault, SERVER_FAULTS } from './server-faults.ts'
import { createWorld, type World } from './world.ts'

type Disturb = (world: World) => Promise<void>

const OUR_BACKENDS = `from pg_stat_activity where application_name like 'assay-indexer%' and datname = current_database()`

const DISTURB = {
  // Each time in the middle of a transaction, seen to wait for the status row.
  async 'backend kill'(world) {
    const indexer = await world.start()
    for (let i = 0; i < 4; i++) {
      const client = await holdStatus(world)
      world.grow(1)
      await eventually(
        world.pool,
        `select bool_or(pg_terminate_backend(pid)) ${OUR_BACKENDS} and wait_event_type = 'Lock'`,
      )
      client.release(true)
    }
    await world.reached(indexer)
    await indexer.stop()
  },
  'serialization failure': (world) => whileRaising(world, '40001'),
  deadlock: (world) => whileRaising(world, '40P01'),
  async 'two indexers'(world) {
    const writing = await world.start()
    await world.reached(writing)
    const waiting = await world.start()
    await eventually(world.pool, `select exists (${WAITING})`)
    world.grow(3)
    await world.reached(writing)
    await expectFence(world, 1)
    await writing.kill()
    world.grow(3)
    await world.reached(waiting)
    await expectFence(world, 2)
    await waiting.stop()
  },
  async 'rolling restart'(world) {
    let old = await world.start()
    await world.reached(old)
    for (let i = 0; i < 3; i++) {
      const next = await world.start()
      await eventually(world.pool, `select exists (${WAITING})`)
      world.grow(2)
      await world.reached(old)
      const code = await old.stop()
      if (code !== 0) throw new Error(`ended with ${code} when asked to stop: ${old.log()}`)
      old = next
    }
    world.grow(2)
    await world.reached(old)
    await expectFence(world, 4)
    await old.stop()
  },
  // The server forgets a writer that stands still in its transaction; another writes; the first wakes up and may not.
  async 'stalled writer'(world) {
    const stalled = await world.start()
    await world.reached(stalled)
    const client = await holdStatus(world)
    world.grow(1)
    await eventually(world.pool, `select exists (select ${OUR_BACKENDS} and wait_event_type = 'Lock')`)
    stalled.child.kill('SIGSTOP')
    await world.pool.query(`select pg_terminate_backend(pid) ${OUR_BACKENDS}`)
    client.release(true)
    const other = await world.start()
    await world.reached(other)
    stalled.child.kill('SIGCONT')
    await eventually(world.pool, `select exists (${WAITING})`)
    world.grow(3)
    await world.reached(other)
    await expectFence(world, 2)
    await Promise.all([other.stop(), stalled.stop()])
  },
} as const satisfies Record<string, Disturb>

export const DATABASE_FAULTS = [
  ...(Object.keys(DISTURB) as (keyof typeof DISTURB)[]),
  'connection cut',
  ...SERVER_FAULTS,
] as const

export function nameDatabaseFault(seed: number): (typeof DATABASE_FAULTS)[number] {
  return DATABASE_FAULTS[seed % DATABASE_FAULTS.length] ?? 'backend kill'
}

/** One run with the database misbehaving: nothing acknowledged is lost, one writes, and it resumes by itself. */
export async function runDatabaseFault(database: string, seed: number): Promise<string[]> {
  const fault = nameDatabaseFault(seed)
  if (fault === 'connection cut') return runCut(database, seed)
  if (fault in DISTURB) return runDisturbed(database, seed, DISTURB[fault as keyof typeof DISTURB])
  return runServerFault(fault as (typeof SERVER_FAULTS)[number], seed)
}

async function runDisturbed(database: string, seed: number, disturb: Disturb): Promise<string[]> {
  const world = await createWorld(database, seed)
  try {
    await disturb(world)
    return await world.compareWithTruth()
  } finally {
    await world.close()
  }
}

// Cut after a number of bytes, wherever that is; then the way is closed to the next few attempts.
async function runCut(database: string, seed: number): Promise<string[]> {
  const proxy = await openProxy(database)
  const world = await createWorld(database, seed, { indexerDatabase: proxy.url })
  try {
    let cut = proxy.cutAfter(3000 + world.random() * 20_000, 1)
    const indexer = await world.start()
    for (let i = 0; i < 4; i++) {
      world.grow(2)
      await cut
      cut = proxy.cutAfter(world.random() * 2000, Math.floor(world.random() * 3))
    }
    world.grow(1)
    await cut
    await world.reached(indexer)
    await indexer.stop()
    return await world.compareWithTruth()
  } finally {
    await world.close()
    await proxy.close()
  }
}

const WAITING = `select from pg_locks l join pg_database d on d.oid = l.database
  where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`

async function holdStatus(world: World): Promise<pg.PoolClient> {
  const client = await world.pool.connect()
  await client.query('begin')
  await client.query('lock table ingest.status in exclusive mode')
  return client
}

// A token is taken by each that becomes the writer, so their number is the number of writers there were.
async function expectFence(world: World, fence: number): Promise<void> {
  const { rows } = await world.pool.query(`select fence from ingest.fence where network = 'seen'`)
  if (rows[0]?.fence !== fence) throw new Error(`${rows[0]?.fence} writers there were, not ${fence}`)
}

// The statement that ends every commit fails for a while, as a database in distress lets it.
async function whileRaising(world: World, code: string): Promise<void> {
  await world.pool.query(`create or replace function ingest.distress() returns trigger language plpgsql as
    $$ begin raise exception 'made up' using errcode = '${code}'; end $$`)
  await world.pool.query(
    `create trigger distress before insert or update on ingest.status for each row execute function ingest.distress()`,
  )
  const indexer = await world.start()
  await eventually(world.pool, `select exists (select from ingest.fence where fence >= 2)`)
  await world.pool.query('drop function ingest.distress cascade')
  await world.reached(indexer)
  await indexer.stop()
}
