import { eventually } from '../support/indexer.ts'
import type { IndexerProcess } from '../support/processes.ts'
import { type OwnPostgres, startOwnPostgres } from './own-postgres.ts'
import { createWorld, type World, whenLogged } from './world.ts'

export const SERVER_FAULTS = ['Postgres restart', 'postmaster kill', 'disk full'] as const
type ServerFault = (typeof SERVER_FAULTS)[number]

type Strike = (server: OwnPostgres, world: World, indexer: IndexerProcess) => Promise<void>

const STRIKES: { readonly [F in ServerFault]: Strike } = {
  'Postgres restart': (server, world, indexer) => whileGone(server, world, indexer, server.stopImmediately),
  'postmaster kill': (server, world, indexer) => whileGone(server, world, indexer, server.killPostmaster),
  // Postgres refuses with 53100, or ends itself when the log cannot grow; then its keeper starts it again.
  async 'disk full'(server, world, indexer) {
    await server.fillDisk()
    for (let full = false; !full; ) {
      world.grow(20)
      const refused = whenLogged(indexer, '"INTERRUPTED"').then(() => true)
      full = await Promise.race([refused, reached(world, indexer)])
    }
    await server.freeDisk()
    await server.keepUp()
  },
}

/** One run on a server of its own. What was committed before the fault must be there after it. */
export async function runServerFault(fault: ServerFault, seed: number): Promise<string[]> {
  const server = await startOwnPostgres(fault === 'disk full')
  try {
    const world = await createWorld(server.url, seed)
    try {
      const indexer = await world.start()
      await world.reached(indexer)
      const acknowledged = world.chain.head
      await STRIKES[fault](server, world, indexer)
      await eventually(
        world.pool,
        `select exists (select from ingest.block where network = 'seen' and hash = $1)`,
        [Buffer.from(acknowledged.hash.slice(2), 'hex')],
      )
      world.grow(2)
      await world.reached(indexer)
      await indexer.stop()
      return await world.compareWithTruth()
    } finally {
      await world.close()
    }
  } finally {
    await server.close()
  }
}

// Postgres going away shows as well that its disk is full.
function reached(world: World, indexer: IndexerProcess): Promise<boolean> {
  return world.reached(indexer).then(
    () => false,
    () => true,
  )
}

async function whileGone(
  server: OwnPostgres,
  world: World,
  indexer: IndexerProcess,
  end: () => Promise<void>,
): Promise<void> {
  await endInTransaction(world, end)
  await whenLogged(indexer, '"INTERRUPTED"')
  await server.startAgain()
}

/** Ends a server in the middle of a transaction of the indexer, which a lock holds open. */
export async function endInTransaction(world: World, end: () => Promise<void>): Promise<void> {
  const client = await world.pool.connect()
  client.on('error', () => {})
  await client.query('begin')
  await client.query('lock table ingest.status in exclusive mode')
  world.grow(3)
  await eventually(
    world.pool,
    `select exists (select from pg_stat_activity where application_name like 'assay-indexer%' and wait_event_type = 'Lock')`,
  )
  await end()
  client.release(true)
}
