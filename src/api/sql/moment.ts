import { join, param, raw, type Sql, sql } from './fragment.ts'
import type { Moment, MomentBlock, Statement } from './statement.ts'

/** Name of the rows that entities with a past are read from in a statement of a moment. */
export const NODES_THEN = raw('nodes_then')

/**
 * The beginning of a statement's text: empty, or for a moment the nodes of that moment, read once for the list and for every
 * link to them.
 */
export function beginning({ moment }: Statement): Sql {
  if (!moment) return sql``
  const networks = param(
    moment.map((each) => each.network),
    'text[]',
  )
  const chains = param(
    moment.map((each) => each.chainId),
    'bigint[]',
  )
  const numbers = param(
    moment.map((each) => each.number),
    'integer[]',
  )
  return sql`with ${NODES_THEN} as materialized (select * from api.node_as_of(${networks}, ${chains}, ${numbers})) `
}

/** SQL that is appended to an id, given the column of the row's network: what tells a row of a moment from that of now. */
export function suffixSql({ moment }: Statement, network: Sql): Sql {
  if (!moment) return sql``
  const names = [...new Set(moment.map((each) => each.network))]
  const cases = names.map((name) => {
    const blocks = moment.filter((each) => each.network === name)
    return sql`when ${param(name, 'text')} then ${param(`@${toText(blocks)}`, 'text')}`
  })
  return cases.length ? sql` || coalesce(case ${network} ${join(cases, ' ')} end, '')` : sql``
}

/** `31337:42,84532:17`, by chain id. */
export function toText(blocks: Moment): string {
  return blocks
    .toSorted((a, b) => a.chainId - b.chainId)
    .map(({ chainId, number }) => `${chainId}:${number}`)
    .join()
}

const SUFFIX = /^(.*)@(\d{1,16}:\d{1,10}(?:,\d{1,16}:\d{1,10}){0,99})$/

/** An id without the moment that it ends with, and the blocks of that moment; undefined for an id without one. */
export function splitMoment(
  id: string,
): { readonly id: string; readonly blocks: readonly Omit<MomentBlock, 'network'>[] } | undefined {
  const [, plain, text] = SUFFIX.exec(id) ?? []
  if (plain === undefined || text === undefined) return undefined
  const blocks = text.split(',').map((each) => {
    const [chainId, number] = each.split(':').map(Number)
    return { chainId: chainId ?? 0, number: number ?? 0 }
  })
  return { id: plain, blocks }
}
