import { type Hash32, hashOf } from '../../claim/hex.ts'
import type { Pool } from '../../platform/database.ts'
import type { Settled } from '../inspect.ts'

/**
 * Takes note of blobs that settlements name and the archive does not know yet. Returns how many are new. An id that an older
 * version kept whole, though it is too long for an index, is left to `assay redecode`.
 */
export async function noteBlobs(pool: Pool, network: string): Promise<number> {
  const { rowCount } = await pool.query(
    `insert into archive.blob (network, blob_id, status, first_seen_at, next_try_at, changed_at)
     select distinct s.network, s.blob_id, 'pending', now(), now(), now() from facts.settlement s
     where s.network = $1 and s.blob_id is not null and (s.kind = 'batch' or s.blob_id <> '')
       and octet_length(s.blob_id) <= 2000
       and not exists (select from archive.blob b where b.network = s.network and b.blob_id = s.blob_id)
     on conflict do nothing`,
    [network],
  )
  return rowCount ?? 0
}

export interface DueBlob {
  readonly blobId: string
  /** Before this one. */
  readonly tries: number
  readonly firstSeenAt: Date
  readonly settled: Settled
}

interface Row {
  blob_id: string
  tries: number
  first_seen_at: Date
  roots: Buffer[] | null
  inputs: Buffer[] | null
  outputs: Buffer[] | null
}

// The two hashes of a pair stand at the same place of their lists: both are gathered over the same rows in one order.
const DUE = `select b.blob_id, b.tries, b.first_seen_at, s.roots, s.inputs, s.outputs from archive.blob b
  join lateral (select array_agg(distinct e.merkle_root) filter (where e.merkle_root is not null) as roots,
      array_agg(c.input_hash order by c.chain_id, c.block_number, c.position) filter (where c.input_hash is not null) as inputs,
      array_agg(c.output_hash order by c.chain_id, c.block_number, c.position) filter (where c.input_hash is not null) as outputs,
      max(e.block_time) as settled_at
    from facts.settlement e left join facts.settled_claim c on e.kind = 'individual' and c.network = e.network
      and c.chain_id = e.chain_id and c.block_number = e.block_number and c.position = e.position
    where e.network = b.network and e.blob_id = b.blob_id) s on s.settled_at is not null
  where b.network = $1 and b.status = 'pending' and b.next_try_at <= now()
  order by s.settled_at desc, b.blob_id limit $2`

/** Blobs whose time has come, newest settlement first: stores drop blobs with age, so the new ones can still be had. */
export async function listDueBlobs(pool: Pool, network: string, limit: number): Promise<DueBlob[]> {
  const { rows } = await pool.query<Row>(DUE, [network, limit])
  return rows.map((row) => ({
    blobId: row.blob_id,
    tries: row.tries,
    firstSeenAt: row.first_seen_at,
    settled: { roots: (row.roots ?? []).map(toHash), pairs: toPairs(row) },
  }))
}

function toPairs({ inputs, outputs }: Row): Settled['pairs'] {
  return (inputs ?? []).flatMap((input, at) => {
    const output = outputs?.[at]
    return output ? [{ inputHash: toHash(input), outputHash: toHash(output) }] : []
  })
}

function toHash(bytes: Buffer): Hash32 {
  return hashOf(bytes)
}
