import { hash } from 'node:crypto'
import { LATE_KINDS, type LateKind } from '../late/columns.ts'
import { declareColumns } from './facts.ts'
import { createTable, createView, type Layout, stagingOf, type Table } from './layout.ts'

/** Of rows with one of these the greatest version holds. Format: docs/formats/lake.md, section 6. */
export const KEYS: { readonly [K in LateKind]: readonly string[] } = {
  leaf: ['network', 'blob_id', 'leaf_index'],
  verdict: ['network', 'watchdog', 'number'],
}
/** A part of the key, so that no version of a row stands on another shard. */
const SHARDS: { readonly [K in LateKind]: string } = { leaf: 'blob_id', verdict: 'number' }

/** How far verdicts are counted of a chain, by load: as the rollup in Postgres counts them, of blocks that are final. */
export const MARKS = 'verdict_mark'
const MARKS_TABLE: Table = {
  name: MARKS,
  columns: ['load String', 'network String', 'chain_id Int64', 'verdict Int64', 'block Int64'],
  orderBy: ['network', 'chain_id'],
  shardBy: 'network',
}

/** The rows that count towards a load: the view that readers count. */
export const COUNTED = 'verdict_counted'
/** Standing verdicts by node and day, as the view of schema `api` has them. */
export const VERIFICATION = 'verification_day'
/** The columns of that view. */
export const VERIFICATION_COLUMNS = [
  'network',
  'chain_id',
  'node_key',
  'day',
  'statement',
  'outcome',
  'verdicts',
] as const

/** Days of verdicts that the view has: what a watchdog says of others is left to Postgres. */
const FIRST_DAY = '1970-01-01'
export const BEHIND_LAST_DAY = '2100-01-01'

/** The table that holds the newest version of each row of a kind. */
export function nameLateTable(kind: LateKind): string {
  return `late_${kind}`
}

/** The statements that make what late data needs, each of which may be run again. */
export function listLateStatements(layout: Layout): string[] {
  const tables = LATE_KINDS.flatMap((kind): Table[] => {
    const of = { orderBy: KEYS[kind], shardBy: SHARDS[kind] }
    const columns = declareColumns(kind)
    const held = {
      ...of,
      name: nameLateTable(kind),
      columns,
      engine: 'ReplacingMergeTree(version, deleted)',
      // Versions of a row replace one another within a partition alone.
      partitionBy: 'network',
    }
    return [held, { ...of, name: stagingOf(held.name), columns: ['load String', ...columns] }]
  })
  return [
    ...[...tables, MARKS_TABLE].flatMap((table) => createTable(layout, table)),
    createView(layout, COUNTED, `select m.load as load ${COUNTS}`),
    createView(layout, VERIFICATION, STANDING),
  ]
}

const COUNTS = `from late_verdict v final join ${MARKS} m on m.network = v.network and m.chain_id = v.chain_id
where v.number <= m.verdict and v.block_number <= m.block`
const DAY = `toDate(fromUnixTimestamp64Micro(assumeNotNull(s.2), 'UTC'))`
// Of what a watchdog said of a subject the last one stands. As reference-node/work/rollup.ts.
const STANDING = `select network, chain_id, assumeNotNull(s.1) as node_key, ${DAY} as day, assumeNotNull(statement) as statement,
  assumeNotNull(s.3) as outcome, toInt64(count()) as verdicts
from (
  select v.network as network, m.chain_id as chain_id, v.statement as statement,
    argMax(tuple(v.node, v.subject_time, v.outcome), v.number) as s
  ${COUNTS} and m.load in {loads:Array(String)}
  group by v.network, m.chain_id, v.watchdog, v.subject_kind, v.subject_id, v.statement, v.block_hash)
where s.1 is not null and s.2 >= toUnixTimestamp64Micro(toDateTime64('${FIRST_DAY}', 6, 'UTC'))
  and s.2 < toUnixTimestamp64Micro(toDateTime64('${BEHIND_LAST_DAY}', 6, 'UTC'))
group by network, chain_id, node_key, day, statement, outcome`

/** How the rows stand there: what was loaded in another form is loaded again. */
const FORM = hash('sha256', listLateStatements('single').join(';\n'))

/** The name of what was loaded of an entry: it follows from the entry and the form. */
export function nameLateLoad(entry: string): string {
  return hash('sha256', `${entry}:${FORM}`).slice(0, 32)
}

/** Takes an entry's rows from where they were counted. Parameter: `load`. */
export function takeStaged(kind: LateKind): string {
  const names = declareColumns(kind).map((column) => column.split(' ')[0])
  return `insert into ${nameLateTable(kind)} (${names.join(', ')})
select ${names.join(', ')} from ${stagingOf(nameLateTable(kind))} where load = {load:String}`
}

/** How many rows of a version a table holds, merged or not. Parameters: `network`, `version`. */
export function countVersion(kind: LateKind): string {
  return `select toString(count()) from (select distinct ${KEYS[kind].join(', ')} from ${nameLateTable(kind)}
where network = {network:String} and version = {version:UInt64})`
}

/** How many rows of a network hold, neither replaced nor deleted, and have no greater version. Parameters: `network`, `version`. */
export function countHolding(kind: LateKind): string {
  return `select toString(count()) from ${nameLateTable(kind)} final
where network = {network:String} and toInt64(version) <= {version:Int64}`
}
