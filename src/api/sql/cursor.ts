import { createHash } from 'node:crypto'
import { GraphQLError } from 'graphql'
import { join, param, raw, type Sql, sql } from './fragment.ts'
import type { OrderTerm } from './order.ts'

type Value = string | number | boolean | null

/** A place in an order: the values of its terms at one row. Says which order it is of, and is good for no other. */
export function encodeCursor(terms: readonly OrderTerm[], values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([signature(terms), ...values])).toString('base64url')
}

function decodeCursor(terms: readonly OrderTerm[], cursor: string): Value[] {
  const [signed, ...values] = parse(cursor)
  const fits = signed === signature(terms) && values.length === terms.length
  if (!fits) throw badCursor('it is of another list or order')
  return values
}

function parse(cursor: string): Value[] {
  try {
    const list: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(list) && list.every((each) => each === null || typeof each !== 'object')) return list
  } catch {
    // Not JSON: said below, as for any other text that is not a cursor.
  }
  throw badCursor('it is not a cursor of this API')
}

function badCursor(why: string): GraphQLError {
  return new GraphQLError(`cursor refused: ${why}`, { extensions: { code: 'BAD_CURSOR' } })
}

function signature(terms: readonly OrderTerm[]): string {
  const order = terms.map((term) => `${term.name} ${term.descending} ${term.nullsFirst}`).join()
  return createHash('sha256').update(order).digest('base64url').slice(0, 8)
}

/** SQL that holds for the rows behind the cursor (in front of it when `before`). */
export function cursorCondition(terms: readonly OrderTerm[], cursor: string, before: boolean): Sql {
  const values = decodeCursor(terms, cursor)
  const placed = terms.map((term, at) => {
    const value = values[at] ?? null
    // Every value is text of the column's own form; a forged one is refused by its type.
    const bound = value === null ? null : param(checked(term, value), term.type)
    return {
      term,
      param: bound,
      descending: term.descending !== before,
      nullsFirst: term.nullsFirst !== before,
    }
  })
  if (
    placed.every(
      ({ term, param, descending }) => !term.nullable && param && descending === placed[0]?.descending,
    )
  ) {
    const columns = placed.map(({ term }) => term.column)
    const values = placed.flatMap((each) => (each.param ? [each.param] : []))
    return sql`(${join(columns, ', ')}) ${raw(placed[0]?.descending ? '<' : '>')} (${join(values, ', ')})`
  }
  const steps = placed.map((_, last) => {
    const equal = placed
      .slice(0, last)
      .map(({ term, param }) => (param ? sql`${term.column} = ${param}` : sql`${term.column} is null`))
    return sql`(${join([...equal, beyond(placed[last])], ' and ')})`
  })
  return sql`(${join(steps, ' or ')})`
}

interface Placed {
  readonly term: OrderTerm
  readonly param: Sql | null
  readonly descending: boolean
  readonly nullsFirst: boolean
}

function beyond(placed: Placed | undefined): Sql {
  if (!placed) return sql`false`
  const { term, param, descending, nullsFirst } = placed
  if (param === null) return nullsFirst ? sql`${term.column} is not null` : sql`false`
  const past = sql`${term.column} ${raw(descending ? '<' : '>')} ${param}`
  return term.nullable && !nullsFirst ? sql`(${past} or ${term.column} is null)` : past
}

const FORM: Record<string, RegExp> = {
  bytea: /^0x([0-9a-f]{2})*$/,
  numeric: /^-?\d{1,1000}(\.\d{1,1000})?$/,
  bigint: /^-?\d{1,19}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  timestamptz: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/,
  boolean: /^(true|false)$/,
}

function checked(term: OrderTerm, value: Exclude<Value, null>): unknown {
  const form = FORM[term.type]
  if (form && !form.test(String(value))) throw badCursor('its values are not of the order’s columns')
  return term.toParam(value)
}
