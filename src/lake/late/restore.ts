import { Rejected } from '../../claim/errors.ts'
import { hashOf, toHex } from '../../claim/hex.ts'
import { batchLeafHash, fillTree } from '../../claim/merkle.ts'
import { copyRows } from '../../indexer/store/copy.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'
import { inTransaction } from '../../platform/transaction.ts'
import { encodeRows } from '../encode-rows.ts'
import type { LakeStore } from '../store.ts'
import { readLate } from './read.ts'
import { readRows } from './verify.ts'

/** What a restore of leaves came to. */
export interface LeavesRestored {
  readonly blobs: number
  readonly leaves: number
}

/**
 * Puts back the leaves of blobs that the archive keeps and whose leaves a backup left out. The leaves of each blob must rebuild the
 * Merkle root that the archive noted of it: so nothing of the lake is believed. All of it is one transaction.
 * @throws Rejected `LAKE_ROWS` when they do not, `LAKE_ROLLED_BACK`, `LAKE_CHAIN`; MalformedEvidence `LAKE_HASH`, `LAKE_INVALID`;
 * Unavailable `LAKE_MISSING`, `UNAVAILABLE_LAKE`
 */
export async function restoreLeaves(
  { pool, network, store }: { readonly pool: Pool; readonly network: string; readonly store: LakeStore },
  signal: AbortSignal,
): Promise<LeavesRestored> {
  const { entries } = await readLate(store, network, pool)
  return inTransaction(pool, async (client) => {
    await client.query(`create temporary table staged on commit drop as
      select l.*, 0::bigint as version, false as deleted from archive.leaf l limit 0`)
    for (const { entry } of entries) {
      signal.throwIfAborted()
      await readRows(store, entry, async ({ kind, columns, rows }) => {
        if (kind !== 'leaf') return
        const names = columns.map(({ name }) => name)
        await copyRows(client, 'staged', names, encodeRows(columns, rows))
      })
    }
    await client.query('create index on staged (blob_id, leaf_index)')
    const { rows: blobs } = await client.query<Blob>(
      `select blob_id as id, merkle_root as root, leaf_count as count from archive.blob b
       where network = $1 and status = 'kept' and leaf_count > 0 and blob_id in (select blob_id from staged)
         and not exists (select from archive.leaf l where l.network = b.network and l.blob_id = b.blob_id)
       order by blob_id`,
      [network],
    )
    let leaves = 0
    for (const blob of blobs) {
      signal.throwIfAborted()
      leaves += await putBack(client, network, blob)
    }
    return { blobs: blobs.length, leaves }
  })
}

interface Blob {
  readonly id: string
  readonly root: Buffer
  readonly count: number
}

/** Of each leaf the greatest version, unless it is a tombstone. */
const LATEST = `(select * from (select distinct on (leaf_index) * from staged where blob_id = $1
  order by leaf_index, version desc) newest where not deleted) latest`

async function putBack(client: PoolClient, network: string, { id, root, count }: Blob): Promise<number> {
  const { rows } = await client.query<Leaf>(
    `select node, input_hash, output_hash, signature, leaf_hash,
       coalesce(claimed_at_seconds, extract(epoch from claimed_at))::numeric(78, 0)::text as seconds from ${LATEST}`,
    [id],
  )
  const hashes = rows.map(hashLeaf)
  const wrong = rows.findIndex((row, at) => !row.leaf_hash.equals(hashes[at] as Uint8Array))
  if (rows.length !== count || wrong >= 0 || !root.equals(rootOf(hashes)))
    throw new Rejected(
      'LAKE_ROWS',
      `the ${rows.length} leaves of blob ${id} in the lake do not rebuild the root of the ${count} that were archived`,
    )
  await client.query(
    `insert into archive.leaf (network, blob_id, leaf_index, node, input_hash, output_hash, signature, claimed_at,
       claimed_at_seconds, leaf_hash)
     select $2, blob_id, leaf_index, node, input_hash, output_hash, signature, claimed_at, claimed_at_seconds, leaf_hash from ${LATEST}`,
    [id, network],
  )
  return rows.length
}

interface Leaf {
  readonly node: Buffer
  readonly input_hash: Buffer
  readonly output_hash: Buffer
  readonly signature: Buffer
  readonly leaf_hash: Buffer
  readonly seconds: string
}

function hashLeaf({ node, input_hash, output_hash, signature, seconds }: Leaf): Uint8Array {
  return batchLeafHash({
    teeId: hashOf(node),
    inputHash: hashOf(input_hash),
    outputHash: hashOf(output_hash),
    signature: toHex(signature),
    timestamp: BigInt(seconds),
  })
}

/** As OpenZeppelin's StandardMerkleTree lays leaves out: by their hash, from the end of the tree. */
function rootOf(hashes: readonly Uint8Array[]): Uint8Array {
  const empty = Array.from<undefined>({ length: hashes.length - 1 })
  return fillTree([...empty, ...hashes.toSorted(Buffer.compare).reverse()])[0] as Uint8Array
}
