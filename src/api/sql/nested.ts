import type { FieldNode } from 'graphql'
import { getEntity, type ListField } from '../model/model.ts'
import { pageSource } from './chains.ts'
import { argumentsOf, type Compiler, listArguments } from './compile.ts'
import { raw, type Sql, sql, whereClause } from './fragment.ts'
import { orderBySql, orderTerms } from './order.ts'
import { Scope } from './scope.ts'
import { whereSql } from './where.ts'

/** The rows of a list of a row, while it is not said yet what is shown of each. */
export interface Nested {
  readonly scope: Scope
  /** Selects `shown` of each row as `r`, in the order and page that the list's arguments ask for. */
  rows(shown: Sql): Sql
}

/** A list field of the rows of `parent`, with its arguments: what selects from `scope` is tied to the parent's row. */
export function openNested(
  compiler: Compiler,
  parent: Scope,
  field: ListField,
  nodes: readonly FieldNode[],
): Nested {
  const [first] = nodes
  if (!first) throw new TypeError('a field is asked for by a node')
  const {
    where: filter,
    orderBy,
    limit,
    offset,
  } = listArguments(argumentsOf(compiler, parent.entity.name, first))
  const entity = getEntity(compiler.model, field.entity)
  const tied = (scope: Scope) =>
    field.to.map((column, n) => sql`${scope.column(column)} = ${parent.column(field.from[n] ?? '')}`)
  const asked = { where: filter, orderBy, most: limit + offset, tied }
  const source = pageSource(compiler, parent.statement, entity, asked)
  const scope = new Scope(compiler.model, parent.statement, entity, source)
  return {
    scope,
    rows(shown) {
      const where = source ? undefined : filter && whereSql(scope, filter)
      const conditions = source ? [] : [...tied(scope), ...(where ? [where] : [])]
      const order = orderBySql(orderTerms(scope, orderBy))
      return sql`select ${shown} as r ${scope.from()}${whereClause(conditions)} ${order} limit ${raw(limit)} offset ${raw(offset)}`
    },
  }
}
