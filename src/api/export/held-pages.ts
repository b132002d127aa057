import { Declined } from '../columnar/declined.ts'
import type { ChainHeld, HeldRows } from '../columnar/held.ts'
import type { LoadedRows } from '../columnar/server.ts'
import { type ColumnField, type Entity, getColumnField } from '../model/model.ts'
import { CLICKHOUSE } from '../sql/clickhouse.ts'
import { Unspoken } from '../sql/dialect.ts'
import { assertColumns, isHeld, timeOf } from '../sql/division.ts'
import { join, type Query, raw, type Sql, sql, toQuery, whereClause } from '../sql/fragment.ts'
import { Scope } from '../sql/scope.ts'
import { Statement } from '../sql/statement.ts'
import { sqlType } from '../sql/value.ts'
import { whereSql } from '../sql/where.ts'
import { type KeyedRow, keyedRow } from './keyed-row.ts'
import { type AskedRows, exportQuery, type QueryParts } from './query.ts'

/** What is asked of ClickHouse for a chain. */
interface Asked {
  readonly chain: ChainHeld
  readonly held: HeldRows
  readonly signal: AbortSignal
}

/** The rows of a chain that ClickHouse holds. */
export interface HeldPages {
  /** In the order of their key. @throws Declined; the reason of the signal */
  read(): AsyncIterable<readonly KeyedRow[]>
}

// Rows that are asked for at once, at first and at most, and characters that an answer should have: rows may be of a few bytes or of a megabyte.
const FIRST = 500
const MOST = 5000
const ANSWER = 4_000_000

/**
 * The rows of a chain that an export is of and ClickHouse holds, page by page: each begins behind the last row of the one before,
 * so that neither engine keeps anything between two.
 * @throws Unspoken where ClickHouse has no words for the filter, or not the columns
 */
export function heldPages(
  parts: QueryParts & { readonly loaded: LoadedRows },
  asked: AskedRows,
  { chain, held, signal }: Asked,
): HeldPages {
  const { entity } = asked
  const described = held.views[entity.view]
  if (!described) throw new Declined('NOT_HELD')
  const { table } = described
  const columns = [
    ...new Set([...entity.key.map(({ column }) => column), ...exportQuery(parts, asked, {}).read]),
  ].map((column) => columnField(entity, column))
  const pageSql = (after: readonly (string | null)[] | undefined, most: number) =>
    selectPage(parts, { asked, chain, held, columns, after, most })
  pageSql(undefined, FIRST)
  const wanted = { table, loads: held.loads, expected: held.rows[table] ?? 0 }
  return {
    async *read() {
      let after: readonly (string | null)[] | undefined
      let most = FIRST
      for (;;) {
        const rows = (await parts.loaded.ask(pageSql(after, most), wanted, signal)) as (string | null)[][]
        if (rows.length) yield rows.map((row) => keyedRow(entity, columns, row))
        if (rows.length < most) return
        after = rows.at(-1)
        const length = rows.reduce(
          (sum, row) => sum + row.reduce((all, text) => all + (text?.length ?? 4), 0),
          0,
        )
        most = Math.min(MOST, Math.max(1, Math.floor((ANSWER * rows.length) / (length + 1))))
      }
    },
  }
}

interface Page {
  readonly asked: AskedRows
  readonly chain: ChainHeld
  readonly held: HeldRows
  readonly columns: readonly ColumnField[]
  /** The values of the row that it begins behind, in the order of `columns`. */
  readonly after: readonly (string | null)[] | undefined
  readonly most: number
}

function selectPage(
  { model }: QueryParts,
  { asked: { entity, filter }, chain, held, columns, after, most }: Page,
): Query {
  const { columns: there = [], stated = [] } = held.views[entity.view] ?? {}
  const scope = new Scope(model, new Statement(undefined, CLICKHOUSE), entity)
  const where = filter ? whereSql(scope, filter) : undefined
  // They stand there as numbers.
  const compared = stated.find((column) => scope.read.has(column))
  if (compared !== undefined) throw new Unspoken(`a comparison with ${compared}`)
  const { network, chainId, held: rows } = chain
  const conditions = [
    ...(where ? [where] : []),
    ...(entity.rollup
      ? [
          isHeld(scope, timeOf(getColumnField(entity, entity.rollup.time)), [
            { network, chainId, before: rows?.before, except: rows?.except ?? [] },
          ]),
        ]
      : []),
    ...(after ? [isBehind(scope, entity, columns, after)] : []),
  ]
  // Under names of their own: an order by the name of a column would be one of the text that is sent.
  const shown = columns.map(
    (field, n) => sql`${sentText(field, scope.column(field.column), stated)} as ${raw(`c${n}`)}`,
  )
  assertColumns(scope.read, { columns: there })
  const order = join(
    entity.key.map(({ column }) => scope.column(column)),
    ', ',
  )
  return toQuery(
    sql`select ${join(shown, ', ')} ${scope.from()}${whereClause(conditions)} order by ${order} limit ${raw(most)}`,
    (n, type) => `{p${n}:${type}}`,
  )
}

/** Of the rows of one chain those behind one: by the whole key, and by its first part, which their order finds. */
function isBehind(
  scope: Scope,
  entity: Entity,
  columns: readonly ColumnField[],
  after: readonly (string | null)[],
): Sql {
  const parts = entity.key.slice(2).map(({ column }) => {
    const at = columns.findIndex((field) => field.column === column)
    const field = columns[at] as ColumnField
    return { column: scope.column(column), value: CLICKHOUSE.value(field, toValue(field, after[at] ?? '')) }
  })
  const [first] = parts
  const tuple = (name: 'column' | 'value') =>
    sql`tuple(${join(
      parts.map((part) => part[name]),
      ', ',
    )})`
  const from = first ? sql`${first.column} >= ${first.value} and ` : sql``
  return sql`(${from}${tuple('column')} > ${tuple('value')})`
}

/** A value as it is sent, as the API's callers give it. */
function toValue(field: ColumnField, text: string): string {
  return sqlType(field).type === 'timestamptz' ? new Date(Number(text) / 1000).toISOString() : text
}

/** A value as text: bytes as Postgres reads them, times in microseconds since 1970. */
function sentText(field: ColumnField, column: Sql, stated: readonly string[]): Sql {
  const { type } = sqlType(field)
  if (type === 'bytea') return sql`concat('\\\\x', lower(hex(${column})))`
  if (type !== 'timestamptz' || stated.includes(field.column)) return sql`toString(${column})`
  return sql`toString(toUnixTimestamp64Micro(toDateTime64(${column}, 6, 'UTC')))`
}

function columnField(entity: Entity, column: string): ColumnField {
  for (const field of entity.fields.values()) if ('column' in field && field.column === column) return field
  throw new Unspoken(`the column ${column}`)
}
