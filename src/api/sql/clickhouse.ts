import type { ColumnField } from '../model/model.ts'
import { type Dialect, type Interval, type TextOperator, Unspoken } from './dialect.ts'
import type { Held } from './division.ts'
import { join, param, raw, type Sql, sql } from './fragment.ts'
import { columnOf, type Scope } from './scope.ts'

/** The parameter that says which loads of the lake a statement reads. */
export const LOADS = '{loads:Array(String)}'

/** A kind of value: its type as a parameter, how it is sent, and how a parameter becomes what a column holds. */
interface Kind {
  readonly type: string
  readonly toParam: (value: unknown) => unknown
  readonly taken: (given: Sql) => Sql
}

/** The rows of a table that is filled load by load, with columns of one value: of one key there may be several rows, of different loads. */
export function rowsOfLoads({ table, fixed }: Pick<Held, 'table' | 'fixed'>): Sql {
  const same = Object.entries(fixed).map(([name, value]) => sql`${param(value, 'String')} as ${raw(name)}`)
  return sql`(select ${join([raw('*'), ...same], ', ')} from ${raw(table)} where load in ${raw(LOADS)})`
}

/**
 * How many rows of a view the rows of its table come to that are in a group. `keys`: what tells its rows apart. Only of the first and the last
 * day of a load others have rows too.
 */
export function countOfLoads(scope: Scope, keys: readonly string[]): Sql {
  const border = columnOf(scope.alias, 'on_border')
  const key = join(
    keys.map((column) => scope.column(column)),
    ', ',
  )
  return sql`toString(countIf(not ${border}) + uniqExactIf((${key}), ${border}))`
}

const same = (given: Sql) => given
const TEXT: Kind = { type: 'String', toParam: String, taken: same }
// Lists of them are sent without quotes. Chain ids are the greatest, and go up to 2^53 − 1.
const WHOLE: Kind = { type: 'Int64', toParam: Number, taken: same }
const KINDS: { readonly [S in string]?: Kind } = {
  String: TEXT,
  ID: TEXT,
  Int: WHOLE,
  ChainId: WHOLE,
  Boolean: { type: 'Bool', toParam: Boolean, taken: same },
  Bytes: {
    type: 'String',
    toParam: (value) => String(value).slice(2),
    taken: (given) => sql`unhex(${given})`,
  },
  Date: { type: 'Date', toParam: toDate, taken: same },
  DateTime: {
    type: 'Int64',
    toParam: toMicroseconds,
    taken: (given) => sql`fromUnixTimestamp64Micro(${given}, 'UTC')`,
  },
}

const HOLDS: { readonly [O in TextOperator]?: (column: Sql, text: Sql) => Sql } = {
  contains: (column, text) => sql`position(${column}, ${text}) > 0`,
  startsWith: (column, text) => sql`startsWith(${column}, ${text})`,
  endsWith: (column, text) => sql`endsWith(${column}, ${text})`,
}

const STARTS: { readonly [I in Interval]: string } = {
  HOUR: 'toStartOfHour',
  DAY: 'toStartOfDay',
  WEEK: 'toMonday',
  MONTH: 'toStartOfMonth',
}

/** Rollups over the loads of the lake, as `src/lake/clickhouse` keeps them: the names are those of the schema `api`. */
export const CLICKHOUSE: Dialect = {
  hasEntities: false,
  ordersText: false,
  rows: (view) => raw(`${view}(loads = ${LOADS})`),
  value(field, value) {
    const kind = kindOf(field)
    return kind.taken(param(toParam(kind, value), kind.type))
  },
  isOneOf: (column, field, values) => sql`has(${list(field, values)}, ${column})`,
  // What is null is none of anything in SQL, and is not one of a list for `has`.
  isNoneOf: (column, field, values) =>
    sql`(${column} is not null and not has(${list(field, values)}, ${column}))`,
  holds(operator, column, text) {
    const holds = HOLDS[operator]
    // Which letters are the same without their case differs between engines.
    if (!holds) throw new Unspoken(operator)
    return holds(column, text)
  },
  startOf(interval, column, field) {
    const isDate = field.kind === 'scalar' && field.scalar === 'Date'
    // A day is the start of its only hour.
    if (isDate && (interval === 'HOUR' || interval === 'DAY')) return sql`toString(${column})`
    return sql`toString(${raw(STARTS[interval])}(${column}))`
  },
}

function kindOf(field: ColumnField): Kind {
  const kind = field.kind === 'enum' ? TEXT : field.kind === 'scalar' ? KINDS[field.scalar] : undefined
  if (!kind) throw new Unspoken(`a comparison with ${field.name}`)
  return kind
}

function list(field: ColumnField, values: readonly unknown[]): Sql {
  const kind = kindOf(field)
  const given = param(
    values.map((each) => toParam(kind, each)),
    `Array(${kind.type})`,
  )
  return kind.taken === same ? given : sql`arrayMap(x -> ${kind.taken(raw('x'))}, ${given})`
}

function toParam(kind: Kind, value: unknown): unknown {
  // What a comparison with null comes to differs between engines.
  if (value === null) throw new Unspoken('a comparison with null')
  return kind.toParam(value)
}

/** A day that the engine's dates reach. */
function toDate(value: unknown): string {
  const day = String(value)
  if (!/^(19[7-9]|20\d|21[0-3])\d-\d\d-\d\d$/.test(day)) throw new Unspoken(`the day ${day}`)
  return day
}

/** A moment that the engine's times reach, of whole milliseconds: in microseconds since 1970. */
function toMicroseconds(value: unknown): number {
  const text = String(value)
  if (!/^(19[7-9]|20\d)\d-/.test(text) || /\.\d{3}\d*[1-9]/.test(text))
    throw new Unspoken(`the moment ${text}`)
  return new Date(text).getTime() * 1000
}
