import type { FactKind } from '../../indexer/events/facts.ts'
import { OVERFLOW } from '../../platform/clickhouse.ts'
import { nameFacts } from './facts.ts'
import type { Table } from './layout.ts'

/** A column with its type. */
type Column = readonly [name: string, type: string]

/**
 * Figures by key and by hour or day, of one load. They have the name, the keys and the figures of a view of schema `api`; a row of
 * that view is what its rows of all loads come to.
 */
export interface Rollup {
  readonly name: string
  /** The facts that it is computed from. */
  readonly from: readonly FactKind[]
  readonly keys: readonly Column[]
  /** Whole numbers that are added. */
  readonly sums: readonly Column[]
  /** Which of its facts a row of the rollup is computed from, one row each: columns of `keys` and `sums`. */
  readonly select: string
}

const CHAIN: readonly Column[] = [
  ['network', 'LowCardinality(String)'],
  ['chain_id', 'Int64'],
]
const DAY: Column = ['day', 'Date']
const DAY_OF_BLOCK = `toDate(block_time, 'UTC') as day`

export const ROLLUPS: readonly Rollup[] = [
  {
    name: 'payer_day',
    from: ['fee'],
    keys: [...CHAIN, ['payer', 'String'], DAY, ['token', 'String']],
    sums: [
      ['payments', 'Int64'],
      ['paid', 'UInt256'],
      ['refunds', 'Int64'],
      ['refunded', 'UInt256'],
    ],
    select: `select network, chain_id, payer, ${DAY_OF_BLOCK}, token,
      toInt64(not refund) as payments, if(refund, 0, amount) as paid, toInt64(refund) as refunds, if(refund, amount, 0) as refunded
    from ${facts('fee')}`,
  },
]

/** The table that rows of a rollup are stored in, apart by load. */
export function rollupTable({ name, keys, sums }: Rollup): Table {
  const ordered = keys.map(([key]) => key)
  const [network = '', chain = ''] = ordered
  return {
    name: nameStored(name),
    columns: ['load String', ...[...keys, ...sums].map(([column, type]) => `${column} ${type}`)],
    orderBy: [network, chain, ...ordered.filter((key) => key !== network && key !== chain).sort(timeFirst)],
    shardBy: ordered.find((key) => key === 'node_key' || key === 'payer') ?? chain,
  }
}

/** Where the rows of a rollup are stored. */
export function nameStored(rollup: string): string {
  return `${rollup}_part`
}

/** Fills a table with the rows of one load. Parameter: `load`. */
export function fillRollup(table: string, { keys, sums, select }: Rollup): string {
  const names = keys.map(([name]) => name)
  return `insert into ${table} (load, ${[...keys, ...sums].map(([name]) => name).join(', ')})
select {load:String}, ${names.join(', ')}, ${sums.map(added).join(', ')}
from (${select}) t
group by ${names.join(', ')}
having ${guard(sums)}`
}

/** The rollup over some loads, as the view of the same name: parameter `loads`, then it is asked like a table. */
export function createView({ name, keys, sums }: Rollup): string {
  const names = keys.map(([key]) => key)
  return `create or replace view ${name} as
select ${names.join(', ')}, ${sums.map(added).join(', ')}
from ${nameStored(name)} t where load in {loads:Array(String)}
group by ${names.join(', ')}
having ${guard(sums)}`
}

function facts(kind: FactKind): string {
  return `${nameFacts(kind)} where load = {load:String}`
}

function added([name]: Column): string {
  // By its own name alone it would be the sum.
  return `sum(t.${name}) as ${name}`
}

/**
 * Sums of 256 bits begin at zero again where they pass the end. In floating point they do not: near the end the statement is refused,
 * and Postgres answers, whose sums have no end.
 */
function guard(sums: readonly Column[]): string {
  const wide = sums.filter(([, type]) => type.endsWith('256'))
  if (!wide.length) return '1'
  const near = wide.map(([name]) => `sum(abs(toFloat64(t.${name}))) > 5e76`)
  return `throwIf(${near.join(' or ')}, '${OVERFLOW}') = 0`
}

function timeFirst(one: string, other: string): number {
  const isTime = (key: string) => (key === 'day' || key === 'hour' ? 0 : 1)
  return isTime(one) - isTime(other)
}
