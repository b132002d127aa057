import type { FieldNode } from 'graphql'
import type { Entity } from '../model/model.ts'
import { type Asked, pageSource } from './chains.ts'
import { Columns } from './columns.ts'
import type { Compiler, ListArguments } from './compile.ts'
import { type Query, raw, sql, toQuery, whereClause } from './fragment.ts'
import { idsCondition } from './id.ts'
import { beginning } from './moment.ts'
import { orderBySql, orderTerms } from './order.ts'
import { Scope } from './scope.ts'
import { type Reader, selectObject } from './select.ts'
import { selectionUnder } from './selection.ts'
import { type Moment, Statement } from './statement.ts'
import { whereSql } from './where.ts'

export interface Compiled extends Query {
  /** Makes one object of the answer from one row. */
  readonly read: Reader
}

/** `xs(where, orderBy, limit, offset)` as one statement, with everything selected under it; of a moment where one is given. */
export function compileList(
  compiler: Compiler,
  entity: Entity,
  nodes: readonly FieldNode[],
  args: ListArguments,
  moment?: Moment,
): Compiled {
  const { where, orderBy, limit, offset } = args
  const page = moment
    ? { ...open(compiler, entity, moment), filtered: false }
    : openPage(compiler, entity, { where, orderBy, most: limit + offset })
  return selectPage(compiler, page, nodes, args)
}

/** Rows that a page of a list is taken of. */
interface PageRows {
  readonly statement: Statement
  readonly scope: Scope
  /** Whether they are those of the filter already. */
  readonly filtered: boolean
}

/** A page of a list out of these rows. */
export function selectPage(
  compiler: Compiler,
  { statement, scope, filtered }: PageRows,
  nodes: readonly FieldNode[],
  { where: filter, orderBy, limit, offset }: ListArguments,
): Compiled {
  const columns = new Columns()
  const read = selectObject(compiler, scope, selectionUnder(nodes, compiler.operation), columns)
  const where = filtered ? undefined : filter && whereSql(scope, filter)
  const order = orderBySql(orderTerms(scope, orderBy))
  const list = sql`select ${columns.list()} ${scope.from()}${whereClause(where ? [where] : [])} ${order} limit ${raw(limit)} offset ${raw(offset)}`
  return { ...toQuery(sql`${beginning(statement)}${list}`), read }
}

/** `xById(id)` as one statement: no row when there is none. */
export function compileById(
  compiler: Compiler,
  entity: Entity,
  nodes: readonly FieldNode[],
  id: string,
  moment?: Moment,
): Compiled {
  const { statement, scope } = open(compiler, entity, moment)
  const columns = new Columns()
  const read = selectObject(compiler, scope, selectionUnder(nodes, compiler.operation), columns)
  const where = idsCondition(
    entity,
    [id],
    entity.key.map((part) => scope.column(part.column)),
  )
  const row = sql`select ${columns.list()} ${scope.from()} where ${where} limit 1`
  return { ...toQuery(sql`${beginning(statement)}${row}`), read }
}

export function open(
  compiler: Compiler,
  entity: Entity,
  moment?: Moment,
): { statement: Statement; scope: Scope } {
  const statement = new Statement(moment)
  return { statement, scope: new Scope(compiler.model, statement, entity) }
}

/** The scope of a page from the start of an order. `filtered`: its rows are those asked for already, and few more. */
export function openPage(compiler: Compiler, entity: Entity, asked: Asked): PageRows {
  const statement = new Statement()
  const source = pageSource(compiler, statement, entity, asked)
  return {
    statement,
    scope: new Scope(compiler.model, statement, entity, source),
    filtered: source !== undefined,
  }
}
