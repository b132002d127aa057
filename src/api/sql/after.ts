import type { FieldNode } from 'graphql'
import type { Entity } from '../model/model.ts'
import { Columns } from './columns.ts'
import type { Compiler } from './compile.ts'
import { cursorCondition, encodeCursor } from './cursor.ts'
import { raw, sql, toQuery, whereClause } from './fragment.ts'
import { type Compiled, openPage } from './list.ts'
import { type OrderTerm, orderBySql, orderTerms } from './order.ts'
import { type Row, selectObject } from './select.ts'
import { selectionUnder } from './selection.ts'
import { type Where, whereSql } from './where.ts'

export interface Stretch {
  readonly where: Where
  readonly orderBy: readonly string[]
  readonly limit: number
  /** Only rows behind this place. */
  readonly after: string | undefined
}

export interface CompiledStretch extends Compiled {
  /** The place of a row: what to give as `after` to go on behind it. */
  readonly placeOf: (row: Row) => string
  /** The value of a row's key part. */
  readonly keyOf: (row: Row, column: string) => unknown
}

/** As `compileList`, but from a place in the order instead of an offset: a far page costs no more than the first. */
export function compileStretch(
  compiler: Compiler,
  entity: Entity,
  nodes: readonly FieldNode[],
  { where, orderBy, limit, after }: Stretch,
): CompiledStretch {
  const between = (terms: readonly OrderTerm[]) =>
    after === undefined ? [] : [cursorCondition(terms, after, false)]
  const { scope, filtered } = openPage(compiler, entity, { where, orderBy, most: limit, between })
  const columns = new Columns()
  const read = selectObject(compiler, scope, selectionUnder(nodes, compiler.operation), columns)
  const terms = orderTerms(scope, orderBy)
  const places = terms.map((term) => columns.add(term.shown))
  const filter = filtered ? undefined : whereSql(scope, where)
  const conditions = filtered ? [] : [...(filter ? [filter] : []), ...between(terms)]
  return {
    ...toQuery(
      sql`select ${columns.list()} ${scope.from()}${whereClause(conditions)} ${orderBySql(terms)} limit ${raw(limit)}`,
    ),
    read,
    placeOf: (row) =>
      encodeCursor(
        terms,
        places.map((place) => row[place]),
      ),
    keyOf: (row, column) => row[places[terms.findIndex(({ name }) => name === column)] ?? -1],
  }
}
