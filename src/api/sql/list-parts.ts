import type { FieldNode } from 'graphql'
import { type ColumnField, type Entity, getColumnField, type Rollup } from '../model/model.ts'
import { measuresOf } from '../schema/aggregate.ts'
import { CLICKHOUSE } from './clickhouse.ts'
import type { Compiler, ListArguments } from './compile.ts'
import { Unspoken } from './dialect.ts'
import {
  assertColumns,
  type Division,
  given,
  givenRows,
  type Held,
  isHeld,
  isNotHeld,
  type Parts,
  type Question,
  sent,
  type TimeColumn,
  timeOf,
} from './division.ts'
import { join, param, raw, type Sql, sql, toQuery, whereClause } from './fragment.ts'
import { type Compiled, compileList, selectPage } from './list.ts'
import { orderBySql, orderTerms } from './order.ts'
import { Scope } from './scope.ts'
import { Statement } from './statement.ts'
import { whereSql } from './where.ts'

/** A list over a rollup as it is asked for. */
export interface AskedList {
  readonly compiler: Compiler
  readonly entity: Entity
  readonly rollup: Rollup
  readonly nodes: readonly FieldNode[]
  readonly args: ListArguments
}

/** Rows from the start of an order that ClickHouse gives at most: they go into a statement of Postgres. */
const MOST_ROWS = 10_000

/**
 * Whether a list is in the order of a figure first: the greatest are found among all rows. In every other order an index of Postgres has
 * the page at hand, and nobody else is to be asked.
 */
export function isByFigure(entity: Entity, rollup: Rollup, { orderBy }: ListArguments): boolean {
  return measuresOf(entity, rollup).some(({ name }) => orderBy[0]?.startsWith(`${name}_`))
}

/** A list as a question that ClickHouse may have a part in: its first rows, among which are those of the page that it holds. */
export function askList(asked: AskedList): Question {
  const { compiler, entity, nodes, args } = asked
  return {
    view: entity.view,
    whole: () => compileList(compiler, entity, nodes, args),
    parts: (divisions, held) => compileParts(asked, divisions, held),
  }
}

function compileParts(asked: AskedList, divisions: readonly Division[], held: Held): Parts {
  const { compiler, entity, rollup, nodes, args } = asked
  assertOneNetwork(args, divisions)
  const time = timeOf(getColumnField(entity, rollup.time))
  const tried = new Statement()
  const probe = new Scope(compiler.model, tried, entity)
  selectPage(compiler, { statement: tried, scope: probe, filtered: false }, nodes, args)
  const columns = [...new Set([...entity.key.map(({ column }) => column), ...probe.read])]
  const fields = columns.map((column) => fieldOf(entity, column))
  const withFinished = (rows: Parameters<Parts['withFinished']>[0]): Compiled => {
    const statement = new Statement()
    const ours = new Scope(compiler.model, statement, entity)
    const isOurs = isNotHeld(ours, time, { divisions, fixed: held.fixed })
    const named = (values: readonly Sql[]) =>
      join(
        values.map((value, n) => sql`${value} as ${raw(columns[n] ?? '')}`),
        ', ',
      )
    const source = sql`(select ${named(columns.map((column) => ours.column(column)))} ${ours.from()} where ${isOurs}
      union all select ${named(fields.map(given))} ${givenRows(param(JSON.stringify(rows), 'jsonb'))})`
    const scope = new Scope(compiler.model, statement, entity, source)
    return selectPage(compiler, { statement, scope, filtered: false }, nodes, args)
  }
  return { finished: finishedSql(asked, fields, { time, divisions, held }), withFinished }
}

function finishedSql(
  { compiler, entity, args }: AskedList,
  fields: readonly ColumnField[],
  {
    time,
    divisions,
    held,
  }: { readonly time: TimeColumn; readonly divisions: readonly Division[]; readonly held: Held },
): Parts['finished'] {
  const { where: filter, orderBy, limit, offset } = args
  if (limit + offset > MOST_ROWS) throw new Unspoken('a page so far behind')
  const scope = new Scope(compiler.model, new Statement(undefined, CLICKHOUSE), entity)
  const where = filter ? whereSql(scope, filter) : undefined
  const conditions = [...(where ? [where] : []), isHeld(scope, time, divisions)]
  const order = orderBySql(orderTerms(scope, orderBy))
  // Under names of their own: an order by the name of a column would be one of the text that is sent.
  const shown = fields.map((field, n) => sql`${sent(field, scope.column(field.column))} as ${raw(`c${n}`)}`)
  assertColumns(scope.read, held)
  const list = sql`select ${join(shown, ', ')} ${scope.from()}${whereClause(conditions)} ${order} limit ${raw(limit + offset)}`
  return toQuery(list, (n, type) => `{p${n}:${type}}`)
}

/** Names of networks are sorted by the rules of a language in one engine, and by their bytes in the other; other text of a rollup is words of ours. */
function assertOneNetwork({ where }: ListArguments, divisions: readonly Division[]): void {
  const networks = new Set(divisions.map(({ network }) => network))
  if (networks.size > 1 && (where?.network_eq === undefined || where.OR !== undefined))
    throw new Unspoken('an order of several networks')
}

function fieldOf(entity: Entity, column: string): ColumnField {
  for (const field of entity.fields.values()) if ('column' in field && field.column === column) return field
  throw new TypeError(`${entity.name} shows no column ${column}`)
}
