import { type Hash32, hashOf, toBytes } from '../../claim/hex.ts'
import type { Pool } from '../../platform/database.ts'
import type { Sender } from '../senders/recover.ts'
import { isDueAgain } from './due.ts'

/**
 * Final transactions that disabled a node, approved or revoked a measurement, or settled, and whose sender is not known yet; oldest first, those that were asked for
 * in vain after the others, so that no transaction holds up those behind it.
 */
export async function listUnknownSenders(
  pool: Pool,
  network: string,
  chain: number,
  limit: number,
): Promise<readonly Hash32[]> {
  const { rows } = await pool.query<{ hash: Uint8Array }>(
    `select f.tx_hash as hash from (
       select tx_hash, block_number from facts.node_status
       where network = $1 and chain_id = $2 and cause in ('undetermined', 'measurement_revoked') and actor is null
       union
       select tx_hash, block_number from facts.measurement_status where network = $1 and chain_id = $2
       union
       select tx_hash, block_number from facts.settlement
       where network = $1 and chain_id = $2 and relayer is null) f
     join ingest.status i on i.network = $1 and i.chain_id = $2 and f.block_number <= i.finalized_height
     left join keeper.sender_try t on t.network = $1 and t.chain_id = $2 and t.tx_hash = f.tx_hash
     where not exists (select from keeper.sender s
       where s.network = $1 and s.chain_id = $2 and s.tx_hash = f.tx_hash)
       and ${isDueAgain('t.tries', 't.tried_at')}
     order by coalesce(t.tries, 0), f.block_number, f.tx_hash limit $3`,
    [network, chain, limit],
  )
  return rows.map((row) => hashOf(row.hash))
}

/** Writes a proved sender once. */
export async function recordSender(
  pool: Pool,
  network: string,
  chain: number,
  hash: Hash32,
  { sender, called }: Sender,
): Promise<void> {
  await pool.query(
    `insert into keeper.sender (network, chain_id, tx_hash, sender, called) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [network, chain, toBytes(hash), toBytes(sender), called && toBytes(called)],
  )
}

/** Counts that no endpoint gave a proof of a sender. Returns how often so far. */
export async function recordSenderMiss(
  pool: Pool,
  network: string,
  chain: number,
  hash: Hash32,
  code: string,
): Promise<number> {
  const { rows } = await pool.query<{ tries: number }>(
    `insert into keeper.sender_try (network, chain_id, tx_hash, tries, code, tried_at) values ($1, $2, $3, 1, $4, now())
     on conflict (network, chain_id, tx_hash) do update
       set tries = keeper.sender_try.tries + 1, code = excluded.code, tried_at = excluded.tried_at
     returning tries`,
    [network, chain, toBytes(hash), code],
  )
  return rows[0]?.tries ?? 1
}
