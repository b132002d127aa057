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

/** A real Postgres of its own with about so many facts, indexed as the indexer indexes them; or one that is there already. */
export async function openWorld(facts: number, existing?: string): Promise<World> {
  if (existing) return { url: existing, facts: await countFacts(existing), close: async () => {} }
  const dataDir = join(tmpdir(), `assay-bench-api-${process.pid}`)
  const postgres = await startPostgres({
    dataDir,
    settings: [
      'fsync=off',
      'synchronous_commit=off',
      'shared_buffers=1GB',
      // Loading is not what is measured: one long load without checkpoints, indexes built in memory.
      'wal_level=minimal',
      'max_wal_senders=0',
      'max_wal_size=30GB',
      'maintenance_work_mem=512MB',
    ],
  })
  await migrate(postgres.url)
  // A claim brings a fee and a heartbeat with it.
  await seed(postgres.url, { nodes: 2000, blocks: 50_000, claims: Math.floor(facts / 3) })
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await buildIndexes(client as unknown as pg.PoolClient)
  await client.query('vacuum analyze')
  await client.end()
  return {
    url: postgres.url,
    facts: await countFacts(postgres.url),
    async close() {
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function countFacts(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(`select (select count(*) from facts.settled_claim)
    + (select count(*) from facts.fee) + (select count(*) from facts.heartbeat) + (select count(*) from facts.emission) as n`)
  await client.end()
  return Number(rows[0]?.n)
}
