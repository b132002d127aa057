import { Address, type Hash32, hashOf, toBytes, toHex } from '../../claim/hex.ts'
import type { Pool } from '../../platform/database.ts'
import type { ReadCalls } from '../traces/compare.ts'

/** A final transaction that called another contract than the one which emitted. */
export interface Untraced {
  readonly hash: Hash32
  readonly block: number
  readonly blockHash: Hash32
}

/** Where what a trace says is kept: the block's hash keeps it apart from another chain that took the place of this one. */
interface At {
  readonly network: string
  readonly chain: number
  readonly transaction: Untraced
}

/** Whether it is due again: at the next two looks, then after a minute, two, four, … an hour at most. */
const AGAIN = `(w.tries < 3 or w.asked_at + least(interval '1 hour', interval '1 minute' * power(2, least(w.tries - 3, 10))) <= now())`

/**
 * Final transactions that sent a heartbeat, paid or settled through another contract, and of which no trace was compared yet; those
 * asked for in vain after the others, oldest first. `paid`: the contracts whose logs stand for payments. The sender of a
 * settlement has to be proved first: it tells whether the relay itself was called.
 */
export async function listUntraced(
  pool: Pool,
  network: string,
  chain: number,
  { paid, limit }: { readonly paid: readonly Address[]; readonly limit: number },
): Promise<readonly Untraced[]> {
  const { rows } = await pool.query<{ hash: Uint8Array; block: number; block_hash: Uint8Array }>(
    `select f.tx_hash as hash, f.block_number as block, f.block_hash from (
       select h.tx_hash, h.block_number, h.block_hash from facts.heartbeat h
       join facts.unknown_log u on u.network = h.network and u.chain_id = h.chain_id and u.block_number = h.block_number
         and u.phase = h.phase and u.position = h.position and u.reason = 'calldata'
       where h.network = $1 and h.chain_id = $2
       union
       select tx_hash, block_number, block_hash from facts.fee
       where network = $1 and chain_id = $2 and cap is null and attribution <> 'explicit' and contract = any($3)
       union
       select s.tx_hash, s.block_number, s.block_hash from facts.settlement s
       join keeper.sender k on k.network = s.network and k.chain_id = s.chain_id and k.tx_hash = s.tx_hash
         and k.called is distinct from s.contract
       where s.network = $1 and s.chain_id = $2) f
     join ingest.status i on i.network = $1 and i.chain_id = $2 and f.block_number <= i.finalized_height
     left join keeper.call_trace w on w.network = $1 and w.chain_id = $2 and w.tx_hash = f.tx_hash
       and w.block_hash = f.block_hash
     where w.tries is null or (w.reason is not null and ${AGAIN})
     order by coalesce(w.tries, 0), f.block_number, f.tx_hash limit $4`,
    [network, chain, paid.map(toBytes), limit],
  )
  return rows.map((row) => ({ hash: hashOf(row.hash), block: row.block, blockHash: hashOf(row.block_hash) }))
}

/** What the index read of a transaction, through whatever contract. */
export async function readCalls(
  pool: Pool,
  { network, chain, transaction }: At,
  paid: readonly Address[],
): Promise<ReadCalls> {
  const here = [network, chain, transaction.block, toBytes(transaction.hash)]
  const where = 't.network = $1 and t.chain_id = $2 and t.block_number = $3 and t.tx_hash = $4'
  const beats = await pool.query<{
    contract: Uint8Array
    node: Uint8Array
    at: string
    signature: Uint8Array
  }>(
    `select contract, node, coalesce(signed_at_seconds, extract(epoch from signed_at)::numeric(78, 0))::text as at, signature
     from facts.heartbeat t where ${where} order by position`,
    here,
  )
  const fees = await pool.query<Record<'token' | 'payer' | 'payee', Uint8Array> & { amount: string }>(
    `select token, payer, payee, amount::text from facts.fee t
     where ${where} and cap is null and attribution <> 'explicit' and contract = any($5) order by position`,
    [...here, paid.map(toBytes)],
  )
  const settled = await pool.query<{ contract: Uint8Array; words: Uint8Array[] }>(
    `select t.contract, array_remove(array[t.merkle_root, c.input_hash, c.output_hash], null) as words
     from facts.settlement t
     left join facts.settled_claim c on c.network = t.network and c.chain_id = t.chain_id
       and c.block_number = t.block_number and c.phase = t.phase and c.position = t.position
     where ${where} order by t.position`,
    here,
  )
  return {
    heartbeats: beats.rows.map(({ contract, node, at, signature }) => ({
      contract: addressOf(contract),
      node: hashOf(node),
      signedAt: BigInt(at),
      signature: signature && toHex(signature),
    })),
    payments: fees.rows.map(({ token, payer, payee, amount }) => ({
      token: addressOf(token),
      payer: addressOf(payer),
      payee: addressOf(payee),
      amount: BigInt(amount),
    })),
    settlements: settled.rows.map(({ contract, words }) => ({
      contract: addressOf(contract),
      words: words.map(hashOf),
    })),
  }
}

/** Keeps that a trace was compared, and how it differs; null: not at all. */
export async function recordTrace(
  pool: Pool,
  at: At & { readonly difference: { readonly kind: string; readonly of: string } | undefined },
): Promise<void> {
  const { kind = null, of = null } = at.difference ?? {}
  await write(pool, at, { kind, of, reason: null })
}

/** Keeps that no endpoint gave a trace, and counts the tries. */
export async function recordTraceMiss(pool: Pool, at: At): Promise<void> {
  await write(pool, at, { kind: null, of: null, reason: 'TRACE_UNAVAILABLE' })
}

async function write(
  pool: Pool,
  { network, chain, transaction }: At,
  { kind, of, reason }: Readonly<Record<'kind' | 'of' | 'reason', string | null>>,
): Promise<void> {
  const { hash, block, blockHash } = transaction
  await pool.query(
    `insert into keeper.call_trace as w (network, chain_id, tx_hash, block_number, block_hash, difference, differing, reason, tries, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 1, now())
     on conflict (network, chain_id, tx_hash, block_hash) do update set difference = excluded.difference,
       differing = excluded.differing, reason = excluded.reason, tries = w.tries + 1, asked_at = now()`,
    [network, chain, toBytes(hash), block, toBytes(blockHash), kind, of, reason],
  )
}

function addressOf(bytes: Uint8Array): Address {
  return Address(toHex(bytes))
}
