import type { Dialect, TextOperator } from './dialect.ts'
import { param, raw, type Sql, sql } from './fragment.ts'
import { sqlType } from './value.ts'

const TEXT: { readonly [O in TextOperator]: (column: Sql, text: Sql) => Sql } = {
  contains: (column, text) => sql`position(${text} in ${column}) > 0`,
  containsInsensitive: (column, text) => sql`position(lower(${text}) in lower(${column})) > 0`,
  startsWith: (column, text) => sql`starts_with(${column}, ${text})`,
  endsWith: (column, text) => sql`right(${column}, length(${text})) = ${text}`,
}

export const POSTGRES: Dialect = {
  hasEntities: true,
  ordersText: true,
  rows: (view) => raw(`api.${view}`),
  value(field, value) {
    const { type, toParam } = sqlType(field)
    return param(value === null ? null : toParam(value), type)
  },
  isOneOf: (column, field, values) => sql`${column} = any(${list(field, values)})`,
  isNoneOf: (column, field, values) => sql`${column} <> all(${list(field, values)})`,
  holds: (operator, column, text) => TEXT[operator](column, text),
  startOf(interval, column, field) {
    const isDate = field.kind === 'scalar' && field.scalar === 'Date'
    const utc = isDate ? sql`${column}::timestamp` : sql`${column} at time zone 'UTC'`
    return sql`date_trunc('${raw(interval.toLowerCase())}', ${utc})`
  },
}

function list(field: Parameters<Dialect['value']>[0], values: readonly unknown[]): Sql {
  const { type, toParam } = sqlType(field)
  return param(
    values.map((each) => (each === null ? null : toParam(each))),
    `${type}[]`,
  )
}
