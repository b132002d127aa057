/**
 * A question over all of the network `alpha`, as somebody asks it who has the database: the rows are the same from both. Postgres is
 * given `$1`, the first day that is left out; ClickHouse `day`, and the `loads` that hold what is asked.
 */
export interface Comparison {
  readonly name: string
  readonly postgres: string
  readonly clickhouse: string
}

const TOP = 100
const RANKS = [0.5, 0.9, 0.99]
const HERE = `network = 'alpha' and day < $1::date`
const THERE = `network = 'alpha' and load in {loads:Array(String)} and day < {day:Date}`
const FACTS_HERE = `network = 'alpha' and block_time < ($1::date)::timestamp at time zone 'UTC'`
const FACTS_THERE = `network = 'alpha' and load in {loads:Array(String)} and block_time < toDateTime64({day:Date}, 6, 'UTC')`
const month = (column: string) => `to_char(date_trunc('month', ${column}), 'YYYY-MM-DD')`
const week = (column: string) => `to_char(date_trunc('week', ${column}), 'YYYY-MM-DD')`

// Below 2^64 numbers of 64 bits are sorted, in half the time.
const PLAIN = `bitShiftLeft(toUInt256(1), 64)`
const RANKED = RANKS.map((rank) => {
  const place = `toUInt64(ceil(${rank} * n))`
  return `if(${place} <= length(a), toString(a[${place}]), toString(b[${place} - length(a)]))`
})

/**
 * Six: each takes the rollup that an engine has for it, and facts where there is none. Of ClickHouse's rollups it takes the rows of each load
 * and adds up what is asked for: a view adds up all columns by all keys first.
 */
export const COMPARISONS: readonly Comparison[] = [
  {
    name: 'all nodes × all days',
    postgres: `select encode(node, 'hex'), count(*) filter (where claims > 0), sum(claims), max(claims), sum(fees)
      from derived.node_day where ${HERE} group by 1 order by 1`,
    clickhouse: `select lower(hex(node_key)) as n, countIf(c > 0), sum(c), max(c), sum(f) from (
        select node_key, sum(claims) as c, sum(fees) as f from node_day_part where ${THERE} group by chain_id, node_key, day)
      group by node_key order by n`,
  },
  {
    name: `top ${TOP} nodes by net revenue`,
    postgres: `select encode(node, 'hex'), sum(case when kind in ('refund', 'slash') then -amount else amount end) as net
      from derived.node_day_direct where ${HERE} and kind in ('fee', 'refund', 'emission', 'slash')
      group by 1 order by net desc, 1 limit ${TOP}`,
    clickhouse: `select lower(hex(assumeNotNull(node))) as n, toString(sum(x) as net) from (
        select node, if(refund, -1, 1) * toInt256(assumeNotNull(amount)) as x from fact_fee where ${FACTS_THERE} and node is not null
        union all select node, toInt256(assumeNotNull(amount)) from fact_emission where ${FACTS_THERE}
        union all select node, -toInt256(assumeNotNull(amount)) from fact_penalty where ${FACTS_THERE} and token is not null)
      group by n order by net desc, n limit ${TOP}`,
  },
  {
    name: 'percentiles of payments by month',
    postgres: `select ${month(`block_time at time zone 'UTC'`)}, count(*), ${RANKS.map((rank) => `percentile_disc(${rank}) within group (order by amount)`).join(', ')}
      from facts.fee where ${FACTS_HERE} and not refund group by 1 order by 1`,
    clickhouse: `select toString(m), n, ${RANKED.join(', ')} from (
        select m, count() as n, arraySort(groupArrayIf(toUInt64(x), x < ${PLAIN})) as a, arraySort(groupArrayIf(x, x >= ${PLAIN})) as b
        from (select toStartOfMonth(block_time) as m, assumeNotNull(amount) as x from fact_fee where ${FACTS_THERE} and not refund)
        group by m) order by m`,
  },
  {
    name: 'survival of nodes by week of first work',
    postgres: `with act as (select distinct node, ${week('day')} as w from derived.node_day where ${HERE} and claims > 0),
        born as (select node, min(w) as b from act group by 1)
      select b, w, count(*) from act join born using (node) group by 1, 2 order by 1, 2`,
    clickhouse: `select toString(b), toString(w), count() from (
        select node_key, groupUniqArray(toMonday(day)) as ws, min(toMonday(day)) as b
        from node_day_part where ${THERE} and claims > 0 group by node_key) array join ws as w
      group by b, w order by b, w`,
  },
  {
    name: 'concentration of demand by month',
    postgres: `select m, count(*), sum(paid), sum(paid) filter (where place <= 10), sum(paid * paid) from (
        select m, paid, row_number() over (partition by m order by paid desc, payer) as place from (
          select ${month('day')} as m, payer, sum(paid) as paid from derived.payer_day where ${HERE} group by 1, 2) x) y
      group by 1 order by 1`,
    clickhouse: `select toString(m), length(a), toString(arraySum(a)), toString(arraySum(arraySlice(a, 1, 10))), toString(arraySum(arrayMap(x -> x * x, a))) from (
        select m, arrayReverseSort(groupArray(p)) as a from (
          select toStartOfMonth(day) as m, payer, sum(paid) as p from payer_day_part where ${THERE} group by m, payer)
        group by m) order by m`,
  },
  {
    name: 'payers who come back, by week',
    postgres: `with act as (select distinct payer, date_trunc('week', day)::date as w from derived.payer_day where ${HERE} and payments > 0)
      select to_char(a.w, 'YYYY-MM-DD'), count(*), count(b.payer) from act a
      left join act b on b.payer = a.payer and b.w = a.w - 7 group by a.w order by a.w`,
    clickhouse: `select toString(w), count(), countIf(has(ws, w - 7)) from (
        select payer, groupUniqArray(toMonday(day)) as ws
        from payer_day_part where ${THERE} and payments > 0 group by payer) array join ws as w
      group by w order by w`,
  },
]
