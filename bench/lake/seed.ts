import { Partitions } from '../../src/indexer/store/partitions.ts'
import type { Pool } from '../../src/platform/database.ts'

export const PLACE = { network: 'bench', chain: 1 }
const BLOCKS = 1_000_000

/** Final fees of a million blocks: a thousand nodes, five thousand payers, every block and transaction hash its own. */
export async function seed(pool: Pool, facts: number): Promise<void> {
  const client = await pool.connect()
  await new Partitions().ensure(client, 'fee', 0, BLOCKS - 1)
  client.release()
  await pool.query(
    `insert into facts.fee (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, payer, payee,
       token, amount, attribution, refund)
     select $1, $2, block, sha256(int8send(block)), to_timestamp(1700000000 + block * 2), sha256(int4send(i)), i % 1000, $3,
       sha256(int4send(i % 1000)), substr(sha256(int4send(i % 5000)), 1, 20), substr(sha256(int4send(i % 1000)), 1, 20), $4,
       1000000000000000000 + (i::numeric * 7919 % 1000000000000000) * 1000, 'explicit', false
     from (select i, i * ${BLOCKS}::bigint / ${facts} as block from generate_series(0, ${facts - 1}) i) each`,
    [PLACE.network, PLACE.chain, Buffer.alloc(20, 1), Buffer.alloc(20, 2)],
  )
  // As the server does by itself once rows have been there for a minute.
  await pool.query('analyze facts.fee')
  await pool.query(
    `insert into ingest.status (network, chain_id, genesis_hash, height, hash, finalized_height, finalized_hash, head, digest,
       source_set_hash, fence)
     values ($1, $2, sha256(''), $3, sha256('a'), $3, sha256('a'), $3, sha256('d'), sha256('s'), 1)`,
    [PLACE.network, PLACE.chain, BLOCKS - 1],
  )
}
