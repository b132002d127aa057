import { exact, fromDecimal, multiply } from '../../../economics/exact.ts'
import type { EmissionRow, FactRow, FeeRow, Summed } from '../../../economics/ledger.ts'
import type { PriceBook, Token } from '../../../economics/price.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { bounded, hex, MAX_ROWS, PAID, text } from './ledger.ts'
import type { EconomicScope } from './scope.ts'
import { bytes, type Span, type Stretches, stretchesOf } from './stretches.ts'

/** Moments at which something that a figure reads of an account or a node becomes another, by key. Unix seconds. */
type Moments = ReadonlyMap<string, readonly number[]>

/** How receipts are summed: what of them is told apart. */
export interface SumTerms {
  /** `node`: to whom they were paid; `payer`: who paid, of those whom nothing relates to a node without to whom. */
  readonly by: 'node' | 'payer'
  readonly tokens: readonly Token[]
  readonly prices: PriceBook
  /** Payers that are told whatever is summed, with the moments that split what they paid. */
  readonly told: Moments
  readonly payees: Moments
  readonly nodes: Moments
  /** Moments that split everything. */
  readonly moments: readonly number[]
  /** Moments that split what is paid to nodes; `of`: to which of them. Absent: to all. */
  readonly ofNodes: { readonly moments: readonly number[]; readonly of?: ReadonlySet<string> | undefined }
  /** Whether each receipt is told by itself. */
  readonly each?: boolean | undefined
  /** Receipts of these nodes only, and of those that name none what came to these accounts, each during a span. Absent: all. */
  readonly only?: ReadonlyMap<string, { readonly from: number; readonly to: number }>
}

// What is valued: each receipt by the price of its own moment, in one pass. A stretch is of one price; of those of one grade a figure
// says the same (venues, quality), so that receipts of one grade are one sum. A stretch is found by its number, and whose moments split
// what, by its key alone: the planner knows nothing of lists that come with a question, and would compare each receipt with all of them, or
// sort all receipts to join them. A limit tells it how many tokens there are.
const listsOf = ({
  tokens,
  only,
}: SumTerms) => `starts as materialized (select chain, token, min(number) as number, array_agg(at order by at) as at
    from unnest($4::bigint[], $5::bytea[], $6::float8[], $7::integer[]) s (chain, token, at, number) group by 1, 2 limit ${tokens.length}),
  stretch as materialized (select number, min(price) as price, min(seen) as seen, min(grade) as grade
    from unnest($7::integer[], $8::numeric[], $9::float8[], $10::integer[]) s (number, price, seen, grade) group by 1),
  payer as materialized (${momentsOf(12)}), payee as materialized (${momentsOf(14)}), node as materialized (${momentsOf(16)})${only ? CHOSEN : ''}`
// What came to whom. A refund whose log does not say who gave it is told with whatever is: its giver is looked up later.
const CHOSEN = `, chosen as materialized (select key, min(since) as since, max(until) as until
    from unnest($20::bytea[], $21::float8[], $22::float8[]) o (key, since, until) group by 1)`
const IN_SPAN = 'join chosen o on t.at >= o.since and t.at < o.until'
const pricedOf = (
  chosen: string,
) => `(select t.*, b.number + width_bucket(t.at, b.at) - 1 as number from t ${chosen}
    left join starts b on b.chain = t.chain_id and b.token = t.token offset 0) f
  left join stretch s on s.number = f.number`

function momentsOf(first: number): string {
  return `select key, coalesce(array_agg(at order by at) filter (where at is not null), '{}') as at
    from unnest($${first}::bytea[], $${first + 1}::float8[]) s (key, at) group by 1`
}
const sumsOf = (amount: string, exact: string) =>
  `g.chain_id, max(g.block_number) as last_block, max(g.at) as last, min(g.at) as began,
  min((g.block_number::bigint << 31) | g.position)::text as placed, count(*)::integer as count, (${amount})::text as amount,
  sum(${exact} * g.price)::text as usd, max(g.at - g.seen) as oldest, g.grade`
const SUMS = sumsOf('sum(g.amount)', 'g.amount')
// Rewards of a Cosmos chain accrue in parts of a base unit.
const SUMS_OF_PARTS = sumsOf(
  'sum(g.amount) + div(coalesce(sum(g.fraction), 0), 1000000000000000000)',
  '(g.amount + coalesce(g.fraction * 0.000000000000000001, 0))',
)
const VALUED = `f.chain_id, f.block_number, f.position, f.at, f.token, f.amount, s.price, s.seen, s.grade,
  width_bucket(f.at, $11::float8[]) as part`
