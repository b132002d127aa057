import type { FieldNode } from 'graphql'
import type { Entity } from '../model/model.ts'
import { type Asked, pageSource } from './chains.ts'
import { Columns } from './columns.ts'
import type { Compiler, ListArguments } from './compile.ts'
import { idCondition } from './id.ts'
import { orderBySql, orderTerms } from './order.ts'
import { Scope } from './scope.ts'
import { type Reader, selectObject } from './select.ts'
import { selectionUnder } from './selection.ts'
import { Statement } from './statement.ts'
import { whereSql } from './where.ts'

/** Where the rows of a root field come from: the entity's view, or a function that gives its columns as of a moment. */
export type SourceSql = (statement: Statement) => string

export interface Compiled {
  readonly text: string
  readonly values: readonly unknown[]
  /** Makes one object of the answer from one row. */
  readonly read: Reader
}

/** `xs(where, orderBy, limit, offset)` as one statement, with everything selected under it. */
export function compileList(
  compiler: Compiler,
  entity: Entity,
  nodes: readonly FieldNode[],
  args: ListArguments,
  source?: SourceSql,
): Compiled {
  const { where: filter, orderBy, limit, offset } = args
  const { statement, scope, filtered } = source
    ? { ...open(compiler, entity, source), filtered: false }
    : openPage(compiler, entity, { where: filter, orderBy, most: limit + offset })
  const columns = new Columns()
  const read = selectObject(compiler, scope, selectionUnder(nodes, compiler.operation), columns)
  const where = filtered ? undefined : filter && whereSql(scope, filter)
  const order = orderBySql(orderTerms(scope, orderBy))
  const text = `select ${columns.list()} ${scope.from()}${where ? ` where ${where}` : ''} ${order} limit ${limit} offset ${offset}`
  return { text, values: statement.values, read }
}

/** `xById(id)` as one statement: no row when there is none. */
export function compileById(
  compiler: Compiler,
  entity: Entity,
  nodes: readonly FieldNode[],
  id: string,
  source?: SourceSql,
): Compiled {
  const { statement, scope } = open(compiler, entity, source)
  const columns = new Columns()
  const read = selectObject(compiler, scope, selectionUnder(nodes, compiler.operation), columns)
  const where = idCondition(
    statement,
    entity,
    id,
    entity.key.map((part) => scope.column(part.column)),
  )
  return {
    text: `select ${columns.list()} ${scope.from()} where ${where} limit 1`,
    values: statement.values,
    read,
  }
}

export function open(
  compiler: Compiler,
  entity: Entity,
  source?: SourceSql,
): { statement: Statement; scope: Scope } {
  const statement = new Statement()
  return { statement, scope: new Scope(compiler.model, statement, entity, source?.(statement)) }
}

/** The scope of a page from the start of an order. `filtered`: its rows are those asked for already, and few more. */
export function openPage(
  compiler: Compiler,
  entity: Entity,
  asked: Asked,
): { statement: Statement; scope: Scope; filtered: boolean } {
  const statement = new Statement()
  const source = pageSource(compiler, statement, entity, asked)
  return {
    statement,
    scope: new Scope(compiler.model, statement, entity, source),
    filtered: source !== undefined,
  }
}
