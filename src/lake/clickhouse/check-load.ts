import { Rejected } from '../../claim/errors.ts'
import type { FactKind } from '../../indexer/events/facts.ts'
import type { ClickHouse } from '../../platform/clickhouse.ts'
import type { LateKind } from '../late/columns.ts'
import type { AnyEntry, NamedEntry } from '../manifest.ts'
import { countAndHash, countAndHashLoads, nameFacts } from './facts.ts'
import { compareRollup, ROLLUPS } from './rollups.ts'
import { LOADED_KINDS, nameLoad } from './schema.ts'

/**
 * Compares what ClickHouse holds of an entry that was loaded with what the entry states, row by row of its facts: how many they are,
 * and the sum of their hashes. Its rollups are compared with what these facts come to. It reads all rows of the load.
 * @throws Rejected `CLICKHOUSE_ROWS` when ClickHouse holds anything else; Unavailable `UNAVAILABLE_CLICKHOUSE`, `CLICKHOUSE_FAULT`
 */
export async function checkLoad(
  server: ClickHouse,
  { name, entry }: NamedEntry,
  signal: AbortSignal,
): Promise<void> {
  const load = nameLoad(name)
  const counted = await countKinds(server, LOADED_KINDS, nameFacts, [load])
  for (const kind of LOADED_KINDS) assertStated(entry, kind, counted(kind, load))
  signal.throwIfAborted()
  const rollups = ROLLUPS.map((rollup) => `select '${rollup.name}', * from (${compareRollup(rollup)})`)
  const { rows: compared } = await server.rows(rollups.join(' union all '), { loads: [load] })
  for (const [name, ...values] of compared) {
    const [count, sum, rightCount, rightSum] = values
    if (count !== rightCount || sum !== rightSum)
      throw rowsFault(
        entry,
        `holds ${count} rows of ${name} with sum ${sum}, its facts come to ${rightCount} with ${rightSum}`,
      )
  }
}

/** How many rows of a kind and load there are, with the sum of their hashes. */
export type Counted = (kind: FactKind, load: string) => readonly [count: string, sum: string]

/** Counts and hashes what tables hold of some loads, in one statement. @throws Unavailable `UNAVAILABLE_CLICKHOUSE`, `CLICKHOUSE_FAULT` */
export async function countKinds(
  server: ClickHouse,
  kinds: readonly FactKind[],
  nameTable: (kind: FactKind) => string,
  loads: readonly string[],
): Promise<Counted> {
  const each = kinds.map((kind) => `select '${kind}', * from (${countAndHashLoads(nameTable(kind), kind)})`)
  const { rows } = await server.rows(each.join(' union all '), { loads })
  const found = new Map(
    rows.map(([kind, load, count, sum]) => [`${kind} ${load}`, [String(count), String(sum)] as const]),
  )
  return (kind, load) => found.get(`${kind} ${load}`) ?? ['0', NONE.rowsSum]
}

/**
 * That a table holds the rows of a kind that an entry states; returns how many.
 * @throws Rejected `CLICKHOUSE_ROWS`
 */
export async function assertKind(
  server: ClickHouse,
  entry: AnyEntry,
  kind: FactKind | LateKind,
  { table, load }: { readonly table: string; readonly load: string },
): Promise<number> {
  const { rows } = await server.rows(countAndHash(table, kind), { load })
  return assertStated(entry, kind, [String(rows[0]?.[0]), String(rows[0]?.[1])])
}

/**
 * That what was counted of a kind is what an entry states; returns how many rows.
 * @throws Rejected `CLICKHOUSE_ROWS`
 */
export function assertStated(
  entry: AnyEntry,
  kind: FactKind | LateKind,
  [count, sum]: readonly [count: string, sum: string],
): number {
  const stated = entry.kinds.find((each) => each.kind === kind) ?? NONE
  if (count !== String(stated.rows) || sum !== stated.rowsSum)
    throw rowsFault(
      entry,
      `holds ${count} rows of ${kind} with sum ${sum}, the entry states ${stated.rows} with ${stated.rowsSum}`,
    )
  return Number(count)
}

const NONE = { rows: 0, rowsSum: '0'.repeat(64) }

function rowsFault({ sequence }: AnyEntry, words: string): Rejected {
  return new Rejected(
    'CLICKHOUSE_ROWS',
    `entry ${sequence} of the lake: ClickHouse ${words}: nothing of it is used`,
  )
}
