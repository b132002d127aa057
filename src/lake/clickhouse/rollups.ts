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
  /** Its facts, one row each: `load` and columns of `keys` and `sums`. */
  readonly select: string
  /** What a sum of the view is, where it is not the sum of the column of its name: given how the sum of a column is said. */
  readonly shown?: Readonly<Record<string, (sumOf: (column: string) => string) => string>>
  /** Sums that readers are not to use: the view of schema `api` has something else under this name, or nothing. */
  readonly hidden?: readonly string[]
  /** Keys of the view that have one value in all of these rows; the view of schema `api` has rows with others besides. */
  readonly fixed?: Readonly<Record<string, string>>
}

const CHAIN: readonly Column[] = [
  ['network', 'LowCardinality(String)'],
  ['chain_id', 'Int64'],
]
const DAY: Column = ['day', 'Date']
const DAY_OF_BLOCK = `toDate(block_time, 'UTC') as day`

/** How often something happened: of which facts, whether they are a node's, and which of them. As `src/indexer/derive/counts.ts`. */
const COUNTS: readonly {
  readonly column: string
  readonly kind: FactKind
  readonly isOfNode: boolean
  readonly where?: string
}[] = [
  { column: 'registrations', kind: 'node_registered', isOfNode: true },
  { column: 'status_changes', kind: 'node_status', isOfNode: true },
  { column: 'heartbeats', kind: 'heartbeat', isOfNode: true },
  { column: 'claims', kind: 'settled_claim', isOfNode: true },
  { column: 'requests', kind: 'request_assigned', isOfNode: true },
  { column: 'fees', kind: 'fee', isOfNode: true, where: 'not refund' },
  { column: 'refunds', kind: 'fee', isOfNode: true, where: 'refund' },
  { column: 'emissions', kind: 'emission', isOfNode: true },
  { column: 'penalties', kind: 'penalty', isOfNode: true },
  { column: 'stake_changes', kind: 'stake_change', isOfNode: true },
  { column: 'settlements', kind: 'settlement', isOfNode: false },
  { column: 'batches', kind: 'settlement', isOfNode: false, where: `kind = 'batch'` },
  { column: 'models', kind: 'model_published', isOfNode: false },
  { column: 'unknown_logs', kind: 'unknown_log', isOfNode: false },
]
const NODE_COUNTS = COUNTS.filter(({ isOfNode }) => isOfNode)
// Which penalties are an owner's own doing is found out later, and counted by Postgres.
const FOUND_LATER = ['penalties']

/** Money that moved: which facts (by way of `f`: a name alone may be that of a result), of what kind, how much. As `src/indexer/derive/amounts.ts`. */
const MOVED: readonly {
  readonly kind: FactKind
  readonly word: string
  readonly amount: string
  readonly where?: string
}[] = [
  { kind: 'fee', word: `if(refund, 'refund', 'fee')`, amount: 'f.amount' },
  { kind: 'emission', word: `'emission'`, amount: 'f.amount' },
  {
    kind: 'penalty',
    word: `'slash'`,
    amount: 'f.amount',
    where: 'f.token is not null and f.amount is not null',
  },
  { kind: 'stake_change', word: `if(delta < 0, 'stake_out', 'stake_in')`, amount: 'toUInt256(abs(delta))' },
  { kind: 'movement', word: `'stake_out'`, amount: 'f.amount', where: `f.kind = 'redelegated-from'` },
]

