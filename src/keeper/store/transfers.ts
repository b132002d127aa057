import { type Address, toBytes, toHex } from '../../claim/hex.ts'
import { COIN } from '../balances/read.ts'
import type { ReadTransfer } from '../transfers/read.ts'
import type { ChainRows } from './chain-rows.ts'
import { isDueAgain } from './due.ts'

/** A group of accounts whose incoming transfers are read equally far. */
export interface TracedGroup {
  readonly token: Address
  readonly accounts: readonly Address[]
  readonly readTo: number
}

/** Accounts that begin to be traced in a token. */
interface NewlyTraced extends TracedGroup {
  /** Transfers between it and a payer: 0 for a payer. */
  readonly depth: number
}

/** Transfers to a group, up to and with block `to`, as one endpoint says. */
export interface ReadSpan {
  readonly transfers: readonly ReadTransfer[]
  readonly to: number
  readonly endpoint: string
}

/** Adds payers of a chain that are not traced yet, in every token that they pay in (a coin’s transfers leave no log); `before`: the block before the first to read. */
export async function addPayers(
  rows: ChainRows,
  before: (token: Address) => number,
  most: number,
): Promise<void> {
  const { pool, network, chain } = rows
  const payers = await pool.query<{ token: Uint8Array; payer: Uint8Array }>(
    `select distinct token, payer from derived.payer_day p where network = $1 and chain_id = $2 and length(payer) = 20 and token <> $4
       and not exists (select from keeper.traced t where t.network = p.network and t.chain_id = p.chain_id
         and t.token = p.token and t.account = p.payer and t.depth = 0)
     order by 1, 2 limit $3`,
    [network, chain, most, toBytes(COIN)],
  )
  for (const row of payers.rows) {
    const token = toHex(row.token) as Address
    const accounts = [toHex(row.payer) as Address]
    await addTraced(rows, { token, accounts, depth: 0, readTo: before(token) })
  }
}

/** Adds accounts at a depth, or brings them nearer and reads them again, for whoever funded them is now to be traced too. */
export async function addTraced(
  { pool, network, chain }: ChainRows,
  { token, accounts, depth, readTo }: NewlyTraced,
): Promise<void> {
  await pool.query(
    `insert into keeper.traced (network, chain_id, token, account, depth, read_to)
     select $1, $2, $3, account, $5, $6 from unnest($4::bytea[]) account
     on conflict (network, chain_id, token, account) do update
       set read_to = case when excluded.depth < traced.depth then excluded.read_to else traced.read_to end,
         depth = least(traced.depth, excluded.depth)`,
    [network, chain, toBytes(token), accounts.map((each) => toBytes(each)), depth, readTo],
  )
}

/** How many accounts of a chain are traced. */
export async function countTraced({ pool, network, chain }: ChainRows): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::integer as count from keeper.traced where network = $1 and chain_id = $2',
    [network, chain],
  )
  return rows[0]?.count ?? 0
}

/**
 * The accounts that are read least far below `upTo`, at most `most` of one token, without those in `aside` and those that were asked for
 * in vain lately; undefined when there are none.
 */
export async function findTracedBehind(
  { pool, network, chain }: ChainRows,
  upTo: number,
  most: number,
  aside: readonly TracedGroup[],
): Promise<TracedGroup | undefined> {
  const left = aside.flatMap(({ token, accounts }) => accounts.map((account) => ({ token, account })))
  const { rows } = await pool.query<{ token: Uint8Array; account: Uint8Array; read_to: number }>(
    `with behind as (select token, account, read_to from keeper.traced t where network = $1 and chain_id = $2 and read_to < $3 and ${isDueAgain('t.tries', 't.tried_at')}
       and not exists (select from unnest($5::bytea[], $6::bytea[]) as a(token, account) where a.token = t.token and a.account = t.account)),
     first as (select token, read_to from behind order by read_to, token limit 1)
     select token, account, read_to from behind join first using (token, read_to) order by account limit $4`,
    [
      network,
      chain,
      upTo,
      most,
      left.map(({ token }) => toBytes(token)),
      left.map(({ account }) => toBytes(account)),
    ],
  )
  const [first] = rows
  if (!first) return undefined
  const accounts = rows.map((row) => toHex(row.account) as Address)
  return { token: toHex(first.token) as Address, accounts, readTo: first.read_to }
}

/** Writes transfers once, the senders to be traced as well, and how far the group is read: all or nothing. */
export async function recordTransfers(
  { pool, network, chain }: ChainRows,
  group: TracedGroup,
  { transfers, to, endpoint }: ReadSpan,
): Promise<void> {
  await pool.query(
    `with written as (
       insert into keeper.transfer (network, chain_id, token, block_number, block_hash, block_time, tx_hash, log_index,
         sender, receiver, amount, policy, endpoint)
       select $1, $2, $3, block, block_hash, to_timestamp(at), tx_hash, log_index, sender, receiver, amount, 'unproved', $4
       from unnest($5::integer[], $6::bytea[], $7::double precision[], $8::bytea[], $9::integer[], $10::bytea[],
         $11::bytea[], $12::numeric[]) as t(block, block_hash, at, tx_hash, log_index, sender, receiver, amount)
       on conflict do nothing)
     update keeper.traced set read_to = $13, tries = 0, tried_at = null
     where network = $1 and chain_id = $2 and token = $3 and account = any($14::bytea[])`,
    [
      network,
      chain,
      toBytes(group.token),
      endpoint,
      transfers.map((each) => each.block),
      transfers.map((each) => toBytes(each.blockHash)),
      transfers.map((each) => each.at),
      transfers.map((each) => toBytes(each.txHash)),
      transfers.map((each) => each.logIndex),
      transfers.map((each) => toBytes(each.sender)),
      transfers.map((each) => toBytes(each.receiver)),
      transfers.map((each) => each.amount.toString()),
      to,
      group.accounts.map((each) => toBytes(each)),
    ],
  )
}

/** Counts that no endpoint gave the transfers to an account. */
export async function recordTransfersMiss(
  { pool, network, chain }: ChainRows,
  { token, accounts }: TracedGroup,
): Promise<void> {
  await pool.query(
    `update keeper.traced set tries = tries + 1, tried_at = now()
     where network = $1 and chain_id = $2 and token = $3 and account = any($4::bytea[])`,
    [network, chain, toBytes(token), accounts.map((each) => toBytes(each))],
  )
}

/** Depths of accounts of one token. */
export async function listDepths(
  { pool, network, chain }: ChainRows,
  token: Address,
  accounts: readonly Address[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ account: Uint8Array; depth: number }>(
    `select account, depth from keeper.traced where network = $1 and chain_id = $2 and token = $3 and account = any($4::bytea[])`,
    [network, chain, toBytes(token), accounts.map((each) => toBytes(each))],
  )
  return new Map(rows.map((row) => [toHex(row.account), row.depth]))
}
