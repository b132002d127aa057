import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../db/source.ts'
import { rollUpVerification } from '../../reference-node/work/rollup.ts'
import { buildIndexes, Partitions } from '../../src/indexer/store/partitions.ts'
import { createPool } from '../../src/platform/database.ts'
import { startPostgres } from '../../src/platform/embedded.ts'
import { chainStatements, factStatements, HEIGHTS, PER_MILLION, PRICES, SEEDED_KINDS } from './facts.ts'
import { ROLLUPS } from './rollups.ts'

export interface World {
  readonly url: string
  readonly facts: number
  close(): Promise<void>
}

const SETTINGS = [
  'shared_buffers=1GB',
  'work_mem=64MB',
  // Loading is not what is measured: one long load without checkpoints or a log of it, indexes built in memory.
  'fsync=off',
  'synchronous_commit=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=30GB',
  'maintenance_work_mem=512MB',
]

/**
 * A real Postgres of its own with about so many facts, in the indexer's own partitions and with its own indexes; or one
 * that is there already. With `dataDir` it is kept there for another time.
 */
export async function openWorld(facts: number, existing?: string, dataDir?: string): Promise<World> {
  if (existing) return { url: existing, facts: await countFacts(existing), close: async () => {} }
  return startWorld((url) => fill(url, facts), dataDir)
}

/** A world of heartbeats and nothing else, this many: rows to export. */
export async function openHeartbeats(rows: number): Promise<World> {
  const facts = Math.round((rows * 1_000_000) / PER_MILLION.heartbeat)
  return startWorld((url) =>
    inTurns(url, [
      {
        kind: 'heartbeat',
        statements: [...factStatements('heartbeat', facts), ...chainStatements().slice(0, 1)],
      },
    ]),
  )
}

async function startWorld(load: (url: string) => Promise<void>, dataDir?: string): Promise<World> {
  const folder = dataDir ?? join(tmpdir(), `assay-bench-api-${process.pid}`)
  const postgres = await startPostgres({ dataDir: folder, settings: SETTINGS })
  try {
    if ((await migrate(postgres.url)).length) await load(postgres.url)
  } catch (error) {
    await postgres.stop()
    throw error
  }
  return {
    url: postgres.url,
    facts: await countFacts(postgres.url),
    async close() {
      await postgres.stop()
      if (!dataDir) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function fill(url: string, facts: number): Promise<void> {
  const began = performance.now()
  const say = (what: string) =>
    process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s ${what}\n`)
  await inTurns(url, [
    ...SEEDED_KINDS.map((kind) => ({ kind, statements: factStatements(kind, facts) })),
    { kind: 'node_registered' as const, statements: chainStatements() },
  ])
  say('facts')
  const pool = createPool(url, { application: 'bench-world', max: 4 })
  await pool.query('analyze')
  for (const statement of [...PRICES, ...ROLLUPS]) await pool.query(statement)
  say('rollups, leaves, verdicts')
  for (const network of ['alpha', 'beta']) await rollUpVerification(pool, network)
  say('verdicts by day')
  await buildIndexes(pool, new AbortController().signal)
  say('indexes')
  await pool.query('vacuum analyze')
  say('vacuumed')
  await pool.end()
}

interface Load {
  readonly kind: Parameters<Partitions['ensure']>[1]
  readonly statements: readonly string[]
}

// Two at a time. Partitions made in the transaction that fills them need no log of what goes in.
async function inTurns(url: string, loads: readonly Load[]): Promise<void> {
  const waiting = [...loads]
  const partitions = new Partitions()
  const pool = createPool(url, { application: 'bench-load', max: 2 })
  const work = async () => {
    const client = await pool.connect()
    for (let load = waiting.shift(); load; load = waiting.shift()) {
      await client.query('begin')
      await partitions.ensure(client, load.kind, HEIGHTS.first, HEIGHTS.last)
      for (const statement of load.statements) await client.query(statement)
      await client.query('commit')
    }
    client.release()
  }
  await Promise.all([work(), work()])
  await pool.end()
}

async function countFacts(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const counts = SEEDED_KINDS.map((kind) => `(select count(*) from facts.${kind})`)
  const { rows } = await client.query(`select ${counts.join(' + ')} as n`)
  await client.end()
  return Number(rows[0]?.n)
}
