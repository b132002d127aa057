import { type Hash32, hashOf, toBytes } from '../../claim/hex.ts'
import type { Pool } from '../../platform/database.ts'
import type { Sender } from '../senders/recover.ts'

/** Final transactions that disabled a node or settled, and whose sender is not known yet; oldest first. */
export async function listUnknownSenders(
  pool: Pool,
  network: string,
  chain: number,
  limit: number,
): Promise<readonly Hash32[]> {
  const { rows } = await pool.query<{ hash: Uint8Array }>(
    `select f.tx_hash as hash from (
       select tx_hash, block_number from facts.node_status
       where network = $1 and chain_id = $2 and cause = 'undetermined' and actor is null
       union
       select tx_hash, block_number from facts.settlement
       where network = $1 and chain_id = $2 and relayer is null) f
     join ingest.status i on i.network = $1 and i.chain_id = $2 and f.block_number <= i.finalized_height
     where not exists (select from keeper.sender s
       where s.network = $1 and s.chain_id = $2 and s.tx_hash = f.tx_hash)
     order by f.block_number, f.tx_hash limit $3`,
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