const MONEY: readonly Column[] = [
  ['events', 'Int64'],
  ['amount', 'UInt256'],
  // What is left of whole units, in parts of 10^18: sums carry it.
  ['fraction', 'UInt256'],
]
const WHOLE_UNITS = {
  amount: (sumOf: (column: string) => string) =>
    `${sumOf('amount')} + intDiv(${sumOf('fraction')}, toUInt256('1000000000000000000'))`,
}

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
    select: `select load, network, chain_id, assumeNotNull(payer) as payer, ${DAY_OF_BLOCK}, assumeNotNull(token) as token,
      toInt64(not refund) as payments, if(refund, 0, amount) as paid, toInt64(refund) as refunds, if(refund, amount, 0) as refunded
    from ${facts('fee')}`,
  },
  {
    name: 'network_day_amount',
    from: MOVED.map(({ kind }) => kind),
    keys: [...CHAIN, DAY, ['token', 'String'], ['kind', 'LowCardinality(String)']],
    sums: MONEY,
    select: moved(''),
    shown: WHOLE_UNITS,
    hidden: ['fraction'],
  },
  {
    name: 'node_day_amount',
    from: MOVED.map(({ kind }) => kind),
    keys: [...CHAIN, ['node_key', 'String'], DAY, ['token', 'String'], ['kind', 'LowCardinality(String)']],
    sums: MONEY,
    select: moved('assumeNotNull(f.node) as node_key', 'f.node is not null'),
    shown: WHOLE_UNITS,
    hidden: ['fraction'],
    // What came to a node by way of its payment address is told from histories that Postgres alone has.
    fixed: { attribution: 'explicit' },
  },
  {
    name: 'node_hour',
    from: NODE_COUNTS.map(({ kind }) => kind),
    keys: [...CHAIN, ['node_key', 'String'], ['hour', `DateTime('UTC')`]],
    sums: NODE_COUNTS.map(({ column }) => [column, 'Int64'] as const),
    select: counted(
      NODE_COUNTS,
      `assumeNotNull(node) as node_key, toStartOfHour(block_time, 'UTC') as hour`,
      ['node is not null'],
    ),
    hidden: FOUND_LATER,
  },
  {
    name: 'node_day',
    from: NODE_COUNTS.map(({ kind }) => kind),
    keys: [...CHAIN, ['node_key', 'String'], DAY],
    sums: NODE_COUNTS.map(({ column }) => [column, 'Int64'] as const),
    select: counted(NODE_COUNTS, `assumeNotNull(node) as node_key, ${DAY_OF_BLOCK}`, ['node is not null']),
    hidden: FOUND_LATER,
  },
  {
    name: 'network_day',
    from: COUNTS.map(({ kind }) => kind),
    keys: [...CHAIN, DAY],
    sums: [...COUNTS.map(({ column }) => [column, 'Int64'] as const), ['batch_leaves', 'UInt256']],
    select: counted(COUNTS, DAY_OF_BLOCK, [], (column) =>
      column === 'batches' ? ', ifNull(batch_size, toUInt256(0))' : ', toUInt256(0)',
    ),
    hidden: FOUND_LATER,
  },
]

/** Money that moved as one row each; `key`: a further key, `condition`: of which facts. */
function moved(key: string, condition = ''): string {
  const rows = MOVED.map(({ kind, word, amount, where }) => {
    const all = [
      'load in {loads:Array(String)}',
      ...(condition ? [condition] : []),
      ...(where ? [where] : []),
    ]
    const fraction = kind === 'emission' ? 'ifNull(f.fraction, toUInt256(0))' : 'toUInt256(0)'
    return `select load, network, chain_id, ${key ? `${key}, ` : ''}${DAY_OF_BLOCK}, assumeNotNull(f.token) as token,
      ${word} as kind, toInt64(1) as events, assumeNotNull(${amount}) as amount, ${fraction} as fraction
    from ${nameFacts(kind)} f where ${all.join(' and ')}`
  })
  return rows.join('\n    union all ')
}

/** Facts as one row each: a one in the column that counts them, and nothing in the others. */
function counted(
  counts: typeof COUNTS,
  keys: string,
  conditions: readonly string[],
  more: (column: string) => string = () => '',
): string {
  const rows = counts.map(({ column, kind, where }, at) => {
    const ones = counts.map(
      (each) => `toInt64(${each.column === column ? 1 : 0})${at ? '' : ` as ${each.column}`}`,
    )
    const last = more(column)
    const named = last && !at ? `${last} as batch_leaves` : last
    const all = ['load in {loads:Array(String)}', ...conditions, ...(where ? [where] : [])]
    return `select load, network, chain_id, ${keys}, ${ones.join(', ')}${named} from ${nameFacts(kind)} where ${all.join(' and ')}`
  })
  return rows.join('\n    union all ')
}

/**
 * Whether a row is of the first or the last day that its load has rows of. Times do not fall from block to block, and a load is a range of
 * blocks: no other load has rows of a day between these two.
 */
const ON_BORDER = 'on_border'

