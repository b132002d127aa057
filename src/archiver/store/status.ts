import type { Pool } from '../../platform/database.ts'

/** One network's settlements of one kind by what became of their blobs. */
export interface ArchiveStatus {
  readonly network: string
  readonly kind: 'batch' | 'individual'
  readonly settlements: number
  /** They name no blob, so there is nothing to keep. */
  readonly unnamed: number
  /** Their blob is kept, and rebuilds the settled root or gives the settled hashes. */
  readonly kept: number
  /** Their blob is kept and says something else than was settled, or is not what it should be. */
  readonly mismatched: number
  readonly pending: number
  readonly lost: number
  /** In kept batches. */
  readonly leaves: number
  readonly bytes: number
  /** Hand-offs of this kind of settlement that were settled before, in whichever way. */
  readonly repeats: number
}

const STATUS = `
  with settled as (
    select s.network, s.kind, s.blob_id, nullif(s.blob_id, '') is not null as named, b.status,
      case when s.kind = 'batch' then b.merkle_root = s.merkle_root else (select i.agrees from archive.individual i
        where i.network = s.network and i.chain_id = s.chain_id and i.block_number = s.block_number
          and i.position = s.position) end is true as agrees
    from facts.settlement s left join archive.blob b on b.network = s.network and b.blob_id = s.blob_id
    where s.kind in ('batch', 'individual') and ($1::text is null or s.network = $1))
  select s.network, s.kind, count(*) as settlements, count(*) filter (where not named) as unnamed,
    count(*) filter (where status = 'kept' and agrees) as kept,
    count(*) filter (where status = 'refused' or (status = 'kept' and not agrees)) as mismatched,
    count(*) filter (where named and coalesce(status, 'pending') = 'pending') as pending,
    count(*) filter (where status = 'lost') as lost,
    coalesce((select sum(b.leaf_count) from archive.blob b where b.network = s.network
      and b.blob_id = any(array_agg(s.blob_id)) and s.kind = 'batch'), 0)::bigint as leaves,
    coalesce((select sum(b.size) from archive.blob b where b.network = s.network
      and b.blob_id = any(array_agg(s.blob_id))), 0)::bigint as bytes,
    (select count(*) from archive.repeat r where r.network = s.network and r.repeat > 0
      and (r.leaf_index is not null) = (s.kind = 'batch')) as repeats
  from settled s group by s.network, s.kind order by s.network, s.kind`

/** Two rows per network at most, for all of them or the one named. */
export async function listArchiveStatus(pool: Pool, network?: string): Promise<ArchiveStatus[]> {
  const { rows } = await pool.query<ArchiveStatus>(STATUS, [network ?? null])
  return rows
}
