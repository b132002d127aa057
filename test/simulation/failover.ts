import { execFile } from 'node:child_process'
import { appendFile, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { migrate } from '../../db/source.ts'
import { type EmbeddedPostgres, startPostgres } from '../../src/platform/embedded.ts'
import { eventually } from '../support/indexer.ts'
import { openProxy } from './proxy.ts'
import { endInTransaction } from './server-faults.ts'
import { createWorld, whenLogged } from './world.ts'

const SETTINGS = ['fsync=off', 'shared_buffers=32MB']

/**
 * One run: the server dies in the middle of a transaction, its synchronous replica takes its place, and the indexer finds it at the
 * same address. What was committed before must be there after.
 */
export async function runFailover(seed: number): Promise<string[]> {
  const pair = await startPair()
  const proxy = await openProxy(pair.primary.url)
  const world = await createWorld(proxy.url, seed)
  try {
    const indexer = await world.start()
    await world.reached(indexer)
    const acknowledged = world.chain.head
    await endInTransaction(world, async () => {
      process.kill(pair.primary.pid, 'SIGKILL')
      await pair.primary.ended
    })
    await whenLogged(indexer, '"INTERRUPTED"')
    proxy.lead(pair.replica.url)
    await ask(pair.replica.url, 'select pg_promote()')
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
    await proxy.close()
    await pair.close()
  }
}

interface Pair {
  readonly primary: EmbeddedPostgres
  readonly replica: EmbeddedPostgres
  close(): Promise<void>
}

/** Two servers; no commit of the first is answered before the second has it. */
async function startPair(): Promise<Pair> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-pair-'))
  await chmod(folder, 0o755)
  const [first, second] = [join(folder, 'primary'), join(folder, 'replica')]
  await (await startPostgres({ dataDir: first, settings: SETTINGS })).stop()
  await promisify(execFile)('cp', ['-a', first, second])
  const primary = await startPostgres({ dataDir: first, settings: SETTINGS })
  const { hostname, port, username, password } = new URL(primary.url)
  await writeFile(join(second, 'cluster/standby.signal'), '')
  await appendFile(
    join(second, 'cluster/postgresql.auto.conf'),
    `primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'\n`,
  )
  const replica = await startPostgres({ dataDir: second, settings: SETTINGS })
  await migrate(primary.url)
  await ask(primary.url, `alter system set synchronous_standby_names = '*'`)
  await ask(primary.url, 'select pg_reload_conf()')
  const pool = new pg.Pool({ connectionString: primary.url, max: 1 })
  await eventually(pool, `select exists (select from pg_stat_replication where sync_state = 'sync')`)
  await pool.end()
  return {
    primary,
    replica,
    async close() {
      await replica.stop()
      await primary.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  await client.query(sql)
  await client.end()
}
