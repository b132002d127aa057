import { type Hash32, toHex } from '../../claim/hex.ts'
import type { Pool } from '../../platform/database.ts'

/** Takes note of blobs that settlements name and the archive does not know yet. Returns how many are new. */
export async function noteBlobs(pool: Pool, network: string): Promise<number> {
  const { rowCount } = await pool.query(
    `insert into archive.blob (network, blob_id, status, first_seen_at, next_try_at, changed_at)
     select distinct s.network, s.blob_id, 'pending', now(), now(), now() from facts.settlement s
     where s.network = $1 and s.kind = 'batch' and s.blob_id is not null
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
  readonly settledRoots: readonly Hash32[]
}

/** Blobs whose time has come, newest settlement first: stores drop blobs with age, so the new ones can still be had. */
export async function listDueBlobs(pool: Pool, network: string, limit: number): Promise<DueBlob[]> {
  const { rows } = await pool.query<{ blob_id: string; tries: number; first_seen_at: Date; roots: Buffer[] }>(
    `select b.blob_id, b.tries, b.first_seen_at, s.roots from archive.blob b
     join lateral (select array_agg(distinct merkle_root) filter (where merkle_root is not null) as roots,
         max(block_time) as settled_at
       from facts.settlement s where s.network = b.network and s.blob_id = b.blob_id and s.kind = 'batch') s
       on s.settled_at is not null
     where b.network = $1 and b.status = 'pending' and b.next_try_at <= now()
     order by s.settled_at desc, b.blob_id limit $2`,
    [network, limit],
  )
  return rows.map((row) => ({
    blobId: row.blob_id,
    tries: row.tries,
    firstSeenAt: row.first_seen_at,
    settledRoots: (row.roots ?? []).map((root) => toHex(root) as Hash32),
  }))
}
