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
  /** Columns of the view that it reads beside those of the key. */
  readonly read: ReadonlySet<string>
}

/** One statement after another, whose rows follow each other; each is asked for with how many rows the one before had. */
export type ExportPieces = AsyncGenerator<ExportQuery, void, number>

export interface QueryParts {
  readonly model: Model
  readonly schema: GraphQLSchema
  readonly tokens: TokenBook
}

/** What an export of an entity may be asked with. */
export const PARAMETERS = ['where', 'fields', 'limit']

/** What an export of an entity is asked for. */
export interface AskedRows {
  readonly entity: Entity
  readonly filter: Where | undefined
  /** Of columns; empty: all. */
  readonly fields: string
  /** Most rows, the first in the order of the id; undefined: all. */
  readonly limit: number | undefined
}

/** A piece of an export's rows, where they come in pieces. */
export interface Piece {
  /** Rows other than those of the entity's view; they are filtered already. */
  readonly given?: Sql
  /** What holds for the piece's rows beside the filter. */
  readonly conditions?: (scope: Scope) => readonly Sql[]
  readonly limit?: number | undefined
}

/**
 * Reads what is asked for. `where` is the list's own filter as JSON; `fields` names columns, all when empty; `limit` is the most rows.
 * @throws GraphQLError `BAD_USER_INPUT`, `FILTER_LIMIT`.
 */
export function readAskedRows(
  { schema }: QueryParts,
  entity: Entity,
  parameters: ReadonlyMap<string, string>,
): AskedRows {
  const text = parameters.get('where')
  return {
    entity,
    filter: text ? readWhere(schema, entity, text) : undefined,
    fields: parameters.get('fields') ?? '',
    limit: readLimit(parameters.get('limit')),
  }
}

/** The rows and columns of an export, or of a piece of it. @throws GraphQLError `BAD_USER_INPUT` */
export function exportQuery(parts: QueryParts, asked: AskedRows, piece: Piece = asked): ExportQuery {
  const { entity, filter, fields } = asked
  const { given, conditions, limit } = piece
  const scope = given
    ? new Scope(parts.model, new Statement(), entity, given)
    : new Scope(parts.model, new Statement(), entity)
  const all = columnsOf(entity, scope, parts.tokens)
  const where = filter && !given ? whereSql(scope, filter) : undefined
  const drafts = chosen(entity, all, fields).map(({ name, kind, write }) => ({ name, kind, ...write() }))
  const order = orderBySql(orderTerms(scope, []))
  const holds = whereClause([...(where ? [where] : []), ...(conditions?.(scope) ?? [])])
  const most = limit === undefined ? sql`` : sql` limit ${raw(limit)}`
  const pieces = [
    sql`${scope.from()}${holds} ${order}${most}`,
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
  return { columns, rest, values, read: scope.read }
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

function readLimit(text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,15}$/.test(text)) throw badInput('limit is not a whole number')
  return text === undefined ? undefined : Number(text)
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
