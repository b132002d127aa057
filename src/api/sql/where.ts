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
import { type TextOperator, Unspoken } from './dialect.ts'
import { join, param, raw, type Sql, sql } from './fragment.ts'
import { idsCondition } from './id.ts'
import { splitMoment } from './moment.ts'
import { Scope } from './scope.ts'

export type Where = Readonly<Record<string, unknown>>

/**
 * SQL of a filter, or undefined when it holds for every row. Meaning as in OpenReader: fields are joined by AND, then
 * `OR: [x, y]` beside them means "these fields, or x, or y"; a comparison with null holds for no row.
 */
export function whereSql(scope: Scope, where: Where): Sql | undefined {
  const { AND, OR, ...fields } = where
  const all = Object.entries(fields).flatMap(([key, value]) => condition(scope, key, value))
  for (const each of listOf(AND)) all.push(...present(whereSql(scope, each)))
  const both = joined('and', all)
  if (!OR) return both
  const any = listOf(OR).flatMap((each) => present(whereSql(scope, each)))
  return joined('or', [...present(both), ...any])
}

function condition(scope: Scope, key: string, value: unknown): Sql[] {
  const { field: name, operator } = splitWhereKey(key)
  const field = getField(scope.entity, name)
  if (!scope.statement.dialect.hasEntities && ['link', 'list', 'id'].includes(field.kind))
    throw new Unspoken(`a filter by ${name}`)
  switch (field.kind) {
    case 'link':
      return linkCondition(scope, field, operator, value)
    case 'list':
      return [listCondition(scope, field, operator, (value ?? {}) as Where)]
    case 'id':
      return idOperator(
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

function linkCondition(scope: Scope, field: LinkField, operator: string | undefined, value: unknown): Sql[] {
  if (operator === 'isNull') {
    const presence = scope.link(field).column(field.to[0] ?? '')
    return [sql`${presence} is ${raw(truth(value) ? '' : 'not ')}null`]
  }
  const where = (value ?? {}) as Where
  const [only] = Object.keys(where)
  // By id alone, where our own columns are its key: no join is needed, and our index is used.
  if (field.unique && only && Object.keys(where).length === 1 && (only === 'id_eq' || only === 'id_in')) {
    const target = getEntity(scope.model, field.entity)
    const columns = field.from.map((column) => scope.column(column))
    const presence = scope.link(field).column(field.to[0] ?? '')
    const conditions = idOperator(only.slice(3), where[only], target, columns)
    return [...conditions, sql`${presence} is not null`]
  }
  return present(whereSql(scope.link(field), where))
}

function listCondition(scope: Scope, field: ListField, operator: string | undefined, where: Where): Sql {
  const child = new Scope(scope.model, scope.statement, getEntity(scope.model, field.entity))
  const ours = field.to.map(
    (column, at) => sql`${child.column(column)} = ${scope.column(field.from[at] ?? '')}`,
  )
  const theirs = whereSql(child, where)
  if (operator === 'every') {
    // Every: none for which it does not hold; a filter that is unknown for a row does not hold for it.
    const failing = theirs ? [...ours, sql`(${theirs}) is not true`] : [sql`false`]
    return sql`not exists (select 1 ${child.from()} where ${join(failing, ' and ')})`
  }
  const exists = sql`exists (select 1 ${child.from()} where ${join([...ours, ...present(theirs)], ' and ')})`
  return operator === 'none' ? sql`not ${exists}` : exists
}

function idOperator(
  operator: string | undefined,
  value: unknown,
  entity: Entity,
  columns: readonly Sql[],
): Sql[] {
  const ids = (Array.isArray(value) ? value : [value]).map(String)
  const holds = idsCondition(entity, ids, columns)
  return [operator === 'eq' || operator === 'in' ? holds : sql`not ${holds}`]
}

/** Equality with places of one network, whose name stands in front of them; every other comparison is of the text. */
function placeOperator(scope: Scope, field: ColumnField, operator: string | undefined, value: unknown): Sql {
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
      : sql`(${scope.column('network')} = ${param(network, 'text')} and ${places})`
  })
  return sql`${raw(operator === 'eq' || operator === 'in' ? '' : 'not ')}(${join(any, ' or ')})`
}

const COMPARISON: Record<string, string> = { eq: '=', not_eq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' }

function columnOperator(scope: Scope, field: ColumnField, operator: string | undefined, value: unknown): Sql {
  const { dialect } = scope.statement
  const column = scope.column(field.column)
  if (operator === 'isNull') return sql`${column} is ${raw(truth(value) ? '' : 'not ')}null`
  const comparison = COMPARISON[operator ?? '']
  // Which of two texts comes first depends on the database's language.
  if (comparison && !dialect.ordersText && isText(field) && !['=', '<>'].includes(comparison))
    throw new Unspoken(`an order of ${field.name}`)
  if (comparison) return sql`${column} ${raw(comparison)} ${dialect.value(field, value)}`
  const values = Array.isArray(value) ? value : [value]
  if (operator === 'in') return dialect.isOneOf(column, field, values)
  if (operator === 'not_in') return dialect.isNoneOf(column, field, values)
  const isNot = operator?.startsWith('not_') ?? false
  const holds = TEXT_OPERATORS[isNot ? (operator?.slice(4) ?? '') : (operator ?? '')]
  if (!holds) throw new TypeError(`no filter ${field.name}_${operator}`)
  const condition = dialect.holds(holds, column, dialect.value(field, value))
  return isNot ? sql`not ${condition}` : condition
}

function isText(field: ColumnField): boolean {
  return field.kind === 'scalar' && field.scalar === 'String'
}

const TEXT_OPERATORS: { readonly [O in string]?: TextOperator } = {
  contains: 'contains',
  containsInsensitive: 'containsInsensitive',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
}

function truth(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw new GraphQLError('isNull takes true or false', { extensions: { code: 'BAD_USER_INPUT' } })
}

function listOf(value: unknown): Where[] {
  return Array.isArray(value) ? (value as Where[]) : value ? [value as Where] : []
}

function present(piece: Sql | undefined): Sql[] {
  return piece ? [piece] : []
}

function joined(word: 'and' | 'or', conditions: readonly Sql[]): Sql | undefined {
  if (conditions.length < 2) return conditions[0]
  return sql`(${join(conditions, ` ${word} `)})`
}
