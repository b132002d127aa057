import { Readable } from 'node:stream'
import type { ClickHouse } from '../../platform/clickhouse.ts'
import type { NamedEntry } from '../manifest.ts'
import type { LakeStore } from '../store.ts'
import { assertKind } from './check-load.ts'
import { insertPart, nameFacts } from './facts.ts'
import { stagingOf } from './layout.ts'
import { fillRollup, nameStored, ROLLUPS, type Rollup } from './rollups.ts'
import { LOADED_KINDS, nameLoad } from './schema.ts'

/** How many rows of a load each table holds; tables without any are left out. */
export type LoadRows = Readonly<Record<string, number>>

/**
 * Loads the facts of an entry and computes its rollups. Each table's rows are written aside, counted and, for facts, hashed there, and
 * enter as a whole. Nobody reads them before a pointer names the load.
 * @throws Rejected `CLICKHOUSE_ROWS` when ClickHouse holds other rows than the entry states; CodedError `CLICKHOUSE_OVERFLOW`;
 * Unavailable `UNAVAILABLE_CLICKHOUSE`, `LAKE_MISSING`, `UNAVAILABLE_LAKE`; MalformedEvidence `LAKE_HASH`
 */
export async function loadEntry(
  server: ClickHouse,
  store: LakeStore,
  { name, entry }: NamedEntry,
  signal: AbortSignal,
): Promise<LoadRows> {
  const load = nameLoad(name)
  const rows: Record<string, number> = {}
  const kinds = LOADED_KINDS.filter((kind) => entry.kinds.some((each) => each.kind === kind))
  const rollups = ROLLUPS.filter(({ from }) => from.some((kind) => kinds.includes(kind)))
  await clear(server, [...kinds.map(nameFacts), ...rollups.map((each) => nameStored(each.name))], load)
  for (const kind of kinds) {
    const table = nameFacts(kind)
    rows[table] = await enter(server, table, load, async (staging) => {
      for (const part of entry.parts.filter((each) => each.kind === kind)) {
        signal.throwIfAborted()
        const file = await store.getPart(part.name)
        await server.insert(insertPart(staging, kind), { load }, Readable.from([file]))
      }
      return assertKind(server, entry, kind, { table: staging, load })
    })
  }
  for (const rollup of rollups) {
    signal.throwIfAborted()
    const table = nameStored(rollup.name)
    rows[table] = await enter(server, table, load, (staging) => fill(server, rollup, { staging, load }))
  }
  return rows
}

/** Removes what tables hold of some loads. @throws Unavailable `UNAVAILABLE_CLICKHOUSE` */
export async function dropLoads(
  server: ClickHouse,
  tables: readonly string[],
  loads: readonly string[],
): Promise<void> {
  for (const table of tables)
    for (const load of loads) await server.run(`alter table ${table} drop partition '${load}'`)
}

/** Removes what a run that was killed left aside of this load. */
async function clear(server: ClickHouse, tables: readonly string[], load: string): Promise<void> {
  const each = tables
    .map(stagingOf)
    .map((table) => `select '${table}' from ${table} where load = {load:String} limit 1`)
  if (!each.length) return
  const { rows } = await server.rows(each.join(' union all '), { load })
  await dropLoads(
    server,
    rows.map(([table]) => String(table)),
    [load],
  )
}

/** Lets `write` write aside, and puts what it wrote in the place of what the table held of this load. */
async function enter(
  server: ClickHouse,
  table: string,
  load: string,
  write: (staging: string) => Promise<number>,
): Promise<number> {
  const staging = stagingOf(table)
  const rows = await write(staging)
  // A partition is not replaced from nothing: of a cell whose facts name no node there are no rows by node.
  if (rows) await server.run(`alter table ${table} replace partition '${load}' from ${staging}`)
  else await dropLoads(server, [table], [load])
  await dropLoads(server, [staging], [load])
  return rows
}

async function fill(
  server: ClickHouse,
  rollup: Rollup,
  { staging, load }: { readonly staging: string; readonly load: string },
): Promise<number> {
  await server.run(fillRollup(staging, rollup), { load })
  const { rows } = await server.rows(`select toString(count()) from ${staging} where load = {load:String}`, {
    load,
  })
  return Number(rows[0]?.[0])
}
