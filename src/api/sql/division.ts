import type { ColumnField, Model } from '../model/model.ts'
import { Unspoken } from './dialect.ts'
import { join, param, type Query, raw, type Sql, sql } from './fragment.ts'
import type { Compiled } from './list.ts'
import type { Scope } from './scope.ts'
import type { Row } from './select.ts'
import { sqlType } from './value.ts'

/** A chain, and which days of its rows are in the other engine. */
export interface Division {
  readonly network: string
  readonly chainId: number
  /** All days before this one; undefined: none. */
  readonly before: string | undefined
  /** Days before it that are not there all the same. */
  readonly except: readonly string[]
}

/** What a query finds in the other engine. */
export interface Held {
  /** Where the rows of the view are stored, those of each load apart. */
  readonly table: string
  /** Columns of the view there. */
  readonly columns: readonly string[]
  /** Columns that have one value in all of its rows: rows with others are not there. */
  readonly fixed: Readonly<Record<string, string>>
  /** Figures whose sum over rows of the view is that over the stored rows. Undefined: rows of the view are not stored. */
  readonly sums: readonly string[] | undefined
  /** The word of a statement whose sum may not fit. */
  readonly overflow: string
}

/** A question over a rollup in two parts that have no row in common. */
export interface Parts {
  /** ClickHouse's part: of the rows that it holds. Parameters `p1`, `p2` … and `loads`. */
  readonly finished: Query
  /** The whole answer in Postgres, given the rows of ClickHouse's part. */
  readonly withFinished: (rows: readonly Row[]) => Compiled
}

/** A question over one view that Postgres can answer alone, or with ClickHouse. */
export interface Question {
  /** Its name in schema `api`. */
  readonly view: string
  readonly whole: () => Compiled
  /** @throws Unspoken where ClickHouse has no words for it, or not the columns */
  readonly parts: (divisions: readonly Division[], held: Held) => Parts
}

/** Root fields whose answer may be put together from what both engines read. */
export function listDivided({ entities }: Model): ReadonlySet<string> {
  const rollups = [...entities.values()].filter(({ rollup }) => rollup)
  return new Set(['leaderboard', ...rollups.flatMap(({ plural }) => [plural, `${plural}Aggregate`])])
}

/** Rows that are asked for: how a column of theirs is named. */
type Columns = Pick<Scope, 'column'>

/** The column that says when a row was. */
export interface TimeColumn {
  readonly column: string
  /** A day, not a moment. */
  readonly isDay: boolean
}

export function timeOf(field: ColumnField): TimeColumn {
  return { column: field.column, isDay: field.kind === 'scalar' && field.scalar === 'Date' }
}

/** ClickHouse: whether it holds a row. */
export function isHeld(scope: Columns, time: TimeColumn, divisions: readonly Division[]): Sql {
  const day = sql`toDate(${scope.column(time.column)}, 'UTC')`
  const each = divisions.flatMap(({ network, chainId, before, except }) => {
    if (before === undefined) return []
    const days = except.length ? sql` and not has(${param(except, 'Array(Date)')}, ${day})` : sql``
    return [
      sql`(${scope.column('network')} = ${param(network, 'String')} and ${scope.column('chain_id')} = ${param(chainId, 'Int64')} and ${day} < ${param(before, 'Date')}${days})`,
    ]
  })
  return sql`(${join(each, ' or ')})`
}

/** Postgres: whether ClickHouse does not hold a row. */
export function isNotHeld(
  scope: Columns,
  time: TimeColumn,
  { divisions, fixed }: { readonly divisions: readonly Division[]; readonly fixed: Held['fixed'] },
): Sql {
  const column = scope.column(time.column)
  const others = Object.entries(fixed).map(
    ([name, value]) => sql`${scope.column(name)} <> ${param(value, 'text')}`,
  )
  const each = divisions.map(({ network, chainId, before, except }) => {
    const chain = sql`${scope.column('network')} = ${param(network, 'text')} and ${scope.column('chain_id')} = ${param(chainId, 'bigint')}`
    if (before === undefined) return sql`(${chain})`
    const { isDay } = time
    const start = isDay ? param(before, 'date') : sql`(${param(before, 'timestamp')} at time zone 'UTC')`
    const day = isDay ? column : sql`(${column} at time zone 'UTC')::date`
    const days = except.length ? [sql`${day} = any(${param(except, 'date[]')})`] : []
    return sql`(${chain} and (${join([sql`${column} >= ${start}`, ...days, ...others], ' or ')}))`
  })
  return sql`(${join(each, ' or ')})`
}

/** ClickHouse: a value as text, for {@link given}. */
export function sent(field: ColumnField, column: Sql): Sql {
  return sqlType(field).type === 'bytea' ? sql`lower(hex(${column}))` : sql`toString(${column})`
}

/** Postgres: the value that stands as text at a place of a row of ClickHouse's, a JSON array named `e`. */
export function given(field: ColumnField, place: number): Sql {
  const text = raw(`(e ->> ${place})`)
  const { type } = sqlType(field)
  if (type === 'bytea') return sql`decode(${text}, 'hex')`
  // What ClickHouse writes of a time is in UTC.
  return type === 'timestamptz' ? sql`${text}::timestamp at time zone 'UTC'` : sql`${text}::${raw(type)}`
}

/** Postgres: the rows of ClickHouse's part, each a JSON array named `e`. */
export function givenRows(rows: Sql): Sql {
  return sql`from jsonb_array_elements(${rows}) e`
}

/** @throws Unspoken when a column that was read is not there */
export function assertColumns(read: Iterable<string>, { columns }: Pick<Held, 'columns'>): void {
  const lacking = [...read].find((column) => !columns.includes(column))
  if (lacking) throw new Unspoken(`the column ${lacking}`)
}
