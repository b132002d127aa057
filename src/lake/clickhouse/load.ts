import { Rejected } from '../../claim/errors.ts'
import type { Place } from '../../indexer/place.ts'
import type { ClickHouse } from '../../platform/clickhouse.ts'
import type { Pool } from '../../platform/database.ts'
import { type NamedEntry, nameManifest } from '../manifest.ts'
import { readManifest } from '../memory.ts'
import type { LakeStore } from '../store.ts'
import { underLock } from '../under-lock.ts'
import { checkLoad } from './check-load.ts'
import { FACT_VIEWS } from './fact-views.ts'
import { nameFacts } from './facts.ts'
import { dropLoads, type LoadRows, loadEntries, toBatches } from './load-entries.ts'
import {
  forgetLoads,
  listChanges,
  listLoads,
  listNamed,
  recordLoad,
  recordPointer,
  withdrawPointer,
} from './pointer.ts'
import { nameStored, ROLLUPS } from './rollups.ts'
import { LOADED_KINDS, migrateClickHouse, nameLoad } from './schema.ts'

export interface LoadOptions {
  readonly pool: Pool
  readonly place: Place
  readonly store: LakeStore
  readonly server: ClickHouse
  readonly onLoad?: (entry: NamedEntry) => void
}

/** What a load came to. */
export interface Loaded {
  /** Entries that were loaded, with the facts in them. */
  readonly entries: number
  readonly facts: number
  /** The last block that readers find in ClickHouse; −1: none. */
  readonly covered: number
}

/** How long a statement of a load may take: it reads a million blocks, or two million facts, at most. */
export const LOAD_MS = 600_000

const TABLES = [...LOADED_KINDS.map(nameFacts), ...ROLLUPS.map(({ name }) => nameStored(name))]
const ROLLUP_VIEWS = Object.fromEntries(
  ROLLUPS.map(({ name, keys, sums, hidden = [], shown = {}, fixed = {} }) => [
    name,
    {
      table: nameStored(name),
      columns: [
        ...[...keys, ...sums].map(([column]) => column).filter((column) => !hidden.includes(column)),
        ...Object.keys(fixed),
      ],
      fixed,
      sums: sums.map(([column]) => column).filter((column) => !hidden.includes(column) && !(column in shown)),
    },
  ]),
)

const VIEWS = { ...ROLLUP_VIEWS, ...FACT_VIEWS }

/**
 * Loads what the lake holds of a chain's final blocks into ClickHouse, and switches readers to it when all of it is there. A kill at
 * any moment leaves readers with what they had; the next run goes on.
 * @throws Misconfigured `LAKE_BUSY`; as {@link loadEntries} and {@link readManifest}
 */
export async function loadFacts(options: LoadOptions, signal: AbortSignal): Promise<Loaded> {
  return underLock(options.pool, nameLock(options.place), () => loadLocked(options, signal))
}

async function loadLocked(options: LoadOptions, signal: AbortSignal): Promise<Loaded> {
  const { pool, place, server, store } = options
  const { live, entries } = await readManifest(store, place, pool)
  if (await isOutdated(pool, place, live)) {
    await withdrawPointer(pool, place)
    return { entries: 0, facts: 0, covered: -1 }
  }
  await migrateClickHouse(server)
  const wanted = new Set(live.map(({ name }) => nameLoad(name)))
  const done = { entries: 0, facts: 0 }
  const known = await listLoads(pool, place)
  const there = await countLoads(server, [...wanted])
  const missing = live.filter(({ name }) => !isWhole(known.get(nameLoad(name)), there.get(nameLoad(name))))
  for (const batch of toBatches(missing)) {
    signal.throwIfAborted()
    const loads = batch.map(({ name }) => nameLoad(name))
    // Readers that the pointer leads here would miss what is not there.
    const { now } = await listNamed(pool, place)
    if (loads.some((load) => now.includes(load))) await withdrawPointer(pool, place)
    for (const load of loads) await recordLoad(pool, place, load, null)
    const rows = await loadEntries(server, store, batch, signal)
    for (const [load, counts] of rows) await recordLoad(pool, place, load, counts)
    for (const named of batch) {
      done.entries++
      done.facts += named.entry.kinds.reduce((sum, each) => sum + each.rows, 0)
      options.onLoad?.(named)
    }
  }
  const covered = await point(options, live, entries.at(-1))
  await sweep(options, wanted)
  return { ...done, covered }
}

