import { type Address, type Hash32, hashOf, toBytes, toHex } from '../../claim/hex.ts'
import { isEmissionKnown } from '../../market/emission.ts'
import type { Work } from '../../market/rewards.ts'
import type { StakeEvent } from '../../market/stake.ts'
import type { PoolClient } from '../../platform/database.ts'
import type { Place } from '../place.ts'

/** The prefix of the parameter that says when epoch 0 of work began, before the token that rewards are paid in. */
export const WORK_EPOCHS = 'work-epochs:'

/** What network.json says of epochs of work. */
export interface WorkRule {
  /** Unix second at which epoch 0 began. */
  readonly zero: bigint
  /** What rewards are paid in. */
  readonly token: Address
}

/** A block at which rewards of an epoch are reckoned. */
export interface Moment {
  readonly state: 'estimated' | 'entitled'
  readonly period: bigint
  readonly block: number
  readonly hash: Hash32
  /** Unix seconds. */
  readonly at: number
  readonly txHash: Hash32
  readonly contract: Address
  /** All work of the epoch; null: what was reported up to the block. */
  readonly total: bigint | null
  /** The epochs from the last one that was ended up to this one. */
  readonly sinceLast: readonly bigint[]
}

export async function findWorkRule(
  client: PoolClient,
  { network, chain }: Place,
): Promise<WorkRule | undefined> {
  const { rows } = await client.query<{ parameter: string; value: string }>(
    `select parameter, value::text from ingest.parameter where network = $1 and chain_id = $2 and starts_with(parameter, $3)`,
    [network, chain, WORK_EPOCHS],
  )
  const [row] = rows
  return row && { zero: BigInt(row.value), token: row.parameter.slice(WORK_EPOCHS.length) as Address }
}

/** In order; within a block what is estimated before what ends an epoch. */
export async function listMoments(
  client: PoolClient,
  { network, chain }: Place,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Moment[]> {
  const { rows } = await client.query<{
    state: Moment['state']
    period: string
    total: string | null
    previous: string | null
    block: number
    hash: Uint8Array
    at: string
    tx: Uint8Array
    contract: Uint8Array
  }>(
    `select * from (
       select distinct on (block_number, contract, period) 'estimated' as state, period::text, null as total, null as previous,
         block_number as block, block_hash as hash, extract(epoch from block_time)::bigint::text as at, tx_hash as tx, contract, position
       from facts.work_reported where network = $1 and chain_id = $2 and block_number between $3 and $4
       order by block_number, contract, period, position desc) e
     union all
     select 'entitled', w.period::text, w.amount::text,
       (select max(b.period) from facts.work_period b where b.network = w.network and b.chain_id = w.chain_id
         and b.contract = w.contract and b.period < w.period and b.block_number <= w.block_number)::text,
       w.block_number, w.block_hash, extract(epoch from w.block_time)::bigint::text, w.tx_hash, w.contract, w.position
     from facts.work_period w where w.network = $1 and w.chain_id = $2 and w.block_number between $3 and $4
     order by block, state desc, period, contract, position`,
    [network, chain, from, to],
  )
  return rows.map((row) => ({
    state: row.state,
    period: BigInt(row.period),
    block: row.block,
    hash: hashOf(row.hash),
    at: Number(row.at),
    txHash: hashOf(row.tx),
    contract: toHex(row.contract) as Address,
    total: row.total === null ? null : BigInt(row.total),
    sinceLast: listBetween(row.previous === null ? null : BigInt(row.previous), BigInt(row.period)),
  }))
}

// An epoch that no chain comes to would be a list that no memory holds.
function listBetween(previous: bigint | null, last: bigint): bigint[] {
  if (!isEmissionKnown(last)) return []
  const first = previous === null ? last : previous + 1n
  return Array.from({ length: Number(last - first) + 1 }, (_, index) => first + BigInt(index))
}

/** Reports of the epoch up to the block, in order. */
export async function listWorks(
  client: PoolClient,
  { network, chain }: Place,
  { period, block, contract }: Moment,
): Promise<Work[]> {
  const { rows } = await client.query<{ node: Uint8Array; payee: Uint8Array; amount: string }>(
    `select node, payee, amount::text from facts.work_reported
     where network = $1 and chain_id = $2 and period = $3 and block_number <= $4 and contract = $5
     order by block_number, position`,
    [network, chain, period.toString(), block, toBytes(contract)],
  )
  return rows.map(({ node, payee, amount }) => ({
    log: toHex(node),
    recipient: toHex(payee),
    amount: BigInt(amount),
  }))
}

/** What was done with stake of the token up to the block, and up to a second. A pledge at a market is none: it tells no total. */
export async function listStakes(
  client: PoolClient,
  { network, chain }: Place,
  token: Address,
  { block }: Moment,
  until: bigint,
): Promise<StakeEvent[]> {
  const { rows } = await client.query<{
    what: StakeEvent['what']
    account: Uint8Array
    total: string
    to: string
  }>(
    `select 'staked' as what, staker as account, total::text, '' as to, block_number, position from facts.stake_change
     where network = $1 and chain_id = $2 and block_number <= $3 and block_time <= to_timestamp($4) and token = $5 and total is not null
     union all
     select case topic when 'reward-delegate' then 'delegated' else 'withdrawing' end, node, '0', coalesce(detail, ''),
       block_number, position
     from facts.node_report
     where network = $1 and chain_id = $2 and block_number <= $3 and block_time <= to_timestamp($4)
       and topic in ('reward-delegate', 'unstake-initiated')
     order by block_number, position`,
    [network, chain, block, until.toString(), toBytes(token)],
  )
  return rows.map(({ what, account, total, to }) => ({
    what,
    account: toHex(account),
    total: BigInt(total),
    to: to.toLowerCase(),
  }))
}
