import type { RebuiltBatch } from '../../claim/batch.ts'
import type { Conversation } from '../../claim/conversation.ts'
import { type Hash32, toBytes } from '../../claim/hex.ts'
import { isMoment } from '../../claim/moment.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'
import { CHANNELS } from '../../platform/notifications.ts'
import { inTransaction } from '../../platform/transaction.ts'
import type { Finding } from '../inspect.ts'

const FORMAT = 'openzeppelin-standard-v1'
const LEAVES_PER_STATEMENT = 2_000

/** Writes what was found, with the leaves or hashes, once: a blob that is no longer pending is left as it is. */
export async function recordFinding(
  pool: Pool,
  network: string,
  blobId: string,
  found: Finding & { sha256: Hash32; size: number },
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update archive.blob set status = $3, code = $4, detail = $5, sha256 = $6, size = $7, merkle_root = $8,
         leaf_count = $9, format = $10, tries = tries + 1, next_try_at = null, kept_at = now(), changed_at = now()
       where network = $1 and blob_id = $2 and status = 'pending'`,
      [
        network,
        blobId,
        found.status,
        found.code,
        found.detail,
        toBytes(found.sha256),
        found.size,
        found.batch && toBytes(found.batch.root),
        found.batch?.leaves.length ?? null,
        found.batch ? FORMAT : found.conversation && 'conversation',
      ],
    )
    if (rowCount === 1 && found.batch) await insertLeaves(client, network, blobId, found.batch)
    if (rowCount === 1 && found.conversation) await insertHashes(client, network, blobId, found.conversation)
    await tell(client, network)
  })
}

/** Nothing was got, and nothing will be: the id or the size is one that we refuse. */
export async function recordRefusal(
  pool: Pool,
  network: string,
  blobId: string,
  code: string,
  detail: string,
): Promise<void> {
  await pool.query(
    `update archive.blob set status = 'refused', code = $3, detail = $4, tries = tries + 1, next_try_at = null,
       changed_at = now() where network = $1 and blob_id = $2 and status = 'pending'`,
    [network, blobId, code, detail],
  )
  await tell(pool, network)
}

/** No bytes this time; `nextTryAt` null makes the blob lost. */
export async function recordMiss(
  pool: Pool,
  network: string,
  blobId: string,
  miss: { code: string; detail: string; nextTryAt: Date | null },
): Promise<void> {
  await pool.query(
    `update archive.blob set status = case when $5::timestamptz is null then 'lost' else 'pending' end, code = $3,
       detail = $4, tries = tries + 1, next_try_at = $5,
       changed_at = case when $5::timestamptz is null then now() else changed_at end
     where network = $1 and blob_id = $2 and status = 'pending'`,
    [network, blobId, miss.code, miss.detail, miss.nextTryAt],
  )
  if (miss.nextTryAt === null) await tell(pool, network)
}

// The id is a stranger's and may be longer than a notification can be: who is told looks into the table.
async function tell(client: Pool | PoolClient, network: string): Promise<void> {
  await client.query('select pg_notify($1, $2)', [CHANNELS.archive, JSON.stringify({ network })])
}

// The hashes and nothing else: what was said is personal.
async function insertHashes(
  client: PoolClient,
  network: string,
  blobId: string,
  { inputHashes, outputHashes }: Conversation,
): Promise<void> {
  await client.query(
    'insert into archive.conversation (network, blob_id, input_hashes, output_hashes) values ($1, $2, $3, $4)',
    [network, blobId, inputHashes.map(toBytes), outputHashes.map(toBytes)],
  )
}

async function insertLeaves(
  client: PoolClient,
  network: string,
  blobId: string,
  { leaves, leafHashes }: RebuiltBatch,
): Promise<void> {
  for (let from = 0; from < leaves.length; from += LEAVES_PER_STATEMENT) {
    const part = leaves.slice(from, from + LEAVES_PER_STATEMENT)
    await client.query(
      `insert into archive.leaf (network, blob_id, leaf_index, node, input_hash, output_hash, signature, claimed_at,
         claimed_at_seconds, leaf_hash)
       select $1, $2, $3 + n - 1, node, input, output, signature, to_timestamp(time), seconds, hash
       from unnest($4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::double precision[], $9::numeric[], $10::bytea[])
         with ordinality as each(node, input, output, signature, time, seconds, hash, n)`,
      [
        network,
        blobId,
        from,
        part.map((leaf) => toBytes(leaf.teeId)),
        part.map((leaf) => toBytes(leaf.inputHash)),
        part.map((leaf) => toBytes(leaf.outputHash)),
        part.map((leaf) => toBytes(leaf.signature)),
        part.map(({ timestamp }) => (isMoment(timestamp) ? Number(timestamp) : null)),
        part.map(({ timestamp }) => (isMoment(timestamp) ? null : String(timestamp))),
        leafHashes.slice(from, from + LEAVES_PER_STATEMENT).map(toBytes),
      ],
    )
  }
}
