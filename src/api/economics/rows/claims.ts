import type { Window } from '../../../economics/figure.ts'
import { DAY, dayOf } from '../../../economics/period.ts'
import type { RollupRoute } from '../../columnar/route.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { rowsOfLoads } from '../../sql/clickhouse.ts'
import { Unspoken } from '../../sql/dialect.ts'
import { type Division, givenRows, type Held, isHeld, isNotHeld, type Parts } from '../../sql/division.ts'
import { join, param, raw, type Sql, sql, toQuery } from '../../sql/fragment.ts'
import type { Compiled } from '../../sql/list.ts'
import { columnOf } from '../../sql/scope.ts'

const rows = { column: (name: string) => columnOf(raw('t'), name) }
const moment = (at: number) => sql`to_timestamp(${param(at, 'double precision')})`

/** Claims of a window in a view, by node; `more`: those for which it holds too. */
const ofWindow = (view: string, { network, window: { from, to } }: Asked, more = sql`true`) =>
  sql`select t.node_key, count(*) from ${raw(view)} t where t.network = ${param(network, 'text')} and t.node_key is not null
    and t.block_time >= ${moment(from)} and t.block_time < ${moment(to)} and ${more} group by 1`

function added(counts: readonly Sql[]): Compiled {
  const all = join(counts, ' union all ')
  return {
    ...toQuery(sql`select '0x' || encode(k, 'hex'), sum(n)::integer from (${all}) u (k, n) group by 1`),
    read: ([node, count]) => [String(node), Number(count)],
  }
}

interface Asked {
  readonly network: string
  readonly window: Window
}

/** Claims of a network in a window by node, as `0x…`: on whole days that ClickHouse holds those of logs are counted there. */
export async function countClaimsByNode(
  route: RollupRoute,
  snapshot: Snapshot,
  asked: Asked,
): Promise<ReadonlyMap<string, number>> {
  const counts = await route.rows(snapshot, {
    view: 'node_day',
    whole: () => added([ofWindow('api.claim', asked)]),
    parts: (divisions, held) => divide(asked, divisions, held),
  })
  return new Map(counts as [string, number][])
}

function divide(asked: Asked, divisions: readonly Division[], held: Held): Parts {
  const { network, window } = asked
  const days = { from: Math.ceil(window.from / DAY) * DAY, to: dayOf(window.to) }
  if (days.from >= days.to) throw new Unspoken('a window without a whole day')
  if (!held.sums?.includes('claims')) throw new Unspoken('the column claims')
  const [first, end] = [days.from, days.to].map((at) => new Date(at * 1000).toISOString().slice(0, 10))
  const finished = sql`select lower(hex(t.node_key)), toString(sum(t.claims)) from ${rowsOfLoads(held)} t
    where t.network = ${param(network, 'String')} and t.day >= ${param(first, 'Date')} and t.day < ${param(end, 'Date')}
      and ${isHeld(rows, { column: 'day', isDay: true }, divisions)} group by t.node_key`
  const isOurs = isNotHeld(rows, { column: 'block_time', isDay: false }, { divisions, fixed: {} })
  const inPart = sql`t.block_time < ${moment(days.from)} or t.block_time >= ${moment(days.to)}`
  const logs = ofWindow('api.claim_log', asked, sql`(${inPart} or ${isOurs})`)
  // What a batch holds is known only when its bytes are: leaves come later than their block.
  const leaves = ofWindow('api.claim_leaf', asked)
  return {
    finished: toQuery(finished, (n, type) => `{p${n}:${type}}`),
    withFinished: (found) => {
      const given = givenRows(param(JSON.stringify(found), 'jsonb'))
      return added([logs, leaves, sql`select decode(e ->> 0, 'hex'), (e ->> 1)::numeric ${given}`])
    },
  }
}