// Keys are made ready before rows are grouped by them: of made-up keys the planner expects few groups, and hashes instead of sorting.
const grouped = (keys: readonly string[]) => keys.map((_, index) => `k${index}`).join(', ')
const named = (keys: readonly string[]) => keys.map((key, index) => `${key} as k${index}`).join(', ')

const OF_NODE =
  'case when f.node is not null and ($19::bytea[] is null or f.node = any($19)) then width_bucket(f.at, $18::float8[]) end'

const feesOf = (terms: SumTerms) => {
  const { by, only, each = false } = terms
  const told = 'payer.key is not null'
  const ofNode = (column: string) => (by === 'node' ? column : `case when ${told} then ${column} end`)
  // Who gave a refund back is looked up for each of which the log does not say it. As of when a refund is told, and whose nodes are paid at
  // an address, follows from single payments.
  const isUnsaid = 'f.refund and f.payee = f.payer'
  const isSingle = each
    ? 'true'
    : `(${told} and (f.refund or f.node is null))${by === 'node' ? ` or (${isUnsaid})` : ''}`
  const single = (column: string) => `case when ${isSingle} then ${column} end`
  const keys = [
    ofNode('f.node'),
    by === 'node' ? `case when ${told} or (${isUnsaid}) then f.payer end` : 'f.payer',
    ofNode('f.payee'),
    ofNode('f.attribution'),
    'f.refund',
    ...['payer', 'payee', 'node'].map((kind) => ofNode(`width_bucket(f.at, ${kind}.at)`)),
    ...['f.block_number', 'f.position', 'f.phase'].map(single),
    OF_NODE,
  ]
  const chosen = `${IN_SPAN} and o.key = coalesce(t.node, case when t.refund and t.payee = t.payer then '' else t.payee end)`
  // Looked up behind the sums: the planner takes a look-up for so dear that it cares for nothing else beside it.
  const giver = `(select ${PAID.giver} from api.fee t where t.network = $1 and t.chain_id = x.chain_id
      and t.block_number = x.k8 and t.position = x.k9 and t.phase = x.k10 and t.refund and t.payee = t.payer)`
  return `with ${listsOf(terms)},
    t as (select t.chain_id, t.block_number, t.position, date_part('epoch', t.block_time) as at, t.token, t.amount,
      ${PAID.node} as node, t.payee, ${PAID.attribution} as attribution, t.payer, t.refund, t.phase from ${PAID.from} where t.network = $1
      and t.block_time >= to_timestamp($2) and t.block_time < to_timestamp($3))
  select x.chain_id, x.last_block, x.last, x.began, x.placed, x.count, x.amount, x.usd, x.oldest, x.grade, ${hex('x.k0')}, ${hex('x.token')},
    ${hex('x.k1')}, ${hex(`case when x.k4 and x.k8 is not null and x.k2 = x.k1 then ${giver} else x.k2 end`)}, x.k3, x.k4
  from (select ${SUMS}, g.token, ${grouped(keys)} from (select ${VALUED}, ${named(keys)}
      from ${pricedOf(only ? chosen : '')} left join payer on payer.key = f.payer left join payee on payee.key = f.payee
      left join node on node.key = f.node offset 0) g
    group by g.chain_id, g.token, g.grade, g.part, ${grouped(keys)} offset 0) x limit ${MAX_ROWS + 1}`
}

// Up to when a node was paid for its time is known from what says which time it is for: not before the last such period began. Its other
// emissions count up to that moment, so that those since then stay by themselves. A period of more than a year is a slip of whoever paid.
const PERIODIC = `periodic as materialized (select key, date_part('epoch', min(last)) as since
  from (select t.node_key as key, max(t.period) as last from api.emission t
    where t.network = $1 and t.period < t.block_time and t.block_time >= to_timestamp($2) - interval '366 days'
      and t.block_time < to_timestamp($3) + interval '366 days'
    group by t.node_key, t.chain_id, t.token, t.reason) stream group by key)`

