import { coerceInputValue, GraphQLError, type GraphQLInputType, type GraphQLSchema } from 'graphql'
import { boundVariables, FilterMeter } from '../limits/filter.ts'
import type { AmountField, Entity, Model } from '../model/model.ts'
import { idExpression } from '../sql/id.ts'
import { orderBySql, orderTerms } from '../sql/order.ts'
import { Scope } from '../sql/scope.ts'
import { Statement } from '../sql/statement.ts'
import { sqlType } from '../sql/value.ts'
import { type Where, whereSql } from '../sql/where.ts'

export interface ExportColumn {
  readonly name: string
  /** Whose text it is: only `text` may hold what a spreadsheet would take for a formula. */
  readonly type: 'text' | 'integer' | 'boolean' | 'safe'
  readonly sql: string
}

export interface ExportQuery {
  readonly columns: readonly ExportColumn[]
  /** FROM, WHERE and ORDER BY. */
  readonly rest: string
  readonly values: readonly unknown[]
}

/**
 * The rows and columns of an export. `where` is the list's own filter as JSON; `fields` names columns, all when empty.
 * Throws GraphQLError `BAD_USER_INPUT`, `FILTER_LIMIT`.
 */
export function exportQuery(
  model: Model,
  schema: GraphQLSchema,
  entity: Entity,
  where: string | null,
  fields: readonly string[],
): ExportQuery {
  const statement = new Statement()
  const scope = new Scope(model, statement, entity)
  const all = columnsOf(entity, scope)
  const unknown = fields.find((name) => !all.some((column) => column.name === name))
  if (unknown !== undefined) throw refused(`${entity.name} has no column ${unknown.slice(0, 80)} to export`)
  const filter = where ? whereSql(scope, readWhere(schema, entity, where)) : undefined
  const order = orderBySql(orderTerms(scope, []))
  return {
    columns: fields.length ? fields.flatMap((name) => all.filter((column) => column.name === name)) : all,
    rest: `${scope.from()}${filter ? ` where ${filter}` : ''} ${order}`,
    values: statement.values,
  }
}

function columnsOf(entity: Entity, scope: Scope): ExportColumn[] {
  return [...entity.fields.values()].flatMap((field): ExportColumn[] => {
    if (field.kind === 'id') return [{ name: 'id', type: 'safe', sql: idExpression(entity, scope.alias) }]
    if (field.kind !== 'scalar' && field.kind !== 'enum' && field.kind !== 'amount') return []
    const sql = sqlType(field).shown(scope.column(field.column))
    if (field.kind === 'amount')
      return [{ name: field.name, type: 'safe', sql }, ...priceColumn(entity, scope, field)]
    const scalar = field.kind === 'scalar' ? field.scalar : 'BigInt'
    if (scalar === 'Int') return [{ name: field.name, type: 'integer', sql }]
    if (scalar === 'Boolean') return [{ name: field.name, type: 'boolean', sql }]
    const text = scalar === 'String' || scalar === 'JSON'
    return [{ name: field.name, type: text ? 'text' : 'safe', sql: scalar === 'JSON' ? `${sql}::text` : sql }]
  })
}

// What one whole token was worth in USD at the row's own moment, by the rule of docs/methodology/prices.md; empty without
// a price. A sum over a day has no moment.
function priceColumn(entity: Entity, scope: Scope, field: AmountField): ExportColumn[] {
  if (!entity.fields.has('blockTime')) return []
  const [network, chain] = [scope.column('network'), scope.column('chain_id')]
  const [token, at] = [scope.column(field.tokenColumn), scope.column('block_time')]
  const sql = `api.price_at(${network}, ${chain}, ${token}, ${at})::text`
  return [{ name: `${field.name}PriceUsd`, type: 'safe', sql }]
}

function readWhere(schema: GraphQLSchema, entity: Entity, text: string): Where {
  const type = schema.getType(`${entity.name}WhereInput`) as GraphQLInputType
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw refused('where is not JSON')
  }
  boundVariables(value)
  const where = coerceInputValue(value, type, (path, _, error) => {
    throw refused(`where${path.length ? ` at ${path.join('.')}` : ''}: ${error.message}`)
  }) as Where
  new FilterMeter().add(where)
  return where
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
}
