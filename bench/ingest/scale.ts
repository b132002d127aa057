import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../db/source.ts'
import { Hash32 } from '../../src/claim/hex.ts'
import { askOnce } from '../../src/gateway/endpoints/http-transport.ts'
import { startPostgres } from '../../src/platform/embedded.ts'
import { indexerOf, KINDS, NETWORK, writeNetwork } from './assay.ts'
import { inDatabase, urlOf } from './databases.ts'
import { measure } from './measure.ts'
import { type Mock, startMock } from './mock.ts'
import { type Base, seedBackfill } from './seed.ts'
import { SHAPES } from './shapes.ts'

/** How fast facts are added to a database that holds so many. */
export interface Scale {
  readonly facts: number
  /** Facts committed in a second, one per run. */
  readonly rates: number[]
}

interface Options {
  readonly folder: string
  readonly chainId: number
  /** Facts that are there when a run begins; the first is what the others are held against. */
  readonly sizes: readonly number[]
  readonly runs: number
}

interface Seeded {
  readonly mock: Mock
  readonly base: Base
  readonly template: string
  readonly scale: Scale
}

const LIMIT_SECONDS = 600
// The log of the load would be as large as the load. What is measured runs on a server with the defaults.
const LOADING = ['wal_level=minimal', 'max_wal_senders=0', 'max_wal_size=8GB', 'work_mem=256MB']
const MEASURING = ['track_commit_timestamp=on']
const PER_BLOCK = SHAPES.dense.own

/** The rate of a backfill that has so many facts behind it, for each size; runs of the sizes take turns. */
export async function measureScale(options: Options): Promise<Scale[]> {
  const dataDir = join(options.folder, `postgres-scale-${process.pid}`)
  const seeded: Seeded[] = []
  try {
    const loading = await startPostgres({ dataDir, settings: [...LOADING, ...MEASURING] })
    try {
      for (const facts of options.sizes) seeded.push(await seed(options, facts, loading.url))
    } finally {
      await loading.stop()
    }
    const measuring = await startPostgres({ dataDir, settings: MEASURING })
    try {
      for (let i = 0; i < options.runs; i++)
        for (const each of seeded) {
          const use = (url: string) => measureRate(options, each, url)
          const rate = await inDatabase(measuring.url, use, each.template)
          each.scale.rates.push(rate)
          process.stderr.write(`at ${each.scale.facts} facts: ${Math.round(rate)} facts/s\n`)
        }
    } finally {
      await measuring.stop()
    }
  } finally {
    for (const { mock } of seeded) await mock.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return seeded.map((each) => each.scale)
}

async function seed({ folder, chainId }: Options, facts: number, admin: string): Promise<Seeded> {
  const started = performance.now()
  const number = Math.round(facts / PER_BLOCK) + 1
  const mock = await startMock('dense', { chainId, first: number })
  const template = `seed_${facts}`
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  await client.query(`create database ${template}`)
  await client.end()
  const { hash: genesisHash } = await readBlock(mock.url, 0)
  const { hash, time } = await readBlock(mock.url, number)
  const { time: later } = await readBlock(mock.url, number + 1)
  const base = { chainId, number, hash, time, genesisHash, blockSeconds: later - time }
  await migrate(urlOf(admin, template))
  await seedBackfill(urlOf(admin, template), base, writeNetwork({ folder, chainId, policy: 'audited' }))
  const seconds = (performance.now() - started) / 1000
  process.stderr.write(`${facts} facts are there after ${seconds.toFixed(0)} s\n`)
  return { mock, base, template, scale: { facts, rates: [] } }
}

async function readBlock(url: string, name: number | 'finalized') {
  const block = typeof name === 'number' ? `0x${name.toString(16)}` : name
  const call = { method: 'eth_getBlockByNumber', params: [block, false] }
  const limits = { signal: AbortSignal.timeout(60_000), maxBodyBytes: 1_000_000 }
  const result = (await askOnce(url, call, limits)) as Record<'number' | 'hash' | 'timestamp', string>
  return { number: Number(result.number), hash: Hash32(result.hash), time: Number(result.timestamp) }
}

interface Commit {
  readonly height: number
  /** Unix seconds. */
  readonly at: number
}

/** From the first commit of the run to that of the last finalized block: neither the start nor the building of indexes. */
async function measureRate(options: Options, { mock, base }: Seeded, url: string): Promise<number> {
  const { folder, chainId } = options
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('checkpoint')
    const { number: finalized } = await readBlock(mock.url, 'finalized')
    let first: Commit | undefined
    let last: Commit | undefined
    const isDone = async () => {
      const { rows } = await client.query<Commit>(
        `select height, extract(epoch from pg_xact_commit_timestamp(xmin))::float8 as at from ingest.status
         where height > $1`,
        [base.number],
      )
      first ??= rows[0]
      last = rows[0]
      return last !== undefined && last.height >= finalized
    }
    const task = { folder, databaseUrl: url, rpcUrl: mock.url, chainId, policy: 'audited' } as const
    await measure(indexerOf(task), isDone, { limitSeconds: LIMIT_SECONDS, signal: mock.signal })
    if (!first || !last || last.height !== finalized || last.height === first.height)
      throw new Error(
        `first commit ${first?.height}, last ${last?.height} of ${finalized}: too few to tell a rate`,
      )
    await expectFacts(client, base, finalized)
    return ((last.height - first.height) * PER_BLOCK) / (last.at - first.at)
  } finally {
    await client.end()
  }
}

async function expectFacts(client: pg.Client, base: Base, until: number): Promise<void> {
  const counts = KINDS.map(
    (kind) => `(select count(*) from facts.${kind}
      where network = '${NETWORK}' and chain_id = ${base.chainId} and block_number between ${base.number} and ${until})`,
  )
  const { rows } = await client.query<{ n: string }>(`select ${counts.join(' + ')} as n`)
  const expected = (until - base.number) * PER_BLOCK
  if (Number(rows[0]?.n) !== expected)
    throw new Error(`assay stored ${rows[0]?.n} facts of ${expected}: the benchmark measures nothing`)
}
