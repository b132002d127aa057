import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../support/indexer.ts'
import { createWorld, type World } from './world.ts'

export const DATABASE_FAULTS = [
  'backend kill',
  'serialization failure',
  'deadlock',
  'two indexers',
  'rolling restart',
] as const

type Disturb = (world: World) => Promise<void>

const DISTURB: { readonly [F in (typeof DATABASE_FAULTS)[number]]: Disturb } = {
  async 'backend kill'(world) {
    const indexer = await world.start()
    for (let i = 0; i < 4; i++) {
      await sleep(100 + world.random() * 300)
      await world.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'assay-indexer'`,
      )
      world.grow(1)
    }
    await world.reached(indexer)
    await indexer.stop()
  },
  'serialization failure': (world) => whileRaising(world, '40001'),
  deadlock: (world) => whileRaising(world, '40P01'),
  async 'two indexers'(world) {
    const [one, other] = [await world.start(), await world.start()]
    await world.reached(one)
    world.grow(3)
    await world.reached(one)
    // Whichever of the two writes: the other takes over.
    await one.kill()
    world.grow(3)
    await world.reached(other)
    await other.stop()
  },
  async 'rolling restart'(world) {
    let old = await world.start()
    for (let i = 0; i < 3; i++) {
      const next = await world.start()
      world.grow(2)
      await world.reached(old)
      const code = await old.stop()
      if (code !== 0) throw new Error(`ended with ${code} when asked to stop: ${old.log()}`)
      old = next
    }
    world.grow(2)
    await world.reached(old)
    await old.stop()
  },
}

/** One run with the database misbehaving: nothing acknowledged is lost, one writes, and it resumes by itself. */
export async function runDatabaseFault(database: string, seed: number): Promise<string[]> {
  const fault = DATABASE_FAULTS[seed % DATABASE_FAULTS.length] ?? 'backend kill'
  const world = await createWorld(database, seed)
  try {
    await DISTURB[fault](world)
    return await world.compareWithTruth()
  } finally {
    await world.close()
  }
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
