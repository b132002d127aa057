import type { Pool } from '../../platform/database.ts'

/** One network's batch settlements by what became of their blobs. */
export interface ArchiveStatus {
  readonly network: string
  readonly settlements: number
  /** Their blob is kept and rebuilds the settled root. */
  readonly kept: number
  /** Their blob is kept and rebuilds another root, or is no batch. */
  readonly mismatched: number
  readonly pending: number
  readonly lost: number
  readonly leaves: number
  readonly bytes: number
  /** Hand-offs that stand on chain more than once, counting every copy but the first. */
  readonly repeats: number
}

/** One row per network, or for the one named. */
export async function listArchiveStatus(pool: Pool, network?: string): Promise<ArchiveStatus[]> {
  const { rows } = await pool.query<ArchiveStatus>(
    `select s.network, count(*) as settlements,
       count(*) filter (where b.status = 'kept' and b.merkle_root = s.merkle_root) as kept,
       count(*) filter (where b.status = 'refused' or (b.status = 'kept' and b.merkle_root is distinct from s.merkle_root))
         as mismatched,
       count(*) filter (where coalesce(b.status, 'pending') = 'pending') as pending,
       count(*) filter (where b.status = 'lost') as lost,
       coalesce((select sum(leaf_count) from archive.blob k where k.network = s.network), 0)::bigint as leaves,
       coalesce((select sum(size) from archive.blob k where k.network = s.network), 0)::bigint as bytes,
       (select count(*) from archive.repeat r where r.network = s.network and r.repeat > 0) as repeats
     from facts.settlement s left join archive.blob b on b.network = s.network and b.blob_id = s.blob_id
     where s.kind = 'batch' and ($1::text is null or s.network = $1)
     group by s.network order by s.network`,
    [network ?? null],
  )
  return rows
}