/**
 * Compares one of the loads that readers find with the lake, the one whose turn it is: who counts turns up has compared all of them
 * after as many as there are. Readers are kept from what differs, and the next load puts it back. Returns what differed; undefined: nothing.
 * @throws Misconfigured `LAKE_BUSY`; as {@link readManifest}; Unavailable `UNAVAILABLE_CLICKHOUSE`, `CLICKHOUSE_FAULT`
 */
export async function recheckLoad(
  options: LoadOptions,
  turn: number,
  signal: AbortSignal,
): Promise<Rejected | undefined> {
  const { pool, place, server, store } = options
  return underLock(pool, nameLock(place), async () => {
    const { now } = await listNamed(pool, place)
    const { live } = await readManifest(store, place, pool)
    const there = live.filter(({ name }) => now.includes(nameLoad(name)))
    const named = there[turn % Math.max(1, there.length)]
    if (!named) return undefined
    try {
      await checkLoad(server, named, signal)
      return undefined
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      await withdrawPointer(pool, place)
      await recordLoad(pool, place, nameLoad(named.name), null)
      return error
    }
  })
}

function nameLock(place: Place): string {
  return `clickhouse-${nameManifest(place)}`
}

/** Whether some of these entries hold facts that the index has had otherwise since. */
async function isOutdated(pool: Pool, place: Place, live: readonly NamedEntry[]): Promise<boolean> {
  const changes = await listChanges(pool, place)
  return live.some(({ entry }) =>
    changes.some(({ sequence, fromBlock }) => entry.sequence <= sequence && entry.to >= fromBlock),
  )
}

/** Whether a load was finished, and is there as it was then: a server that was put back from a backup may have lost it. */
function isWhole(known: LoadRows | null | undefined, there: LoadRows = {}): boolean {
  return known != null && TABLES.every((table) => (known[table] ?? 0) === (there[table] ?? 0))
}

/** How many rows the tables hold of each load. */
async function countLoads(server: ClickHouse, loads: readonly string[]): Promise<Map<string, LoadRows>> {
  const counts = new Map<string, Record<string, number>>()
  const each = TABLES.map(
    (table) =>
      `select load, '${table}', toString(count()) from ${table} where load in {loads:Array(String)} group by load`,
  )
  const { rows } = await server.rows(each.join(' union all '), { loads })
  for (const [load, table, count] of rows as string[][])
    counts.set(String(load), { ...counts.get(String(load)), [String(table)]: Number(count) })
  return counts
}

/** Switches readers to these entries. Returns the last block that they find; −1 where there is no fact. */
async function point(
  { pool, place, server }: LoadOptions,
  live: readonly NamedEntry[],
  newest: NamedEntry | undefined,
): Promise<number> {
  const last = live.at(-1)
  if (!last || !newest) return -1
  const loads = live.map(({ name }) => nameLoad(name))
  const before = await findLastDay(server, loads)
  if (before === undefined) return -1
  const known = await listLoads(pool, place)
  const rows: Record<string, number> = {}
  for (const load of loads)
    for (const [table, count] of Object.entries(known.get(load) ?? {}))
      rows[table] = (rows[table] ?? 0) + count
  const { to, digestAfter } = last.entry
  const { sequence } = newest.entry
  await recordPointer(pool, place, {
    loads,
    rows,
    views: VIEWS,
    covered: to,
    digest: digestAfter,
    before,
    sequence,
  })
  return to
}

/** The day of the newest fact: a later block is not earlier, so all facts of the days before it are loaded. */
async function findLastDay(server: ClickHouse, loads: readonly string[]): Promise<string | undefined> {
  const each = LOADED_KINDS.map(
    (kind) =>
      `select max(block_time) as t, count() as n from ${nameFacts(kind)} where load in {loads:Array(String)}`,
  )
  const { rows } = await server.rows(
    `select toString(toDate(max(t), 'UTC')), toString(sum(n)) from (${each.join(' union all ')}) where n > 0`,
    { loads },
  )
  const [day, count] = rows[0] ?? []
  return Number(count) > 0 ? String(day) : undefined
}

/**
 * Removes what no reader can have in mind: neither wanted, nor named by the pointer, nor by the one before it, which a question that
 * began earlier may still read by.
 */
async function sweep({ pool, place, server }: LoadOptions, wanted: ReadonlySet<string>): Promise<void> {
  const named = await listNamed(pool, place)
  const kept = new Set([...wanted, ...named.now, ...named.before])
  const left = [...(await listLoads(pool, place)).keys()].filter((load) => !kept.has(load))
  if (!left.length) return
  await dropLoads(server, TABLES, left)
  await forgetLoads(pool, place, left)
}
