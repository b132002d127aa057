import { Readable } from 'node:stream'
import type { FactKind } from '../../indexer/events/facts.ts'
import type { ClickHouse } from '../../platform/clickhouse.ts'
import type { NamedEntry } from '../manifest.ts'
import type { LakeStore } from '../store.ts'
import { assertStated, countKinds } from './check-load.ts'
import { insertPart, nameFacts } from './facts.ts'
import { stagingOf } from './layout.ts'
import { fillRollup, nameStored, ROLLUPS, type Rollup } from './rollups.ts'
import { LOADED_KINDS, nameLoad } from './schema.ts'

/** How many rows of a load each table holds; tables without any are left out. */
export type LoadRows = Readonly<Record<string, number>>

/** Loads of one batch: an insert of ClickHouse writes to at most a hundred partitions, of which each load is one. */
const MOST_LOADS = 50
/** Facts of one batch, which bound what its rollups take in memory; an entry with more is one of its own. */
const MOST_FACTS = 2_000_000
/** Partitions that one statement drops: a server takes 256 KB of text. */
const DROPPED_AT_ONCE = 500

/** Entries that are loaded at once, in their order: what a statement costs is mostly that it is one. */
export function* toBatches(entries: readonly NamedEntry[]): Generator<readonly NamedEntry[]> {
  let batch: NamedEntry[] = []
  let facts = 0
  for (const named of entries) {
    const more = named.entry.kinds.reduce((sum, { rows }) => sum + rows, 0)
    if (batch.length && (batch.length >= MOST_LOADS || facts + more > MOST_FACTS)) {
      yield batch
      batch = []
      facts = 0
    }
    batch.push(named)
    facts += more
  }
  if (batch.length) yield batch
}

/**
 * Loads the facts of some entries and computes their rollups; returns the rows of each by the name of its load. Each table's rows are
 * written aside, counted and, for facts, hashed there, and enter as a whole. Nobody reads them before a pointer names the load.
 * @throws Rejected `CLICKHOUSE_ROWS` when ClickHouse holds other rows than an entry states; CodedError `CLICKHOUSE_OVERFLOW`;
 * Unavailable `UNAVAILABLE_CLICKHOUSE`, `LAKE_MISSING`, `UNAVAILABLE_LAKE`; MalformedEvidence `LAKE_HASH`
 */
export async function loadEntries(
  server: ClickHouse,
  store: LakeStore,
  batch: readonly NamedEntry[],
  signal: AbortSignal,
): Promise<Map<string, LoadRows>> {
  const loads = batch.map(({ name }) => nameLoad(name))
  const kinds = LOADED_KINDS.filter((kind) =>
    batch.some(({ entry }) => entry.kinds.some((each) => each.kind === kind)),
  )
  const rollups = ROLLUPS.filter(({ from }) => from.some((kind) => kinds.includes(kind)))
  const rows = new Map<string, Record<string, number>>(loads.map((load) => [load, {}]))
  if (!kinds.length) return rows
  const take = (load: string, table: string, count: number) => {
    const known = rows.get(load)
    if (known && count) known[table] = count
  }
  await clear(server, [...kinds.map(nameFacts), ...rollups.map((each) => nameStored(each.name))], loads)
  for (const kind of kinds) await stage(server, store, { batch, kind }, signal)
  const counted = await countKinds(server, kinds, (kind) => stagingOf(nameFacts(kind)), loads)
  for (const { name, entry } of batch)
    for (const kind of kinds)
      take(nameLoad(name), nameFacts(kind), assertStated(entry, kind, counted(kind, nameLoad(name))))
  for (const kind of kinds) await enter(server, nameFacts(kind), rows)
  for (const { load, table, count } of await fill(server, rollups, loads, signal)) take(load, table, count)
  for (const { name } of rollups) await enter(server, nameStored(name), rows)
  return rows
}

/** Removes what tables hold of some loads. @throws Unavailable `UNAVAILABLE_CLICKHOUSE` */
export async function dropLoads(
  server: ClickHouse,
  tables: readonly string[],
  loads: readonly string[],
): Promise<void> {
  for (let at = 0; at < loads.length; at += DROPPED_AT_ONCE) {
    const each = loads.slice(at, at + DROPPED_AT_ONCE).map((load) => `drop partition '${load}'`)
    for (const table of tables) await server.run(`alter table ${table} ${each.join(', ')}`)
  }
}

/** Removes what a run that was killed left aside of these loads. */
async function clear(server: ClickHouse, tables: readonly string[], loads: readonly string[]): Promise<void> {
  const each = tables
    .map(stagingOf)
    .map((table) => `select distinct '${table}', load from ${table} where load in {loads:Array(String)}`)
  const { rows } = await server.rows(each.join(' union all '), { loads })
  for (const table of new Set(rows.map(([name]) => String(name))))
    await dropLoads(
      server,
      [table],
      rows.filter(([name]) => name === table).map(([, load]) => String(load)),
    )
}

/** Writes the facts of a kind aside. */
async function stage(
  server: ClickHouse,
  store: LakeStore,
  { batch, kind }: { readonly batch: readonly NamedEntry[]; readonly kind: FactKind },
  signal: AbortSignal,
): Promise<void> {
  for (const { name, entry } of batch)
    for (const part of entry.parts.filter((each) => each.kind === kind)) {
      signal.throwIfAborted()
      const file = await store.getPart(part.name)
      await server.insert(
        insertPart(stagingOf(nameFacts(kind)), kind),
        { load: nameLoad(name) },
        Readable.from([file]),
      )
    }
}

/** Puts what was written aside of each load in the place of what the table held of it. */
async function enter(server: ClickHouse, table: string, rows: ReadonlyMap<string, LoadRows>): Promise<void> {
  const staging = stagingOf(table)
  // A partition is not replaced from nothing: of a cell whose facts name no node there are no rows by node.
  const each = [...rows].map(([load, counts]) =>
    counts[table] ? `replace partition '${load}' from ${staging}` : `drop partition '${load}'`,
  )
  await server.run(`alter table ${table} ${each.join(', ')}`)
  const staged = [...rows].filter(([, counts]) => counts[table]).map(([load]) => load)
  await dropLoads(server, [staging], staged)
}

/** Writes rollups aside, and counts their rows. */
async function fill(
  server: ClickHouse,
  rollups: readonly Rollup[],
  loads: readonly string[],
  signal: AbortSignal,
): Promise<readonly { readonly load: string; readonly table: string; readonly count: number }[]> {
  if (!rollups.length) return []
  for (const rollup of rollups) {
    signal.throwIfAborted()
    await server.run(fillRollup(stagingOf(nameStored(rollup.name)), rollup), { loads })
  }
  const each = rollups.map(({ name }) => {
    const table = nameStored(name)
    return `select load, '${table}', toString(count()) from ${stagingOf(table)} where load in {loads:Array(String)} group by load`
  })
  const { rows } = await server.rows(each.join(' union all '), { loads })
  return rows.map(([load, table, count]) => ({
    load: String(load),
    table: String(table),
    count: Number(count),
  }))
}
