import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../db/source.ts'
import { buildIndexes } from '../../src/indexer/store/partitions.ts'
import { startPostgres } from '../../src/platform/embedded.ts'
import { seed } from '../../test/support/seed.ts'

export interface World {
  readonly url: string
  readonly facts: number
  close(): Promise<void>
}

/** A real Postgres of its own with about so many facts, indexed as the indexer indexes them. */
export async function openWorld(facts: number): Promise<World> {
  const dataDir = join(tmpdir(), `assay-bench-api-${process.pid}`)
  const postgres = await startPostgres({
    dataDir,
    settings: ['fsync=off', 'synchronous_commit=off', 'shared_buffers=1GB'],
  })
  await migrate(postgres.url)
  // A claim brings a fee and a heartbeat with it.
  await seed(postgres.url, { nodes: 2000, blocks: 50_000, claims: Math.floor(facts / 3) })
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await buildIndexes(client as unknown as pg.PoolClient)
  await client.query('vacuum analyze')
  const counted =
    await client.query(`select (select count(*) from facts.settled_claim) + (select count(*) from facts.fee)
    + (select count(*) from facts.heartbeat) + (select count(*) from facts.emission) as n`)
  await client.end()
  return {
    url: postgres.url,
    facts: Number(counted.rows[0]?.n),
    async close() {
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
