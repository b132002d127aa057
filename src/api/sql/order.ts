import { getColumnField, getField } from '../model/model.ts'
import { join, raw, type Sql, sql } from './fragment.ts'
import type { Scope } from './scope.ts'
import { sqlType, sqlTypeOfKey } from './value.ts'

export interface OrderTerm {
  readonly column: Sql
  readonly shown: Sql
  readonly type: string
  readonly toParam: (value: unknown) => unknown
  readonly descending: boolean
  readonly nullsFirst: boolean
  readonly nullable: boolean
  /** What it orders by, for the signature of a cursor. */
  readonly name: string
}

const VALUE = /^(?:([^_]+)_)?([^_]+)_(ASC|DESC)(?:_NULLS_(FIRST|LAST))?$/

/**
 * The order of a list: what was asked for, then the key, so that it is total. An unnamed place for nulls is Postgres'
 * own: last when ascending, first when descending.
 */
export function orderTerms(scope: Scope, orderBy: readonly string[]): OrderTerm[] {
  const asked = orderBy.flatMap((value) => termsOf(scope, value))
  const seen = new Set<string>()
  const terms: OrderTerm[] = []
  // The tie-break follows the first term's direction, so that one index, read either way, serves the whole order.
  for (const term of [...asked, ...keyTerms(scope, asked[0]?.descending ?? false)]) {
    const column = String(term.column.plain)
    if (seen.has(column)) continue
    seen.add(column)
    terms.push(term)
  }
  return terms
}

function termsOf(scope: Scope, value: string): OrderTerm[] {
  const match = VALUE.exec(value)
  if (!match?.[2]) throw new TypeError(`not an order: ${value}`)
  const [, link, name, direction, nulls] = match
  const descending = direction === 'DESC'
  let at = scope
  if (link) {
    const field = getField(scope.entity, link)
    if (field.kind !== 'link') throw new TypeError(`not an order: ${value}`)
    at = scope.link(field)
  }
  const nullsFirst = nulls ? nulls === 'FIRST' : descending
  if (name === 'id')
    return keyTerms(at, descending).map((term) => ({
      ...term,
      nullsFirst,
      nullable: term.nullable || at !== scope,
    }))
  const field = getColumnField(at.entity, name)
  const { type, shown, toParam } = sqlType(field)
  const column = at.column(field.column)
  const nullable = at !== scope || field.kind === 'amount' || field.nullable
  return [{ column, shown: shown(column), type, toParam, descending, nullsFirst, nullable, name: value }]
}

function keyTerms(scope: Scope, descending: boolean): OrderTerm[] {
  return scope.entity.key.map(({ column: name, kind }) => {
    const { type, shown, toParam } = sqlTypeOfKey(kind)
    const column = scope.column(name)
    const nullable = kind === 'leaf'
    return { column, shown: shown(column), type, toParam, descending, nullsFirst: descending, nullable, name }
  })
}

/** ORDER BY clause; `reversed` for a page that is read from its end. */
export function orderBySql(terms: readonly OrderTerm[], reversed = false): Sql {
  const list = terms.map((term) => {
    const descending = term.descending !== reversed
    const first = term.nullsFirst !== reversed
    // The default place of nulls is left unsaid: an index has it too.
    const nulls = !term.nullable || first === descending ? '' : first ? ' nulls first' : ' nulls last'
    return sql`${term.column}${raw(descending ? ' desc' : '')}${raw(nulls)}`
  })
  return sql`order by ${join(list, ', ')}`
}
