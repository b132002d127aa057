import type { Window } from '../../../economics/figure.ts'
import type {
  EmissionRow,
  FactRow,
  FeeRow,
  GasRow,
  LedgerFacts,
  PenaltyRow,
  StakeRow,
} from '../../../economics/ledger.ts'
import { refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { EconomicScope } from './scope.ts'

/** Most rows of one kind that one request reads: beyond it a smaller window must be asked for. */
export const MAX_ROWS = 200_000

export const hex = (column: string) => `'0x' || encode(${column}, 'hex')`
const placeOf = (blockHash: string) =>
  `t.chain_id, t.block_number, ${blockHash}, extract(epoch from t.block_time)::double precision, ${hex('t.tx_hash')}, t.position`
const PLACE = placeOf(hex('t.block_hash'))
const DURING = 't.block_time >= to_timestamp($3) and t.block_time < to_timestamp($4)'

// A refund whose log does not say who gave it comes from the account that had received the fee: of the same request, or else the
// payer's latest. It is looked up where the case calls for it: joined, it would be made ready for every fee.
const GIVER = `(select f.payee from api.fee f where f.network = t.network and f.node_key = t.node_key
    and f.payer = t.payer and f.token = t.token and not f.refund and f.block_time <= t.block_time
    order by f.request_key is not distinct from t.request_key desc, f.block_time desc, f.position desc limit 1)`
// A fee whose log names no node belongs to the node that alone ever had the payee as its address, if there is one.
const NODE = 'coalesce(t.node_key, a.node_key)'
const PAYEE = `case when t.refund and t.payee = t.payer then ${GIVER} else t.payee end`
const ATTRIBUTION = `case when t.node_key is not null then t.attribution when a.said then 'payment_address_said'
      when a.node_key is not null then 'payment_address' else 'none' end`
/** SQL: fees `t` with whose they are and why, and who gave one back whose log does not say so. */
export const PAID = {
  node: NODE,
  attribution: ATTRIBUTION,
  giver: GIVER,
  from: `api.fee t left join api.payment_address a on t.node_key is null and a.network = t.network and a.address = t.payee
    and (t.block_time at time zone 'UTC')::date >= a.from_day`,
} as const
const FEES = `select ${PLACE}, ${hex(NODE)}, ${hex('t.token')}, t.amount::text, ${hex('t.payer')}, ${hex(PAYEE)}, ${ATTRIBUTION},
    t.refund
  from ${PAID.from}
  where t.network = $1 and ($2::bytea is null or coalesce(t.node_key, a.node_key) = $2 or coalesce(t.node_key, a.node_key) is null)
    and ${DURING} limit ${MAX_ROWS + 1}`
// Rewards of a Cosmos chain accrue in parts of a base unit: a whole one stands with the reward that completes it, so that sums are exact.
const CARRIED = `(t.amount + coalesce(div(sum(t.fraction) over earlier, 1000000000000000000)
    - div(sum(t.fraction) over earlier - t.fraction, 1000000000000000000), 0))::text`
const EMISSIONS = `select ${PLACE}, ${hex('t.node_key')}, ${hex('t.token')}, ${CARRIED}, ${hex('t.payee')}, t.reason,
    extract(epoch from t.period)::double precision
  from api.emission t where t.network = $1 and ($2::bytea is null or t.node_key = $2) and ${DURING}
  window earlier as (partition by t.chain_id, t.token, t.node_key order by t.block_number, t.phase, t.position)
  limit ${MAX_ROWS + 1}`
const PENALTIES = `select ${PLACE}, ${hex('t.node_key')}, ${hex('t.token')}, t.amount::text, t.kind, ${hex('t.staker')}, t.reason
  from api.penalty t where t.network = $1 and ($2::bytea is null or t.node_key = $2) and ${DURING} limit ${MAX_ROWS + 1}`
const stakesAt = (
  place: string,
) => `select ${place}, ${hex('t.node_key')}, ${hex('t.token')}, t.delta::text, ${hex('t.staker')}
  from api.stake_change t where t.network = $1 and ($2::bytea is null or t.node_key = $2) and ${DURING} limit ${MAX_ROWS + 1}`
const STAKES_OF_NODE = stakesAt(PLACE)
// A network has tens of thousands of them, and no figure of many nodes names the block of one.
const STAKES_OF_ALL = stakesAt(placeOf("''"))

const GAS = `select ${PLACE}, ${hex('t.node_key')}, ${hex('t.token')}, (t.execution_fee + t.l1_data_fee)::text, t.why_unknown
  from api.gas_paid t where t.network = $1 and t.node_key = $2 and ${DURING} limit ${MAX_ROWS + 1}`

// When what each of these refunds gives back was paid to that node (null: nobody's): by the same request, else the payer's latest.
const PAID_BEFORE = `select asked.place, paid.at
  from unnest($2::bytea[], $3::bigint[], $4::integer[], $5::integer[]) with ordinality asked (node, chain_id, block_number, position, place)
  join api.fee r on r.network = $1 and r.chain_id = asked.chain_id and r.block_number = asked.block_number
    and r.position = asked.position and r.refund
  cross join lateral (select extract(epoch from f.block_time)::double precision as at
    from api.fee f
    left join api.payment_address a on f.node_key is null and a.network = f.network and a.address = f.payee
      and (f.block_time at time zone 'UTC')::date >= a.from_day
    where f.network = r.network and f.payer = r.payer and not f.refund and f.block_time <= r.block_time
      and coalesce(f.node_key, a.node_key) is not distinct from asked.node
    order by coalesce(f.request_key = r.request_key, false) desc, f.block_time desc limit 1) paid`

// Emissions that were paid outside of a window, of those that tell which part of it they are for: paid after it for a time that begins in
// it, with the first that begins after it, and the last one paid before it. A period ends where the next one begins.
// Found for each stream once: a node that is paid every block has tens of thousands.
const around = (
  chosen: string,
) => `select ${PLACE}, ${hex('t.node_key')}, ${hex('t.token')}, t.amount::text, ${hex('t.payee')}, t.reason,
    extract(epoch from t.period)::double precision
  from (select e.*, min(e.period) filter (where e.period >= to_timestamp($3)) over stream as next,
      max(e.period) filter (where e.block_time < to_timestamp($2)) over stream as last
    from api.emission e where e.network = $1 and ${chosen} and e.period is not null
    window stream as (partition by e.node_key, e.token, e.reason)) t
  where (t.block_time >= to_timestamp($3) and t.period <= coalesce(t.next, to_timestamp($3)))
    or (t.block_time < to_timestamp($2) and t.period = t.last)
  limit ${MAX_ROWS + 1}`
const AROUND_OF_NODE = around('e.node_key = $4')
// A period of more than a year is a slip of whoever paid.
const AROUND_OF_ALL =
  around(`e.node_key is not null and e.block_time >= to_timestamp($2) - interval '366 days'
      and e.block_time < to_timestamp($3) + interval '366 days'`)

/**
 * Emissions of a node, or of all, that were paid before or after a window and say what part of it others, or they themselves, are for.
 * @throws `TOO_MANY_ROWS`
 */
export async function listEmissionsAround(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  node: string | null,
): Promise<readonly EmissionRow[]> {
  const values = [network, window.from, window.to]
  const rows =
    node === null
      ? await snapshot.rows(AROUND_OF_ALL, values)
      : await snapshot.rows(AROUND_OF_NODE, [...values, Buffer.from(node.slice(2), 'hex')])
  if (rows.length > MAX_ROWS)
    throw refused('TOO_MANY_ROWS', `more than ${MAX_ROWS} emissions around the window: ask for fewer days`)
  return rows.map(toEmission)
}

/**
 * The same fees, where each refund to one of these payers knows when the payment that it gives back was made: of the same request, else the
 * payer's latest to that node, however long ago.
 */
export async function withMomentsPaid(
  snapshot: Snapshot,
  network: string,
  fees: readonly FeeRow[],
  isAskedOf: (payer: string) => boolean,
): Promise<readonly FeeRow[]> {
  const asked = fees.filter(({ refund, payer }) => refund && payer !== null && isAskedOf(payer))
  if (asked.length === 0) return fees
  const rows = await snapshot.rows(PAID_BEFORE, [
    network,
    asked.map(({ node }) => (node === null ? null : Buffer.from(node.slice(2), 'hex'))),
    asked.map(({ chain }) => chain),
    asked.map(({ block }) => block),
    asked.map(({ position }) => position),
  ])
  const paid = new Map(rows.map(([index, at]) => [asked[Number(index) - 1], Number(at)]))
  return fees.map((fee) => (paid.has(fee) ? { ...fee, paidAt: paid.get(fee) } : fee))
}

/** What was received, and what became of stake. */
type Income = Pick<LedgerFacts, 'fees' | 'emissions'>
type Stakes = Pick<LedgerFacts, 'penalties' | 'stakes'>

/**
 * Receipts of a network, or of one node with the fees that are nobody's, from `since` up to the window's end.
 * @throws `TOO_MANY_ROWS`
 */
export async function listIncome(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  node: string | null,
  since: number,
): Promise<Income> {
  const key = node === null ? null : Buffer.from(node.slice(2), 'hex')
  const values = [network, key, since, window.to]
  const fees = bounded(await snapshot.rows(FEES, values), since, window)
  const emissions = bounded(await snapshot.rows(EMISSIONS, values), since, window)
  return {
    fees: fees.map(
      (row): FeeRow => ({
        ...place(row),
        payer: String(row[9]),
        payee: text(row[10]),
        attribution: String(row[11]),
        refund: row[12] === true,
      }),
    ),
    emissions: emissions.map(toEmission),
  }
}

/**
 * What a node paid for transactions that locked or delivered in a market, from `since` up to the window's end; without an amount where
 * receipts do not tell.
 * @throws `TOO_MANY_ROWS`
 */
export async function listGas(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  node: string,
  since: number,
): Promise<readonly GasRow[]> {
  const values = [network, Buffer.from(node.slice(2), 'hex'), since, window.to]
  return bounded(await snapshot.rows(GAS, values), since, window).map((row) => {
    const reason = text(row[9])
    return { ...place(row), payer: reason === 'RECEIPT_UNREAD' ? null : node, reason }
  })
}

/**
 * Stake and penalties of a network, or of one node, from the beginning up to the window's end.
 * @throws `TOO_MANY_ROWS`
 */
export async function listStakes(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  node: string | null,
): Promise<Stakes> {
  const key = node === null ? null : Buffer.from(node.slice(2), 'hex')
  const values = [network, key, 0, window.to]
  const penalties = bounded(await snapshot.rows(PENALTIES, values), 0, window)
  const stakeRows = await snapshot.rows(node === null ? STAKES_OF_ALL : STAKES_OF_NODE, values)
  return {
    penalties: penalties.map(
      (row): PenaltyRow => ({
        ...place(row),
        penalty: String(row[9]),
        staker: text(row[10]),
        reason: text(row[11]),
      }),
    ),
    stakes: bounded(stakeRows, 0, window).map((row): StakeRow => ({ ...place(row), staker: String(row[9]) })),
  }
}

/**
 * Rows of a ledger from a moment up to a window's end.
 * @throws `TOO_MANY_ROWS`
 */
export function bounded(rows: unknown[][], from: number, window: Window): unknown[][] {
  if (rows.length > MAX_ROWS)
    throw refused('TOO_MANY_ROWS', `more than ${MAX_ROWS} ledger entries ${tooMany(from, window)}`)
  return rows
}

// What is read from the beginning does not get less with fewer days.
function tooMany(from: number, window: Window): string {
  return from < window.from
    ? 'from the beginning up to the window’s end: ask for an earlier to'
    : 'in the window: ask for fewer days'
}

function toEmission(row: unknown[]): EmissionRow {
  return {
    ...place(row),
    payee: text(row[9]),
    reason: text(row[10]),
    since: row[11] === null ? null : Number(row[11]),
  }
}

function place(row: unknown[]): FactRow {
  return {
    chain: Number(row[0]),
    block: Number(row[1]),
    blockHash: String(row[2]),
    at: Number(row[3]),
    txHash: String(row[4]),
    position: Number(row[5]),
    node: text(row[6]),
    token: text(row[7]),
    amount: row[8] === null ? null : BigInt(String(row[8])),
  }
}

export function text(value: unknown): string | null {
  return value === null ? null : String(value)
}