const emissionsOf = (terms: SumTerms) => {
  const { only, each = false } = terms
  // An emission that says which time it is for is spread over it: each stays by itself.
  const isSingle = each ? 'true' : 'f.period is not null or f.at >= periodic.since'
  const keys = [
    'f.node',
    'f.payee',
    'f.reason',
    'f.period',
    'width_bucket(f.at, node.at)',
    ...['f.block_number', 'f.position', 'f.phase'].map(
      (column) => `case when ${isSingle} then ${column} end`,
    ),
    OF_NODE,
  ]
  const chosen = `${IN_SPAN} and o.key = t.node`
  return `with ${listsOf(terms)}, ${PERIODIC},
    t as (select t.chain_id, t.block_number, t.position, date_part('epoch', t.block_time) as at, t.token, t.amount,
      t.fraction, t.phase,
      t.node_key as node, t.payee, t.reason, case when t.period < t.block_time then t.period end as period
    from api.emission t where t.network = $1 and t.block_time >= to_timestamp($2) and t.block_time < to_timestamp($3))
  select ${SUMS_OF_PARTS}, ${hex('g.k0')}, ${hex('g.token')}, ${hex('g.k1')}, g.k2, extract(epoch from g.k3)::double precision
  from (select ${VALUED}, f.fraction, ${named(keys)} from ${pricedOf(only ? chosen : '')} left join node on node.key = f.node
    left join periodic on periodic.key = f.node offset 0) g
  group by g.chain_id, g.token, g.grade, g.part, ${grouped(keys)} limit ${MAX_ROWS + 1}`
}

/**
 * What was received from `since` up to a window's end, summed by the database: receipts of which no figure reads more than their sum and
 * their number are one row. Each is valued at the price of its own moment, exactly.
 * @throws `TOO_MANY_ROWS`
 */
export async function listSums(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  since: number,
  terms: SumTerms,
): Promise<{ readonly fees: readonly FeeRow[]; readonly emissions: readonly EmissionRow[] }> {
  const { tokens, only } = terms
  const span = { from: since, to: window.to }
  const { columns, grades } = stretchesOf(terms, span)
  const values = [network, since, window.to, ...columns, ...splitsOf(terms, span)]
  const ofNodes = only
    ? [
        [...only.keys()].map(bytes),
        [...only.values()].map(({ from }) => from),
        [...only.values()].map(({ to }) => to),
      ]
    : []
  const fees = await snapshot.rows(feesOf(terms), [...values, ...ofNodes])
  const emissions = await snapshot.rows(emissionsOf(terms), [...values, ...ofNodes])
  const place = (row: unknown[]) => toRow(row, tokens, grades)
  return {
    fees: bounded(fees, since, window).map(
      (row): FeeRow => ({
        ...place(row),
        payer: text(row[12]),
        payee: text(row[13]),
        attribution: text(row[14]) ?? 'none',
        refund: row[15] === true,
      }),
    ),
    emissions: bounded(emissions, since, window).map(
      (row): EmissionRow => ({
        ...place(row),
        payee: text(row[12]),
        reason: text(row[13]),
        since: row[14] === null ? null : Number(row[14]),
      }),
    ),
  }
}

/** The moments that split everything; by payer, payee and node columns of those that split what is theirs (whose, when); and those of nodes. */
function splitsOf(
  { moments, told, payees, nodes, ofNodes }: SumTerms,
  { from, to }: Span,
): readonly unknown[] {
  const isWithin = (at: number) => at > from && at < to
  const inOrder = (all: readonly number[]) => [...new Set(all.filter(isWithin))].sort((a, b) => a - b)
  const columns = (of: Moments, least: readonly null[]) => {
    const rows = [...of].flatMap(([key, all]) =>
      [...least, ...all.filter(isWithin)].map((at) => ({ key: bytes(key), at })),
    )
    return [rows.map(({ key }) => key), rows.map(({ at }) => at)]
  }
  return [
    inOrder(moments),
    // A payer is told without a moment too.
    ...columns(told, [null]),
    ...columns(payees, []),
    ...columns(nodes, []),
    inOrder(ofNodes.moments),
    ofNodes.of ? [...ofNodes.of].map(bytes) : null,
  ]
}

function toRow(row: unknown[], tokens: readonly Token[], grades: Stretches['grades']): FactRow {
  const [chain, block, at, began, placed, count, amount, usd, oldest, grade, node, address] = row
  const price = grade === null ? undefined : grades[Number(grade)]
  const first = BigInt(String(placed))
  const place = { block: Number(first >> 31n), position: Number(first & 0x7fffffffn) }
  const token = tokens.find((each) => each.chain === Number(chain) && each.address === address)
  const sum: Summed = {
    count: Number(count),
    first: { at: Number(began), ...place },
    usd:
      usd === null || !token?.priceSeries || !price
        ? null
        : {
            series: token.priceSeries,
            price,
            value: multiply(fromDecimal(String(usd)), exact(1n, 10n ** BigInt(token.decimals))),
          },
    oldest: Number(oldest ?? 0),
  }
  return {
    chain: Number(chain),
    block: Number(block),
    // Of several transactions none is named.
    blockHash: '',
    at: Number(at),
    txHash: '',
    position: place.position,
    node: text(node),
    token: text(address),
    amount: BigInt(String(amount)),
    ...(sum.count > 1 && { sum }),
  }
}
