import { hashOf, toBytes } from '../../src/claim/hex.ts'
import type { Pool } from '../../src/platform/database.ts'
import type { ListCopies } from '../judge/subject.ts'
import type { Speaker } from './record.ts'

// Spelled out and not read from the view of claims: a handful of rows is looked up by hash, first of all.
const COPIES = `with leaf as materialized (
    select blob_id, leaf_index from archive.leaf
    where network = $1 and node = $2 and input_hash = $3 and output_hash = $4),
  copy as (
    select s.chain_id, s.block_number, s.block_hash, s.block_time, s.position, leaf.leaf_index
    from leaf join facts.settlement s on s.network = $1 and s.blob_id = leaf.blob_id and s.kind = 'batch'
    join archive.blob b on b.network = $1 and b.blob_id = leaf.blob_id and b.merkle_root = s.merkle_root
    union all
    select chain_id, block_number, block_hash, block_time, position, null from facts.settled_claim
    where network = $1 and node = $2 and input_hash = $3 and output_hash = $4 and evidence = 'tee_signature'),
  named as (select *, concat_ws('-', chain_id, block_number, position, leaf_index) as id from copy)
  select c.id, c.chain_id, c.block_number, c.block_hash, c.position, c.leaf_index,
    (c.block_time, c.chain_id, c.block_number, c.position, coalesce(c.leaf_index, -1)) <
      ($6::timestamptz, $7::bigint, $8::integer, $9::integer, $10::integer) as earlier,
    exists (select from watch.verdict v where v.network = $1 and v.watchdog = $5 and v.subject_kind = 'claim'
      and v.subject_id = c.id and v.block_hash = c.block_hash and v.statement = 'hand_off_signed'
      and v.outcome = 'verified' and not exists (select from watch.verdict c where c.corrects = v.number)) as credited
  from named c join ingest.status i on i.network = $1 and i.chain_id = c.chain_id
  where c.block_number <= i.finalized_height
  order by c.block_time, c.chain_id, c.block_number, c.position, c.leaf_index nulls first limit 1000`

interface Row {
  id: string
  chain_id: number
  block_number: number
  block_hash: Buffer
  position: number
  leaf_index: number | null
  earlier: boolean
  credited: boolean
}

/** The copies of a hand-off in the facts of a network, and what a watchdog says of them. */
export function createCopyLister(pool: Pool, { network, watchdog }: Speaker): ListCopies {
  return async (subject, handOff) => {
    const { rows } = await pool.query<Row>(COPIES, [
      network,
      toBytes(handOff.teeId),
      toBytes(handOff.inputHash),
      toBytes(handOff.outputHash),
      watchdog,
      subject.blockTime,
      subject.chainId,
      subject.block,
      subject.position,
      subject.leafIndex ?? -1,
    ])
    return rows
      .filter((row) => row.id !== subject.id)
      .map((row) => ({
        id: row.id,
        chainId: row.chain_id,
        block: row.block_number,
        blockHash: hashOf(row.block_hash),
        position: row.position,
        leafIndex: row.leaf_index,
        isEarlier: row.earlier,
        isCredited: row.credited,
      }))
  }
}
