import type { Entity } from '../model/model.ts'
import type { Compiler } from './compile.ts'
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
  readonly between?: (terms: readonly OrderTerm[], into: Statement) => readonly string[]
}

/**
 * The rows that a page of a list over all chains needs, taken chain by chain, as a source for a scope that orders them once
 * more; undefined where that gains nothing. Every index of facts begins with network and chain, so the newest rows of one
 * chain are a walk along it, while those of all chains together would be a sort of the whole table
 * (docs/decisions/0014-lists-over-all-chains.md).
 */
export function chainByChain(
  compiler: Compiler,
  statement: Statement,
  entity: Entity,
  asked: Asked,
): string | undefined {
  if (!isOfChain(entity) || namesChain(asked.where)) return undefined
  const scope = new Scope(compiler.model, statement, entity)
  const terms = orderTerms(scope, asked.orderBy)
  if (!['block_number', 'block_time'].some((name) => terms[0]?.column === scope.column(name)))
    return undefined
  const chain = statement.alias()
  const where = asked.where && whereSql(scope, asked.where)
  const conditions = [
    `${scope.column('network')} = ${chain}.network`,
    `${scope.column('chain_id')} = ${chain}.chain_id`,
    ...(where ? [where] : []),
    ...(asked.between?.(terms, statement) ?? []),
  ]
  const rows = `select ${scope.alias}.* ${scope.from()} where ${conditions.join(' and ')} ${orderBySql(terms, asked.reversed)} limit ${asked.most}`
  return `(select r.* from api.chain ${chain} cross join lateral (${rows}) r)`
}

function isOfChain({ key, fields }: Entity): boolean {
  return key[0]?.column === 'network' && key[1]?.column === 'chain_id' && fields.has('blockNumber')
}

/** Whether the filter lets rows of one chain through only: then an index serves it as it is. */
function namesChain(where: Where | undefined): boolean {
  return where !== undefined && !where.OR && where.network_eq != null && where.chainId_eq != null
}
