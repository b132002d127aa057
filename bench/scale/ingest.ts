import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { removePostgres, startPostgres } from '../../src/platform/embedded.ts'
import { spawnProcess } from '../../test/support/processes.ts'
import { NETWORK, runAssay, writeNetwork } from '../ingest/assay.ts'
import { inDatabase } from '../ingest/databases.ts'
import { readProcessSeconds } from '../ingest/measure.ts'
import { startMock } from '../ingest/mock.ts'
import { countEvents, SHAPES } from '../ingest/shapes.ts'

const CHAIN_ID = 31_337
/** Narrow cells, so that the lake is written all the time that blocks are indexed, as on a chain that goes on for longer. */
const GRID = [500, 5000]

/** Facts that the indexer stored in a second, alone and while a lake of them was written, one per run. */
export interface Ingested {
  readonly events: number
  readonly alone: number[]
  readonly withLake: number[]
  /** Facts that the lake held when the indexer was done, and what writing them took of the processor. */
  readonly lakeFacts: number[]
  readonly lakeCpuSeconds: number[]
}

/** The indexer on the dense chain of `bench ingest`, in turn without a lake and with one that another process writes. */
export async function measureIngest(blocks: number, runs: number): Promise<Ingested> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-scale-ingest-'))
  const mock = await startMock('dense', { chainId: CHAIN_ID, blocks })
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres') })
  const events = countEvents({ ...SHAPES.dense, blocks })
  const found: Ingested = { events, alone: [], withLake: [], lakeFacts: [], lakeCpuSeconds: [] }
  const rate = async (databaseUrl: string) => {
    const task = {
      folder,
      rpcUrl: mock.url,
      chainId: CHAIN_ID,
      head: mock.head,
      events,
      policy: 'audited',
      signal: mock.signal,
    } as const
    const { seconds } = await runAssay({ ...task, databaseUrl })
    return events / seconds
  }
  try {
    for (let run = 0; run < runs; run++) {
      found.alone.push(await inDatabase(postgres.url, rate))
      await inDatabase(postgres.url, async (databaseUrl) => {
        const lake = spawnProcess(['lake', 'run'], {
          DATABASE_URL: databaseUrl,
          ASSAY_NETWORKS: writeNetwork({ folder, chainId: CHAIN_ID, policy: 'audited' }),
          ASSAY_NETWORK: NETWORK,
          ASSAY_CHAIN: String(CHAIN_ID),
          ASSAY_LAKE: join(folder, `lake-${run}`),
          ASSAY_LAKE_GRID: GRID.join(','),
        })
        try {
          found.withLake.push(await rate(databaseUrl))
          found.lakeFacts.push(await countInLake(databaseUrl))
          found.lakeCpuSeconds.push(readProcessSeconds(lake.child.pid ?? 0))
        } finally {
          await lake.kill()
        }
      })
    }
  } finally {
    await mock.stop()
    await postgres.stop()
    await removePostgres(join(folder, 'postgres'))
    await rm(folder, { recursive: true, force: true })
  }
  return found
}

async function countInLake(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ covered: number }>(
    `select covered from lake.head where manifest = 'facts'`,
  )
  await client.end()
  if (!rows[0]) throw new Error('the lake held nothing when the indexer was done: nothing was measured')
  return rows[0].covered * SHAPES.dense.own
}
