import { readFile, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { Unavailable } from '../../src/claim/errors.ts'
import { loadFacts } from '../../src/lake/clickhouse/load.ts'
import { LOADED_KINDS, listStatements } from '../../src/lake/clickhouse/schema.ts'
import { exportFacts } from '../../src/lake/export.ts'
import { nameManifest } from '../../src/lake/manifest.ts'
import { readManifest } from '../../src/lake/memory.ts'
import { type LakeStore, openLake } from '../../src/lake/store.ts'
import { verifyLake } from '../../src/lake/verify.ts'
import { ClickHouse } from '../../src/platform/clickhouse.ts'
import { createClickHouse, type TestClickHouse } from '../support/clickhouse.ts'
import { codeOf, flip } from '../support/codes.ts'
import { CHAIN_ID } from '../support/indexer.ts'
import { spawnProcess } from '../support/processes.ts'
import { dieAt, type LakeStep } from './lake-failpoint.ts'
import { fillDisk, mountDisk, unmountDisk } from './own-postgres.ts'
import { createWorld, type World } from './world.ts'

/** Kills of one run that is about them. */
const KILLS = 20
/** What a command that goes on takes again before it is where the one before it was killed. */
const STEPS_AGAIN = 20
const REORGS = 4
const VANISHINGS = 3
/** Of cells: sixty blocks and more are several narrow and some wide ones. */
const GRID = [5, 20]
const FINALITY_DEPTH = 10
const PLACE = { network: 'seen', chain: CHAIN_ID }
const signal = new AbortController().signal

/** A world that is indexed, whose final facts go into a folder and from there into an engine of the run's own. */
interface LakeWorld {
  readonly world: World
  readonly clickhouse: TestClickHouse
  readonly folder: string
  readonly store: LakeStore
  run(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>
  /** Empties what was written, or what was loaded. */
  forgetLake(): Promise<void>
  forgetLoads(): Promise<void>
}

interface Ended {
  readonly how: number | string | null
  readonly log: string
}

const FAULTS = {
  'writer killed': async (lake) => {
    await finish(lake)
    const head = await readHead(lake)
    await lake.forgetLake()
    await killed(lake, ['lake', 'export'], ['postgres', 'files'], lake.forgetLake)
    await finish(lake)
    // The entries are named by their content: the lake is the same byte for byte.
    if (!head.equals(await readHead(lake))) throw new Error('another lake than without a kill')
  },
  'loader killed': async (lake) => {
    await finish(lake)
    await lake.forgetLoads()
    await killed(lake, ['lake', 'load'], ['postgres', 'clickhouse'], lake.forgetLoads)
  },
  'tables killed': async (lake) => {
    await finish(lake)
    await lake.forgetLoads()
    const most = listStatements('single').length + 3
    await killed(lake, ['lake', 'load'], ['clickhouse'], lake.forgetLoads, most)
  },
  'reorg at the border': async (lake) => {
    const { world } = lake
    const indexer = await world.start()
    await world.reached(indexer)
    for (let i = 0; i < REORGS; i++) {
      await finish(lake)
      // Every second one begins right behind the final block.
      const depth = i % 2 ? FINALITY_DEPTH : 1 + Math.floor(world.random() * FINALITY_DEPTH)
      world.chain.unwind(depth)
      world.grow(depth + 5)
      await world.reached(indexer)
    }
    await indexer.stop()
  },
  'full disk': async (lake) => {
    await lake.forgetLake()
    mountDisk(lake.folder, 4)
    const ballast = join(lake.folder, 'ballast')
    try {
      await fillDisk(ballast)
      const { size } = await stat(ballast)
      const { how, log } = await lake.run(['lake', 'export'])
      if (how === 0 || !log.includes('UNAVAILABLE_LAKE'))
        throw new Error(`a full disk: ended with ${how}: ${log}`)
      // Little by little, so that it ends at other files.
      for (let left = size; left > 0; left -= 32_768) {
        await truncate(ballast, left)
        if ((await lake.run(['lake', 'export'])).how === 0) break
      }
      await rm(ballast)
      await finish(lake)
      await compare(lake)
    } finally {
      unmountDisk(lake.folder)
      await lake.forgetLake()
    }
  },
  'lying store': async (lake) => {
    await finish(lake)
    const { store, world } = lake
    const { live, entries } = await readManifest(store, PLACE, world.pool)
    const parts = live
      .flatMap(({ entry }) => entry.parts)
      .filter(({ kind }) => LOADED_KINDS.some((each) => each === kind))
    const part = parts[Math.floor(world.random() * parts.length)]
    if (!part) throw new Error('the lake has no part')
    const path = join(lake.folder, 'parts', part.name.slice(0, 2), `${part.name}.parquet`)
    const bytes = await readFile(path)
    const files = openLake(lake.folder, NO_KEYS)
    const refused = async (code: string) => {
      await lake.forgetLoads()
      const { how, log } = await lake.run(['lake', 'load'])
      if (how === 0 || !log.includes(code)) throw new Error(`wanted is ${code}: ended with ${how}: ${log}`)
      const { rows } = await world.pool.query('select 1 from lake.pointer')
      if (rows.length) throw new Error('readers were led to what did not prove itself')
    }
    await files.putPart(part.name, flip(bytes, Math.floor(world.random() * bytes.length)))
    await refused('LAKE_HASH')
    await rm(path)
    await refused('LAKE_MISSING')
    await files.putPart(part.name, bytes)
    const [first] = entries
    await files.putHead(nameManifest(PLACE), { entry: first?.name ?? '', sequence: 0 })
    const code = await codeOf(() => verifyLake({ store, place: PLACE, pool: world.pool }, signal))
    if (entries.length > 1 && code !== 'LAKE_ROLLED_BACK')
      throw new Error(`a head that was put back: ${code}`)
  },
  'server gone': async (lake) => {
    await finish(lake)
    await lake.forgetLoads()
    const { clickhouse, store, world } = lake
    for (let i = 0; i < VANISHINGS; i++) {
      const server = new Vanishing(clickhouse, 1 + Math.floor(world.random() * 60))
      const code = await codeOf(async () => {
        await loadFacts({ pool: world.pool, place: PLACE, store, server }, signal)
      }).finally(() => server.close())
      if (code === 'NOTHING_THROWN') await lake.forgetLoads()
      else if (code !== 'UNAVAILABLE_CLICKHOUSE') throw new Error(`a server that vanished: ${code}`)
      else await clickhouse.restart()
    }
  },
} as const satisfies Record<string, (lake: LakeWorld) => Promise<void>>

type LakeFault = keyof typeof FAULTS
const LAKE_FAULTS = Object.keys(FAULTS) as LakeFault[]
const NO_KEYS = { accessKeyId: '', secretAccessKey: '', region: '', endpoint: '' }

export function nameLakeFault(seed: number): LakeFault {
  return LAKE_FAULTS[seed % LAKE_FAULTS.length] ?? 'writer killed'
}

/**
 * One run: afterwards count and hash of every kind are equal in Postgres, Parquet and ClickHouse, in each cell.
 * Returns nothing that differs: whatever does is told by an error.
 */
export async function runLakeFault(database: string, seed: number): Promise<string[]> {
  const world = await createWorld(database, seed)
  const clickhouse = await createClickHouse()
  try {
    const indexer = await world.start()
    await world.reached(indexer)
    await indexer.stop()
    const lake = openLakeWorld(world, clickhouse)
    await FAULTS[nameLakeFault(seed)](lake)
    await finish(lake)
    await compare(lake)
    return []
  } finally {
    await clickhouse.drop()
    await world.close()
  }
}

function openLakeWorld(world: World, clickhouse: TestClickHouse): LakeWorld {
  const folder = join(world.folder, 'lake')
  const settings = {
    DATABASE_URL: world.database,
    ASSAY_NETWORKS: join(world.folder, 'networks'),
    ASSAY_NETWORK: PLACE.network,
    ASSAY_CHAIN: String(CHAIN_ID),
    ASSAY_LAKE: folder,
    ASSAY_LAKE_GRID: GRID.join(','),
    CLICKHOUSE_URL: clickhouse.url,
    [`RPC_${CHAIN_ID}`]: world.endpoint.url,
  }
  return {
    world,
    clickhouse,
    folder,
    store: openLake(folder, NO_KEYS),
    async run(words, env = {}) {
      const child = spawnProcess(words, { ...settings, ...env })
      return { how: await child.ended, log: child.log() }
    },
    async forgetLake() {
      await rm(folder, { recursive: true, force: true })
      await world.pool.query('delete from lake.head')
    },
    async forgetLoads() {
      await world.pool.query('delete from lake.load; delete from lake.pointer')
      const name = new URL(clickhouse.url).pathname.slice(1)
      await clickhouse.server.run(`drop database if exists ${name}`, {}, 'default')
    },
  }
}

/**
 * Kills a command again and again as it goes on, at steps that the seed decides among those that are left; whenever it got to its end it
 * begins anew.
 */
async function killed(
  lake: LakeWorld,
  words: readonly string[],
  steps: readonly LakeStep[],
  forget: () => Promise<void>,
  among?: number,
): Promise<void> {
  const { random } = lake.world
  const whole = await lake.run(words, dieAt(steps, 0, 'after'))
  const most = among ?? Number(/steps (\d+)/.exec(whole.log)?.[1])
  if (whole.how !== 0 || !(most > 0)) throw new Error(`without a kill: ended with ${whole.how}: ${whole.log}`)
  await forget()
  let left = most
  for (let kills = 0; kills < KILLS; ) {
    const nth = 1 + Math.floor(random() * left)
    const { how, log } = await lake.run(words, dieAt(steps, nth, random() < 0.5 ? 'before' : 'after'))
    if (how === 'SIGKILL') kills++
    else if (how !== 0) throw new Error(`ended with ${how}: ${log}`)
    left = Math.min(most, left - nth + STEPS_AGAIN)
    if (how === 0 || among !== undefined) {
      if (how === 0) await finish(lake).then(() => compare(lake))
      await forget()
      left = most
    }
  }
}

/** Exports and loads, until there is nothing left to do. Nothing happens to these, so that they need no process of their own. */
async function finish({ world: { pool }, store, clickhouse: { server } }: LakeWorld): Promise<void> {
  await exportFacts({ pool, place: PLACE, store, grid: GRID }, signal)
  await loadFacts({ pool, place: PLACE, store, server }, signal)
}

/** Every row of every cell in all three, and nothing left aside. */
async function compare({ world, store, clickhouse }: LakeWorld): Promise<void> {
  const { server } = clickhouse
  const found = await verifyLake({ store, place: PLACE, pool: world.pool, rows: true, server }, signal)
  if (found.cells === 0 || found.comparedRows !== found.cells || found.comparedLoads !== found.cells)
    throw new Error(`compared were not all of ${found.cells} cells: ${JSON.stringify(found)}`)
  const { rows } = await server.rows(
    `select table, toString(sum(rows)) from system.parts
     where database = currentDatabase() and active and endsWith(table, '_staging') group by table`,
  )
  if (rows.length) throw new Error(`rows were left aside: ${JSON.stringify(rows)}`)
}

function readHead({ folder }: LakeWorld): Promise<Buffer> {
  return readFile(join(folder, 'heads', `${nameManifest(PLACE)}.json`))
}

/** A server that is gone while its nth statement is under way. */
class Vanishing extends ClickHouse {
  #left: number
  readonly #clickhouse: TestClickHouse

  constructor(clickhouse: TestClickHouse, nth: number) {
    super(clickhouse.url, 30_000)
    this.#clickhouse = clickhouse
    this.#left = nth
  }

  override async rows(...asked: Parameters<ClickHouse['rows']>) {
    return this.#counted(() => super.rows(...asked))
  }

  override async run(...asked: Parameters<ClickHouse['run']>) {
    return this.#counted(() => super.run(...asked))
  }

  override async insert(...asked: Parameters<ClickHouse['insert']>) {
    return this.#counted(() => super.insert(...asked))
  }

  async #counted<T>(send: () => Promise<T>): Promise<T> {
    if (--this.#left !== 0) return send()
    const [sent] = await Promise.allSettled([send(), this.#clickhouse.kill()])
    if (sent.status === 'fulfilled')
      // It was quicker: nothing of it was lost, and nobody answers the next one.
      throw new Unavailable('UNAVAILABLE_CLICKHOUSE', 'the server is gone')
    throw sent.reason
  }
}
