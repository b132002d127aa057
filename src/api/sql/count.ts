import type { Entity } from '../model/model.ts'
import { MOST_COUNTED } from '../model/sizes.ts'
import type { Compiler } from './compile.ts'
import { join, param, raw, type Sql, sql, whereClause } from './fragment.ts'
import { POSTGRES } from './postgres.ts'
import { Scope } from './scope.ts'
import type { Statement } from './statement.ts'
import { type Where, whereSql } from './where.ts'

/** How many rows a filter lets through. `total` is exact; null where more than `atLeast` do. */
export interface Count {
  readonly total: number | null
  readonly atLeast: number
}

/**
 * Two expressions: rows that the rollup by day knows of, and rows that are counted one by one, no more than are asked for
 * ({@link toCount}). Whole chains are known from the rollup, which is written with the facts: exact, whatever their size
 * (docs/decisions/0023-total-counts.md).
 */
export function countSql(
  compiler: Compiler,
  statement: Statement,
  entity: Entity,
  where: Where | undefined,
): Sql {
  const isKnown = !statement.moment && entity.counters.length > 0 && isOfChains(where)
  const views = isKnown ? entity.parts.slice(1).map(POSTGRES.rows) : [undefined]
  const counted = views.map((view) => rowsSql(compiler, statement, entity, where, view))
  const byOne = counted.length ? sql`(select count(*) from (${join(counted, ' union all ')}) n)` : sql`0`
  return sql`${isKnown ? knownSql(entity, where) : sql`0`}, ${byOne}`
}

export function toCount(known: unknown, byOne: unknown): Count {
  const total = Number(known) + Number(byOne)
  const isWhole = Number(byOne) <= MOST_COUNTED
  return { total: isWhole ? total : null, atLeast: isWhole ? total : Number(known) + MOST_COUNTED }
}

function rowsSql(
  compiler: Compiler,
  statement: Statement,
  entity: Entity,
  where: Where | undefined,
  source: Sql | undefined,
): Sql {
  const scope = new Scope(compiler.model, statement, entity, source)
  const filter = where && whereSql(scope, where)
  return sql`(select 1 ${scope.from()}${whereClause(filter ? [filter] : [])} limit ${raw(MOST_COUNTED + 1)})`
}

function knownSql({ counters }: Entity, where: Where | undefined): Sql {
  const conditions = [
    ...(where?.network_eq == null ? [] : [sql`d.network = ${param(where.network_eq, 'text')}`]),
    ...(where?.chainId_eq == null ? [] : [sql`d.chain_id = ${param(where.chainId_eq, 'bigint')}`]),
  ]
  const sum = raw(counters.map((name) => `d.${name}`).join(' + '))
  return sql`(select coalesce(sum(${sum}), 0) from api.network_day d${whereClause(conditions)})`
}

/** Whether the filter is of whole chains, or none. */
function isOfChains(where: Where | undefined): boolean {
  return Object.entries(where ?? {}).every(
    ([name, value]) => (name === 'network_eq' || name === 'chainId_eq') && value != null,
  )
}
