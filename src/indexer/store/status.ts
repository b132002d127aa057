import { CodedError, Misconfigured } from '../../claim/errors.ts'
import { type Hash32, hashOf, toBytes } from '../../claim/hex.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'
import type { Place } from '../place.ts'

/** Where the index of one chain stands. */
export interface Status {
  readonly genesisHash: Hash32
  readonly sourceSetHash: Hash32
  /** The newest indexed block; −1 before the first. */
  readonly height: number
  readonly hash: Hash32 | '0x'
  /** Unix seconds of that block; null before the first. */
  readonly time: number | null
  readonly finalizedHeight: number
  readonly finalizedHash: Hash32 | '0x'
  readonly digest: Hash32
}

export async function findStatus(db: Pool | PoolClient, place: Place): Promise<Status | undefined> {
  const { rows } = await db.query(
    // A row without a genesis says only why nothing is stored yet.
    `select *, extract(epoch from block_time)::bigint as time from ingest.status
     where network = $1 and chain_id = $2 and genesis_hash <> ''`,
    [place.network, place.chain],
  )
  const row = rows[0]
  if (row === undefined) return undefined
  return {
    genesisHash: hash(row.genesis_hash),
    sourceSetHash: hash(row.source_set_hash),
    height: row.height,
    hash: hash(row.hash),
    time: row.time,
    finalizedHeight: row.finalized_height,
    finalizedHash: hash(row.finalized_hash),
    digest: hash(row.digest),
  }
}

/**
 * Writes the status within the transaction of the facts.
 * @throws CodedError `WRITER_SUPERSEDED` when another indexer took over since
 */
export async function recordStatus(
  client: PoolClient,
  place: Place,
  status: Status,
  head: number,
  fence: number,
): Promise<void> {
  // The fence stands in the statement that writes, not in a read before it: who was superseded between the two must
  // lose here, and with it its facts.
  const { rowCount } = await client.query(
    `insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time, finalized_height,
       finalized_hash, head, digest, source_set_hash, fence)
     select $1, $2, $3, $4, $5, to_timestamp($6), $7, $8, $9, $10, $11, f.fence
     from ingest.fence f where f.network = $1 and f.chain_id = $2 and f.fence = $12 for update
     on conflict (network, chain_id) do update set genesis_hash = excluded.genesis_hash,
       source_set_hash = excluded.source_set_hash, height = excluded.height, hash = excluded.hash,
       block_time = excluded.block_time, finalized_height = excluded.finalized_height,
       finalized_hash = excluded.finalized_hash, head = excluded.head, digest = excluded.digest,
       fence = excluded.fence, trouble_code = null, trouble = null, trouble_since = null, updated_at = now()`,
    [
      place.network,
      place.chain,
      toBytes(status.genesisHash),
      status.height,
      toBytes(status.hash),
      status.time,
      status.finalizedHeight,
      toBytes(status.finalizedHash),
      Math.max(head, status.height),
      toBytes(status.digest),
      toBytes(status.sourceSetHash),
      fence,
    ],
  )
  if (rowCount !== 1)
    throw new CodedError('WRITER_SUPERSEDED', `another indexer writes ${place.network} ${place.chain} now`)
}

/**
 * Says in the status row, for everybody to read, why the index does not move: also before anything is stored, in a row that
 * has nothing else to say. `head`: the newest block that was seen, −1 when none was.
 */
export async function recordTrouble(
  pool: Pool,
  place: Place,
  error: { readonly code: string; readonly message: string },
  head = -1,
): Promise<void> {
  await pool.query(
    `insert into ingest.status (network, chain_id, genesis_hash, height, hash, finalized_height, finalized_hash, head, digest,
       source_set_hash, fence, trouble_code, trouble, trouble_since)
     values ($1, $2, '', -1, '', -1, '', $5, '', '', 0, $3, $4, now())
     on conflict (network, chain_id) do update set trouble_code = excluded.trouble_code, trouble = excluded.trouble,
       trouble_since = coalesce(ingest.status.trouble_since, now()), head = greatest(ingest.status.head, excluded.head)`,
    // A stranger may have had a say in the message, and Postgres takes no zero bytes.
    [place.network, place.chain, error.code, error.message.replaceAll('\0', ''), head],
  )
}

/** The code of what holds the index up, or undefined. */
export async function findTrouble(pool: Pool, place: Place): Promise<string | undefined> {
  const { rows } = await pool.query<{ trouble_code: string | null }>(
    'select trouble_code from ingest.status where network = $1 and chain_id = $2',
    [place.network, place.chain],
  )
  return rows[0]?.trouble_code ?? undefined
}

/** Says how far the chain is, whether or not the index follows. */
export async function recordHead(pool: Pool, place: Place, head: number): Promise<void> {
  await pool.query('update ingest.status set head = $3 where network = $1 and chain_id = $2 and head < $3', [
    place.network,
    place.chain,
    head,
  ])
}

/** The index runs again; what stood in its way (or of that what has one of these codes) is over. */
export async function clearTrouble(
  client: Pool | PoolClient,
  place: Place,
  codes: readonly string[] | null = null,
): Promise<void> {
  await client.query(
    `update ingest.status set trouble_code = null, trouble = null, trouble_since = null
     where network = $1 and chain_id = $2 and trouble_code is not null and ($3::text[] is null or trouble_code = any($3))`,
    [place.network, place.chain, codes],
  )
}

/** @throws Misconfigured `CHAIN_RESET` when the chain that was indexed began otherwise */
export function assertSameGenesis(place: Place, stored: Status, genesis: Hash32): void {
  if (stored.genesisHash === genesis) return
  throw new Misconfigured(
    'CHAIN_RESET',
    `${place.network} chain ${place.chain} was indexed from genesis ${stored.genesisHash}, the endpoints now serve ${genesis}: ` +
      'the chain was reset, or the endpoints belong to another chain. To begin again, assay begin-anew keeps the old data aside, ' +
      `assay rewind --to -1 forgets it; both with --network ${place.network} --chain ${place.chain}`,
  )
}

/**
 * Compares what was stored with what is to be indexed now.
 * @throws Misconfigured `CHAIN_RESET`, `SOURCE_SET_CHANGED`
 */
export function assertSameIndex(
  place: Place,
  stored: Status,
  now: Pick<Status, 'genesisHash' | 'sourceSetHash'>,
): void {
  const name = `${place.network} chain ${place.chain}`
  assertSameGenesis(place, stored, now.genesisHash)
  if (stored.sourceSetHash !== now.sourceSetHash)
    throw new Misconfigured(
      'SOURCE_SET_CHANGED',
      `the contracts or events of ${name} changed since it was indexed, so old blocks may lack facts. Index them again: ` +
        `assay rewind --to -1 --network ${place.network} --chain ${place.chain}`,
    )
}

function hash(bytes: Uint8Array): Hash32 {
  return hashOf(bytes)
}
