import { coerceInputValue, type GraphQLInputType, type GraphQLSchema, isInputObjectType } from 'graphql'
import { badInput } from '../execute/errors.ts'
import { didYouMean } from '../http/parameters.ts'
import { boundVariables, FilterMeter } from '../limits/filter.ts'
import type { Entity, Model } from '../model/model.ts'
import type { TokenBook } from '../model/tokens.ts'
import { raw, type Sql, sql, toTexts, whereClause } from '../sql/fragment.ts'
import { orderBySql, orderTerms } from '../sql/order.ts'
import { Scope } from '../sql/scope.ts'
import { Statement } from '../sql/statement.ts'
import { type Where, whereSql } from '../sql/where.ts'
import type { SqlColumn } from './column.ts'
import { columnsOf, type Draft } from './columns.ts'

export interface ExportQuery {
  readonly columns: readonly SqlColumn[]
  /** FROM, WHERE, ORDER BY and LIMIT. */
  readonly rest: string
  readonly values: readonly unknown[]
}

export interface QueryParts {
  readonly model: Model
  readonly schema: GraphQLSchema
  readonly tokens: TokenBook
}

/** What an export of an entity may be asked with. */
export const PARAMETERS = ['where', 'fields', 'limit']

/**
 * The rows and columns of an export. `where` is the list's own filter as JSON; `fields` names columns, all when empty; `limit`
 * is the most rows, the first in the order of the id.
 * @throws GraphQLError `BAD_USER_INPUT`, `FILTER_LIMIT`.
 */
export function exportQuery(
  { model, schema, tokens }: QueryParts,
  entity: Entity,
  parameters: ReadonlyMap<string, string>,
): ExportQuery {
  const statement = new Statement()
  const scope = new Scope(model, statement, entity)
  const all = columnsOf(entity, scope, tokens)
  const text = parameters.get('where')
  const filter = text ? whereSql(scope, readWhere(schema, entity, text)) : undefined
  const drafts = chosen(entity, all, parameters.get('fields') ?? '').map(({ name, kind, write }) => ({
    name,
    kind,
    ...write(),
  }))
  const order = orderBySql(orderTerms(scope, []))
  const where = whereClause(filter ? [filter] : [])
  const pieces = [
    sql`${scope.from()}${where} ${order}${limitSql(parameters.get('limit'))}`,
    ...drafts.flatMap((draft) => [draft.sql, draft.raw]),
  ]
  const { texts, values } = toTexts(pieces)
  const [rest = '', ...written] = texts
  const columns = drafts.map(({ name, kind }, at) => ({
    name,
    kind,
    sql: written[2 * at] ?? '',
    raw: written[2 * at + 1] ?? '',
  }))
  return { columns, rest, values }
}

function chosen(entity: Entity, all: readonly Draft[], text: string): readonly Draft[] {
  const names = text.split(',').filter((name) => name !== '')
  if (!names.length) return all
  return [...new Set(names)].map((name) => {
    const found = all.find((column) => column.name === name)
    if (found) return found
    const near = didYouMean(
      name,
      all.map((column) => column.name),
    )
    throw badInput(`${entity.name} has no column ${name.slice(0, 80)} to export${near}`)
  })
}

function limitSql(text: string | undefined): Sql {
  if (text === undefined) return sql``
  if (!/^\d{1,15}$/.test(text)) throw badInput('limit is not a whole number')
  return sql` limit ${raw(text)}`
}

/** Whether a list of the entity has a filter of this name. */
export function isFilter({ schema }: QueryParts, entity: Entity, name: string): boolean {
  const type = schema.getType(`${entity.name}WhereInput`)
  return isInputObjectType(type) && Object.hasOwn(type.getFields(), name)
}

function readWhere(schema: GraphQLSchema, entity: Entity, text: string): Where {
  const type = schema.getType(`${entity.name}WhereInput`) as GraphQLInputType
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw badInput('where is not JSON')
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw badInput('where is not a filter: give an object, as in {"network_eq":"…"}')
  boundVariables(value)
  refuseZeros(value)
  const where = coerceInputValue(value, type, (path, _, error) => {
    throw badInput(`where${path.length ? ` at ${path.join('.')}` : ''}: ${error.message}`)
  }) as Where
  new FilterMeter().add(where, [entity.plural])
  return where
}

// No text of Postgres holds a zero character, and a statement would end at it.
function refuseZeros(value: unknown): void {
  if (typeof value === 'string' && value.includes('\0'))
    throw badInput('where: a text holds a zero character')
  if (value !== null && typeof value === 'object') for (const each of Object.values(value)) refuseZeros(each)
}
