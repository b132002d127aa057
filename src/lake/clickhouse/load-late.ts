import { Readable } from 'node:stream'
import { Rejected } from '../../claim/errors.ts'
import type { ClickHouse } from '../../platform/clickhouse.ts'
import type { Pool } from '../../platform/database.ts'
import { LATE_KINDS, type LateKind } from '../late/columns.ts'
import { type LateEntry, nameLate } from '../late/entry.ts'
import { readLate } from '../late/read.ts'
import type { Named } from '../manifest.ts'
import type { LakeStore } from '../store.ts'
import { underLock } from '../under-lock.ts'
import { assertKind } from './check-load.ts'
import { insertPart } from './facts.ts'
import { type Holding, listLateLoads, recordLateLoad, withdrawLate } from './late-pointer.ts'
import { countHolding, countVersion, nameLateLoad, nameLateTable, takeStaged } from './late-tables.ts'
import { stagingOf } from './layout.ts'
import { dropLoads } from './load-entries.ts'
import { pointLate } from './point-late.ts'
import { migrateClickHouse } from './schema.ts'

export interface LoadLateOptions {
  readonly pool: Pool
  readonly network: string
  readonly store: LakeStore
  readonly server: ClickHouse
}

/** What a load of late data came to: entries that were loaded, with their rows. */
export interface LateLoaded {
  readonly entries: number
  readonly rows: number
}

/**
 * Loads the leaves and verdicts of a network that the lake holds, in the order of its entries, and switches readers of verdicts to them.
 * An entry that was loaded in part is loaded again: a row of one key and version is the same row. What was lost there is loaded anew.
 * @throws Misconfigured `LAKE_BUSY`; Rejected `CLICKHOUSE_ROWS`; Unavailable `UNAVAILABLE_CLICKHOUSE`, `CLICKHOUSE_FAULT`; as
 * {@link readLate}
 */
export function loadLate(options: LoadLateOptions, signal: AbortSignal): Promise<LateLoaded> {
  const { pool, network, store, server } = options
  return underLock(pool, nameLateLock(network), async () => {
    const { entries } = await readLate(store, network, pool)
    await migrateClickHouse(server)
    const known = await listKept(options, entries)
    const done = { entries: 0, rows: 0 }
    for (const named of entries.slice(known)) {
      signal.throwIfAborted()
      await loadEntry(options, named, signal)
      done.entries++
      done.rows += named.entry.kinds.reduce((sum, { rows }) => sum + rows, 0)
    }
    const last = entries.at(-1)
    if (last) await pointLate(options, last.entry.verdicts)
    return done
  })
}

/** The lock of whoever writes late data of a network to ClickHouse. */
export function nameLateLock(network: string): string {
  return `clickhouse-${nameLate(network)}`
}

/** How many entries from the first are loaded; where the server does not hold what was loaded, nobody is led there, and none is. */
async function listKept(
  { pool, network, server }: LoadLateOptions,
  entries: readonly Named<LateEntry>[],
): Promise<number> {
  const loads = await listLateLoads(pool, network)
  const isKnown = loads.every(({ load }, at) => load === nameLateLoad(entries[at]?.name ?? ''))
  const there = await countAll(server, network, loads.length - 1)
  const wanted = loads.at(-1)?.holding ?? NOTHING
  if (isKnown && LATE_KINDS.every((kind) => wanted[kind] === there[kind])) return loads.length
  await withdrawLate(pool, network)
  for (const kind of LATE_KINDS)
    await server.run(`alter table ${nameLateTable(kind)} drop partition {network:String}`, { network })
  return 0
}

const NOTHING: Holding = { leaf: 0, verdict: 0 }

/** Of each kind, how many rows hold of those that have this version or a lower one. */
async function countAll(server: ClickHouse, network: string, version: number): Promise<Holding> {
  const count = async (kind: LateKind) => {
    const { rows } = await server.rows(countHolding(kind), { network, version })
    return Number(rows[0]?.[0])
  }
  return { leaf: await count('leaf'), verdict: await count('verdict') }
}

/** Rows are counted and hashed aside, then they enter, and only then are they remembered. */
async function loadEntry(
  options: LoadLateOptions,
  { name, entry }: Named<LateEntry>,
  signal: AbortSignal,
): Promise<void> {
  const { pool, network, server } = options
  const load = nameLateLoad(name)
  const version = entry.sequence
  for (const kind of LATE_KINDS) {
    const stated = entry.kinds.find((each) => each.kind === kind)
    if (!stated) continue
    const staging = await stageKind(options, { entry, kind, load }, signal)
    await server.run(takeStaged(kind), { load })
    await dropLoads(server, [staging], [load])
    const { rows } = await server.rows(countVersion(kind), { network, version })
    if (Number(rows[0]?.[0]) !== stated.rows)
      throw new Rejected(
        'CLICKHOUSE_ROWS',
        `entry ${version} of late data: ClickHouse took ${rows[0]?.[0]} rows of ${kind} of ${stated.rows}`,
      )
  }
  await recordLateLoad(pool, network, {
    sequence: version,
    load,
    holding: await countAll(server, network, version),
  })
}

/**
 * Reads an entry's rows of a kind into the table aside, under this name. Returns the table.
 * @throws Rejected `CLICKHOUSE_ROWS` when it holds others than the entry states
 */
export async function stageKind(
  { store, server }: LoadLateOptions,
  { entry, kind, load }: { readonly entry: LateEntry; readonly kind: LateKind; readonly load: string },
  signal: AbortSignal,
): Promise<string> {
  const staging = stagingOf(nameLateTable(kind))
  await dropLoads(server, [staging], [load])
  for (const part of entry.parts.filter((each) => each.kind === kind)) {
    signal.throwIfAborted()
    const file = await store.getPart(part.name)
    await server.insert(insertPart(staging, kind), { load }, Readable.from([file]))
  }
  await assertKind(server, entry, kind, { table: staging, load })
  return staging
}
