import type { Entity } from '../model/model.ts'
import type { Compiler } from './compile.ts'
import { join, raw, type Sql, sql, whereClause } from './fragment.ts'
import { type OrderTerm, orderBySql, orderTerms } from './order.ts'
import { Scope } from './scope.ts'
import type { Statement } from './statement.ts'
import { type Where, whereSql } from './where.ts'

export interface Asked {
  readonly where: Where | undefined
  readonly orderBy: readonly string[]
  /** Rows from the start of the order that are needed. */
  readonly most: number
  readonly reversed?: boolean
  /** A further condition, of the order's terms. */
  readonly between?: (terms: readonly OrderTerm[]) => readonly Sql[]
  /** What ties the rows of a nested list to their parent: it names one chain's rows already. */
  readonly tied?: (scope: Scope) => readonly Sql[]
}

/**
 * The rows that a page of a list needs, as a source for a scope that orders them once more; undefined where the view itself
 * serves as well. They are taken chain by chain: every index of facts begins with network and chain, so the newest rows of one
 * chain are a walk along it, while those of all chains together would be a sort of the whole table
 * (docs/decisions/0021-lists-over-all-chains.md). And of a union part by part, for the same reason: the planner looks for the
 * first rows of a join only when the join itself is asked for them.
 */
export function pageSource(
  compiler: Compiler,
  statement: Statement,
  entity: Entity,
  asked: Asked,
): Sql | undefined {
  const byChain = !asked.tied && isOfChain(entity) && !namesChain(asked.where) && isByBlock(asked)
  if (!byChain && !entity.parts.length) return undefined
  const chain = byChain ? statement.alias() : undefined
  const views = entity.parts.length ? entity.parts : [entity.view]
  const pages = views.map((view) =>
    pageOfView(new Scope(compiler.model, statement, entity, statement.dialect.rows(view)), chain, asked),
  )
  const rows = join(pages, ' union all ')
  return chain ? sql`(select r.* from api.chain ${chain} cross join lateral (${rows}) r)` : sql`(${rows})`
}

function pageOfView(scope: Scope, chain: Sql | undefined, asked: Asked): Sql {
  const terms = orderTerms(scope, asked.orderBy)
  const where = asked.where && whereSql(scope, asked.where)
  const conditions = [
    ...(chain
      ? [
          sql`${scope.column('network')} = ${chain}.network`,
          sql`${scope.column('chain_id')} = ${chain}.chain_id`,
        ]
      : []),
    ...(asked.tied?.(scope) ?? []),
    ...(where ? [where] : []),
    ...(asked.between?.(terms) ?? []),
  ]
  return sql`(select ${scope.alias}.* ${scope.from()}${whereClause(conditions)} ${orderBySql(terms, asked.reversed)} limit ${raw(asked.most)})`
}

function isByBlock({ orderBy }: Asked): boolean {
  return /^block(Number|Time)_(ASC|DESC)/.test(orderBy[0] ?? '')
}

function isOfChain({ key, fields }: Entity): boolean {
  return key[0]?.column === 'network' && key[1]?.column === 'chain_id' && fields.has('blockNumber')
}

/** Whether the filter lets rows of one chain through only: then an index serves it as it is. */
function namesChain(where: Where | undefined): boolean {
  return where !== undefined && !where.OR && where.network_eq != null && where.chainId_eq != null
}
