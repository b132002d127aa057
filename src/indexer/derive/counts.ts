import type { PoolClient } from '../../platform/database.ts'
import type { FactKind } from '../events/facts.ts'
import { IN_SCOPE, parametersOf, type Scope } from './scope.ts'

interface Count {
  readonly column: string
  readonly kind: FactKind
  /** Whether the kind's rows name a node. */
  readonly node: boolean
  readonly where?: string
}

const COUNTS: readonly Count[] = [
  { column: 'registrations', kind: 'node_registered', node: true },
  { column: 'status_changes', kind: 'node_status', node: true },
  { column: 'heartbeats', kind: 'heartbeat', node: true },
  { column: 'claims', kind: 'settled_claim', node: true },
  { column: 'requests', kind: 'request_assigned', node: true },
  { column: 'fees', kind: 'fee', node: true, where: 'not refund' },
  { column: 'refunds', kind: 'fee', node: true, where: 'refund' },
  { column: 'emissions', kind: 'emission', node: true },
  { column: 'penalties', kind: 'penalty', node: true },
  { column: 'stake_changes', kind: 'stake_change', node: true },
  { column: 'settlements', kind: 'settlement', node: false },
  { column: 'batches', kind: 'settlement', node: false, where: `kind = 'batch'` },
  { column: 'models', kind: 'model_published', node: false },
  { column: 'unknown_logs', kind: 'unknown_log', node: false },
]
// Of a fact's time by arithmetic: a time zone is looked up by its name for every row.
const HOUR = `date_bin('1 hour', block_time, '2000-01-01 00:00Z')`
const NODE_COLUMNS = COUNTS.filter((each) => each.node).map((each) => each.column)
const ALL_COLUMNS = COUNTS.map((each) => each.column)

/** Adds (`sign` 1) or takes away (−1) the scope's facts in `node_hour`, `node_day` and `network_day`. */
export async function deriveCounts(client: PoolClient, scope: Scope, sign: 1 | -1): Promise<void> {
  const counts = COUNTS.filter((each) => scope.kinds.has(each.kind))
  if (counts.length === 0) return
  await client.query(countsSql(counts), [...parametersOf(scope), sign])
  if (scope.kinds.has('settlement')) await client.query(LEAVES, [...parametersOf(scope), sign])
  if (sign < 0) for (const statement of SWEEP) await client.query(statement, [scope.network, scope.chain])
}

function countsSql(counts: readonly Count[]): string {
  const found = counts.map(
    ({ column, kind, node, where }) =>
      `select ${node ? 'node' : 'null::bytea as node'}, ${HOUR} as hour,
        '${column}' as c, count(*) as n
      from facts.${kind} where ${IN_SCOPE}${where ? ` and ${where}` : ''} group by 1, 2`,
  )
  return `with found as (${found.join(' union all ')}),
    hourly as materialized (select node, hour, ${counts
      .map(({ column }) => `$5::integer * coalesce(sum(n) filter (where c = '${column}'), 0) as ${column}`)
      .join(', ')} from found group by 1, 2),
    hours as (${upsert('node_hour', 'node, hour', 'node, hour', true, counts)}),
    days as (${upsert('node_day', 'node, day', `node, (hour at time zone 'UTC')::date`, true, counts)})
    ${upsert('network_day', 'day', `(hour at time zone 'UTC')::date`, false, counts)}`
}

function upsert(
  table: string,
  keys: string,
  values: string,
  byNode: boolean,
  counts: readonly Count[],
): string {
  const columns = counts.filter((each) => each.node || !byNode).map((each) => each.column)
  const sums = columns.map((each) => `, sum(${each})`).join('')
  return `insert into derived.${table} as t (network, chain_id, ${keys}${columns.map((each) => `, ${each}`).join('')})
    select $1, $2, ${values}${sums} from hourly ${byNode ? 'where node is not null' : ''}
    group by ${values}
    on conflict (network, chain_id, ${keys}) do update set ${
      columns.map((each) => `${each} = t.${each} + excluded.${each}`).join(', ') || 'network = t.network'
    }`
}

const LEAVES = `update derived.network_day t set batch_leaves = t.batch_leaves + $5::integer * l.leaves
  from (select (block_time at time zone 'UTC')::date as day, sum(batch_size) as leaves from facts.settlement
    where ${IN_SCOPE} and kind = 'batch' group by 1) l
  where t.network = $1 and t.chain_id = $2 and t.day = l.day and l.leaves is not null`

// A day or hour that lost all it had must be as if it had never been.
const SWEEP = [
  `delete from derived.node_hour where network = $1 and chain_id = $2 and ${allZero(NODE_COLUMNS)}`,
  `delete from derived.node_day where network = $1 and chain_id = $2 and ${allZero(NODE_COLUMNS)}`,
  `delete from derived.network_day where network = $1 and chain_id = $2 and ${allZero(ALL_COLUMNS)}`,
]

function allZero(columns: readonly string[]): string {
  return columns.map((each) => `${each} = 0`).join(' and ')
}
