import { GraphQLError } from 'graphql'
import {
  type ColumnField,
  type Entity,
  getEntity,
  getField,
  type LinkField,
  type ListField,
} from '../model/model.ts'
import { splitWhereKey } from '../schema/operators.ts'
import { idsCondition } from './id.ts'
import { splitMoment } from './moment.ts'
import { Scope } from './scope.ts'
import { sqlType } from './value.ts'

export type Where = Readonly<Record<string, unknown>>

/**
 * SQL of a filter, or undefined when it holds for every row. Meaning as in OpenReader: fields are joined by AND, then
 * `OR: [x, y]` beside them means "these fields, or x, or y"; a comparison with null holds for no row.
 */
export function whereSql(scope: Scope, where: Where): string | undefined {
  const { AND, OR, ...fields } = where
  const all = Object.entries(fields).flatMap(([key, value]) => condition(scope, key, value))
  for (const each of listOf(AND)) all.push(...present(whereSql(scope, each)))
  const both = join('and', all)
  if (!OR) return both
  const any = listOf(OR).flatMap((each) => present(whereSql(scope, each)))
  return join('or', [...present(both), ...any])
}

function condition(scope: Scope, key: string, value: unknown): string[] {
  const { field: name, operator } = splitWhereKey(key)
  const field = getField(scope.entity, name)
  switch (field.kind) {
    case 'link':
      return linkCondition(scope, field, operator, value)
    case 'list':
      return [listCondition(scope, field, operator, (value ?? {}) as Where)]
    case 'id':
      return idOperator(
        scope,
        operator,
        value,
        scope.entity,
        scope.entity.key.map((part) => scope.column(part.column)),
      )
    case 'computed':
      throw new TypeError(`${name} has no filter`)
    default:
      return [
        field.kind === 'scalar' && field.isPlace
          ? placeOperator(scope, field, operator, value)
          : columnOperator(scope, field, operator, value),
      ]
  }
}

function linkCondition(
  scope: Scope,
  field: LinkField,
  operator: string | undefined,
  value: unknown,
): string[] {
  if (operator === 'isNull') {
    const presence = scope.link(field).column(field.to[0] ?? '')
    return [`${presence} is ${truth(value) ? '' : 'not '}null`]
  }
  const where = (value ?? {}) as Where
  const [only] = Object.keys(where)
  // By id alone, where our own columns are its key: no join is needed, and our index is used.
  if (field.unique && only && Object.keys(where).length === 1 && (only === 'id_eq' || only === 'id_in')) {
    const target = getEntity(scope.model, field.entity)
    const columns = field.from.map((column) => scope.column(column))
    const presence = scope.link(field).column(field.to[0] ?? '')
    const conditions = idOperator(scope, only.slice(3), where[only], target, columns)
    return [...conditions, `${presence} is not null`]
  }
  return present(whereSql(scope.link(field), where))
}

function listCondition(scope: Scope, field: ListField, operator: string | undefined, where: Where): string {
  const child = new Scope(scope.model, scope.statement, getEntity(scope.model, field.entity))
  const ours = field.to.map((column, at) => `${child.column(column)} = ${scope.column(field.from[at] ?? '')}`)
  const theirs = whereSql(child, where)
  if (operator === 'every') {
    // Every: none for which it does not hold; a filter that is unknown for a row does not hold for it.
    const failing = theirs ? [...ours, `(${theirs}) is not true`] : ['false']
    return `not exists (select 1 ${child.from()} where ${failing.join(' and ')})`
  }
  const exists = `exists (select 1 ${child.from()} where ${[...ours, ...present(theirs)].join(' and ')})`
  return operator === 'none' ? `not ${exists}` : exists
}

function idOperator(
  scope: Scope,
  operator: string | undefined,
  value: unknown,
  entity: Entity,
  columns: readonly string[],
): string[] {
  const ids = (Array.isArray(value) ? value : [value]).map(String)
  const holds = idsCondition(scope.statement, entity, ids, columns)
  return [operator === 'eq' || operator === 'in' ? holds : `not ${holds}`]
}

/** Equality with places of one network, whose name stands in front of them; every other comparison is of the text. */
function placeOperator(
  scope: Scope,
  field: ColumnField,
  operator: string | undefined,
  value: unknown,
): string {
  const isEquality = ['eq', 'in', 'not_eq', 'not_in'].includes(operator ?? '') && value !== null
  const texts = (Array.isArray(value) ? value : [value]).map(
    (each) => splitMoment(String(each))?.id ?? String(each),
  )
  if (!isEquality || !texts.some((text) => text.includes(':')))
    return columnOperator(scope, field, operator, value)
  const byNetwork = Map.groupBy(texts, (text) => text.slice(0, Math.max(0, text.indexOf(':'))))
  const any = [...byNetwork].map(([network, group]) => {
    const places = columnOperator(
      scope,
      field,
      'in',
      group.map((text) => text.slice(text.indexOf(':') + 1)),
    )
    return network === ''
      ? places
      : `(${scope.column('network')} = ${scope.statement.param(network, 'text')} and ${places})`
  })
  return `${operator === 'eq' || operator === 'in' ? '' : 'not '}(${any.join(' or ')})`
}

const COMPARISON: Record<string, string> = { eq: '=', not_eq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' }

function columnOperator(
  scope: Scope,
  field: ColumnField,
  operator: string | undefined,
  value: unknown,
): string {
  const column = scope.column(field.column)
  const { type, toParam } = sqlType(field)
  if (operator === 'isNull') return `${column} is ${truth(value) ? '' : 'not '}null`
  const param = () => scope.statement.param(value === null ? null : toParam(value), type)
  const comparison = COMPARISON[operator ?? '']
  if (comparison) return `${column} ${comparison} ${param()}`
  switch (operator) {
    case 'in':
    case 'not_in': {
      const values = (Array.isArray(value) ? value : [value]).map((each) =>
        each === null ? null : toParam(each),
      )
      const array = scope.statement.param(values, `${type}[]`)
      return operator === 'in' ? `${column} = any(${array})` : `${column} <> all(${array})`
    }
    case 'contains':
      return `position(${param()} in ${column}) > 0`
    case 'not_contains':
      return `position(${param()} in ${column}) = 0`
    case 'containsInsensitive':
      return `position(lower(${param()}) in lower(${column})) > 0`
    case 'not_containsInsensitive':
      return `position(lower(${param()}) in lower(${column})) = 0`
    case 'startsWith':
      return `starts_with(${column}, ${param()})`
    case 'not_startsWith':
      return `not starts_with(${column}, ${param()})`
    case 'endsWith':
    case 'not_endsWith': {
      const text = param()
      return `right(${column}, length(${text})) ${operator === 'endsWith' ? '=' : '<>'} ${text}`
    }
    default:
      throw new TypeError(`no filter ${field.name}_${operator}`)
  }
}

function truth(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw new GraphQLError('isNull takes true or false', { extensions: { code: 'BAD_USER_INPUT' } })
}

function listOf(value: unknown): Where[] {
  return Array.isArray(value) ? (value as Where[]) : value ? [value as Where] : []
}

function present(sql: string | undefined): string[] {
  return sql ? [sql] : []
}

function join(word: 'and' | 'or', conditions: readonly string[]): string | undefined {
  if (conditions.length < 2) return conditions[0]
  return `(${conditions.join(` ${word} `)})`
}
