import { to as copyTo } from 'pg-copy-streams'
import type { PoolClient } from '../../platform/database.ts'
import { copiedRows, toSelected } from '../copied-rows.ts'
import type { EncodedRows } from '../encoded-rows.ts'
import { type LateKind, listLateColumns } from './columns.ts'

/** Which verdicts and blobs an entry is of. */
export interface Changes {
  readonly network: string
  /** Numbers of verdicts that are in the lake already, and up to where they are wanted. */
  readonly after: number
  readonly to: number
  /** Leaves after which no other blob is taken. */
  readonly most: number
}

/**
 * The number up to which verdicts can be taken, at most `most` of them behind `after`. A number is given out before its row is
 * committed, so a greater one may be there earlier: for a moment no verdict is written, and none of a lower number can come later.
 */
export async function findLastVerdict(
  client: PoolClient,
  network: string,
  after: number,
  most: number,
): Promise<number> {
  await client.query('lock table watch.verdict in share mode')
  const { rows } = await client.query<{ number: number }>(
    `select coalesce(max(number), $2)::bigint as number from (
       select number from watch.verdict where network = $1 and number > $2 order by number limit $3) v`,
    [network, after, most],
  )
  return rows[0]?.number ?? after
}

/**
 * Notes, until the transaction ends, which blobs the lake lacks, and which it holds whose leaves are gone. Whole blobs are taken
 * until their leaves are `most`.
 */
export async function noteChanges(client: PoolClient, { network, after, to, most }: Changes): Promise<void> {
  await client.query(
    `create temporary table asked on commit drop as select $1::text as network, $2::bigint as after, $3::bigint as upto`,
    [network, after, to],
  )
  await client.query(
    `create temporary table changed on commit drop as
     select blob_id, leaf_count, deleted from (
       select blob_id, leaf_count, deleted, sum(leaf_count) over (order by deleted, blob_id) - leaf_count as before from (
         select b.blob_id, b.leaf_count, false as deleted from archive.blob b
         where b.network = $1 and b.status = 'kept' and b.leaf_count > 0
           and exists (select from archive.leaf a where a.network = b.network and a.blob_id = b.blob_id)
           and not exists (select from lake.blob l where l.network = b.network and l.blob_id = b.blob_id)
         union all
         select l.blob_id, l.leaf_count, true from lake.blob l
         where l.network = $1
           and not exists (select from archive.leaf a where a.network = l.network and a.blob_id = l.blob_id)) both_kinds) counted
     where before < $2`,
    [network, most],
  )
}

/** Remembers that the lake holds what was noted. */
export async function rememberChanges(client: PoolClient): Promise<void> {
  await client.query(
    `insert into lake.blob (network, blob_id, leaf_count)
     select a.network, c.blob_id, c.leaf_count from asked a, changed c where not c.deleted`,
  )
  await client.query(
    'delete from lake.blob b using asked a, changed c where b.network = a.network and b.blob_id = c.blob_id and c.deleted',
  )
}

/** The rows of a kind that were noted, with the version that is given. A tombstone has its key alone. */
export async function* readChanges(
  client: PoolClient,
  kind: LateKind,
  version: number,
): AsyncGenerator<EncodedRows> {
  const columns = listLateColumns(kind)
  const own = columns.filter(({ name }) => name !== 'version' && name !== 'deleted').map(toSelected)
  const sql = SELECTS[kind](own, version)
  yield* copiedRows(client.query(copyTo(`copy (${sql}) to stdout (format binary)`)), columns)
}

const SELECTS: { readonly [K in LateKind]: (own: readonly string[], version: number) => string } = {
  leaf: (own, version) => `
    select ${own.join(', ')}, ${version}::bigint, deleted from (
      select a.network, c.blob_id, i as leaf_index, l.node, l.input_hash, l.output_hash, l.signature, l.claimed_at,
        l.claimed_at_seconds, l.leaf_hash, c.deleted
      from asked a cross join changed c cross join lateral generate_series(0, c.leaf_count - 1) i
      left join archive.leaf l on l.network = a.network and l.blob_id = c.blob_id and l.leaf_index = i) leaves
    order by blob_id collate "C", leaf_index`,
  verdict: (own, version) => `
    select ${own.map((each) => `v.${each}`).join(', ')}, ${version}::bigint, false
    from asked a join watch.verdict v on v.network = a.network and v.number > a.after and v.number <= a.upto
    order by v.number`,
}