/** The table that rows of a rollup are stored in, apart by load. */
export function rollupTable({ name, keys, sums }: Rollup): Table {
  const ordered = keys.map(([key]) => key)
  const [, chain = ''] = ordered
  return {
    name: nameStored(name),
    columns: ['load String', ...[...keys, ...sums].map(([column, type]) => `${column} ${type}`)],
    // Rows that were loaded before it was known may be of any day.
    added: [`${ON_BORDER} Bool default true`],
    // What is asked of one node or payer reads its rows alone. Times need no order of their own: a load is a range of blocks.
    orderBy: ordered,
    shardBy: ordered.find((key) => key === 'node_key' || key === 'payer') ?? chain,
  }
}

/** Where the rows of a rollup are stored. */
export function nameStored(rollup: string): string {
  return `${rollup}_part`
}

/** Fills a table with the rows of some loads. Parameter: `loads`. */
export function fillRollup(table: string, rollup: Rollup): string {
  const columns = [...rollup.keys, ...rollup.sums].map(([name]) => name)
  return `insert into ${table} (load, ${columns.join(', ')}, ${ON_BORDER})
${computed(rollup)}`
}

/** The rows of some loads, each from its facts. */
function computed({ from, keys, sums, select }: Rollup): string {
  const names = keys.map(([name]) => name)
  const day = names.includes('hour') ? `toDate(hour, 'UTC')` : 'day'
  const times = from.map((kind) => `select load, block_time from ${facts(kind)}`)
  const ends = `select load, (min(toDate(block_time, 'UTC')), max(toDate(block_time, 'UTC'))) as days from (${times.join(' union all ')}) group by load`
  return `with (select mapFromArrays(groupArray(load), groupArray(days)) from (${ends})) as ends
select load, ${names.join(', ')}, ${sums.map(added).join(', ')}, has([ends[load].1, ends[load].2], ${day}) as ${ON_BORDER}
from (${select}) t
group by load, ${names.join(', ')}
having ${guard(sums)}`
}

/**
 * What the rows of some loads come to, as a table holds them and as they follow from its facts: of each how many they are and the sum of
 * their hashes, which is the same in every order. The hash is the engine's own: both are computed by one server. Parameter: `loads`.
 */
export function compareRollup(rollup: Rollup): string {
  const columns: Column[] = [...rollup.keys, ...rollup.sums, [ON_BORDER, 'Bool']]
  // A column of few values hashes otherwise than its values.
  const values = columns.map(
    ([name, type]) => `cast(${name} as ${type.replace(/^LowCardinality\((.*)\)$/, '$1')})`,
  )
  const summed = `select toString(count()), toString(sumWithOverflow(cityHash64(${values.join(', ')})))`
  const stored = `select ${columns.map(([name]) => name).join(', ')} from ${nameStored(rollup.name)} where load in {loads:Array(String)}`
  return `select * from (${summed} from (${stored})) held cross join (${summed} from (${computed(rollup)})) found`
}

/**
 * The rollup over some loads, as the view of the same name: parameter `loads`, then it is asked like a table. What several loads have of one
 * key becomes one row. That is most of the work where nodes or payers are many, so of days that one load alone has rows are taken as they are.
 */
export function selectView({ name, keys, sums, shown = {}, fixed = {} }: Rollup): string {
  const names = keys.map(([key]) => key)
  const same = Object.entries(fixed).map(([key, value]) => `'${value}' as ${key}`)
  const from = `from ${nameStored(name)} t where load in {loads:Array(String)}`
  const select = (sumOf: (column: string) => string) => {
    const figures = sums.map(([sum]) => `${shown[sum]?.(sumOf) ?? sumOf(sum)} as ${sum}`)
    return `select ${[...names, ...same, ...figures].join(', ')}\n${from}`
  }
  // By its own name alone a column would be the sum.
  const together = (which = '') =>
    `${select((column) => `sum(t.${column})`)}${which}\ngroup by ${names.join(', ')}\nhaving ${guard(sums)}`
  if (!isOfMany(names)) return together()
  return `${select((column) => `t.${column}`)} and not ${ON_BORDER}
union all
${together(` and ${ON_BORDER}`)}`
}

function isOfMany(keys: readonly string[]): boolean {
  return keys.includes('node_key') || keys.includes('payer')
}

function facts(kind: FactKind): string {
  return `${nameFacts(kind)} where load in {loads:Array(String)}`
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
