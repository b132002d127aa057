import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadFacts } from '../../src/lake/clickhouse/load.ts'
import { exportFacts } from '../../src/lake/export.ts'
import { readManifest } from '../../src/lake/memory.ts'
import { type LakeStore, openLake } from '../../src/lake/store.ts'
import { ClickHouse } from '../../src/platform/clickhouse.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { NODE_HOURS } from '../api/rollups.ts'
import { openWorld } from '../api/world.ts'
import { type ClickHouseEngine, startClickHouse } from '../engines/clickhouse.ts'
import { measured } from '../lake/measured.ts'
import { measureClickHouse, measureLake, measurePostgres, type Sizes } from './sizes.ts'

/** Bytes that a world takes with all that stands beside it, and what is left free of the disk. */
const BYTES_A_FACT = 900
const LEFT_FREE = 20e9
const WAIT_MS = 600_000
const { signal } = new AbortController()

/** What it took to bring facts from one place to the next. */
export interface Moved {
  readonly facts: number
  readonly seconds: number
  /** Of this process; ClickHouse and Postgres have their own. */
  readonly cpuSeconds: number
  readonly peakMb: number
}

/** A world in Postgres, and the same in a lake and in ClickHouse. */
export interface BothWorlds {
  readonly facts: number
  readonly url: string
  readonly pool: Pool
  readonly engine: ClickHouseEngine
  readonly server: ClickHouse
  readonly sizes: Sizes
  readonly exported: Moved
  readonly loaded: Moved
  close(): Promise<void>
}

/** Whether the disk holds a world of so many facts, and stays as free as it should. */
export async function isRoomFor(facts: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(tmpdir())
  return bavail * bsize - facts * BYTES_A_FACT > LEFT_FREE
}

/** Makes a world, writes its final facts into a lake, and loads that into ClickHouse. */
export async function openBoth(wanted: number): Promise<BothWorlds> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-scale-'))
  const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  const close = async () => {
    for (const end of ends.reverse()) await end()
  }
  try {
    const world = await openWorld(wanted)
    ends.push(() => world.close())
    const pool = createPool(world.url, { application: 'bench', max: 4 })
    ends.push(() => pool.end())
    await pool.query(NODE_HOURS)
    await pool.query('vacuum analyze derived.node_hour')
    const store = openLake(join(folder, 'lake'), {
      accessKeyId: '',
      secretAccessKey: '',
      region: '',
      endpoint: '',
    })
    const engine = await startClickHouse(join(folder, 'clickhouse'))
    ends.push(() => engine.kill())
    const server = new ClickHouse(engine.url, WAIT_MS)
    ends.push(() => server.close())
    const moved = await move(pool, store, server)
    const sizes = {
      ...(await measurePostgres(pool)),
      ...(await measureLake(store, moved.live)),
      ...(await measureClickHouse(server)),
    }
    return { facts: world.facts, url: world.url, pool, engine, server, sizes, ...moved, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function move(pool: Pool, store: LakeStore, server: ClickHouse) {
  const { rows } = await pool.query<{ network: string; chain: string }>(
    'select network, chain_id as chain from ingest.status order by 1, 2',
  )
  const places = rows.map(({ network, chain }) => ({ network, chain: Number(chain) }))
  const say = (what: string, { facts, seconds }: Moved) =>
    process.stderr.write(
      `${what}: ${facts} facts in ${seconds.toFixed(0)} s, ${Math.round(facts / seconds)} a second\n`,
    )
  const exported = await sum(
    places,
    async (place) => (await exportFacts({ pool, place, store }, signal)).rows,
  )
  say('lake', exported)
  const loaded = await sum(
    places,
    async (place) => (await loadFacts({ pool, place, store, server }, signal)).facts,
  )
  say('ClickHouse', loaded)
  const live = []
  for (const place of places) live.push(...(await readManifest(store, place, pool)).live)
  return { exported, loaded, live }
}

async function sum<P>(places: readonly P[], work: (place: P) => Promise<number>): Promise<Moved> {
  const { result, ...took } = await measured(async () => {
    let facts = 0
    for (const place of places) facts += await work(place)
    return facts
  })
  return { facts: result, ...took }
}
