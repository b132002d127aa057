import type { Entity } from '../model/model.ts'
import { MOST_COUNTED } from '../model/sizes.ts'
import type { Compiler } from './compile.ts'
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
): string {
  const isKnown = !statement.moment && entity.counters.length > 0 && isOfChains(where)
  const views = isKnown ? entity.parts.slice(1).map((view) => `api.${view}`) : [undefined]
  const counted = views.map((view) => rowsSql(compiler, statement, entity, where, view))
  const byOne = counted.length ? `(select count(*) from (${counted.join(' union all ')}) n)` : '0'
  return `${isKnown ? knownSql(statement, entity, where) : '0'}, ${byOne}`
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
  source: string | undefined,
): string {
  const scope = new Scope(compiler.model, statement, entity, source)
  const filter = where && whereSql(scope, where)
  return `(select 1 ${scope.from()}${filter ? ` where ${filter}` : ''} limit ${MOST_COUNTED + 1})`
}

function knownSql(statement: Statement, { counters }: Entity, where: Where | undefined): string {
  const conditions = [
    ...(where?.network_eq == null ? [] : [`d.network = ${statement.param(where.network_eq, 'text')}`]),
    ...(where?.chainId_eq == null ? [] : [`d.chain_id = ${statement.param(where.chainId_eq, 'bigint')}`]),
  ]
  const filter = conditions.length ? ` where ${conditions.join(' and ')}` : ''
  return `(select coalesce(sum(${counters.map((name) => `d.${name}`).join(' + ')}), 0) from api.network_day d${filter})`
}

/** Whether the filter is of whole chains, or none. */
function isOfChains(where: Where | undefined): boolean {
  return Object.entries(where ?? {}).every(
    ([name, value]) => (name === 'network_eq' || name === 'chainId_eq') && value != null,
  )
}
