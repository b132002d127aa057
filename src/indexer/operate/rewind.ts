import { seedDigest } from '../../claim/digest.ts'
import { Misconfigured } from '../../claim/errors.ts'
import { type Hash32, hashOf, toBytes } from '../../claim/hex.ts'
import type { Pool } from '../../platform/database.ts'
import { transact } from '../../platform/transaction.ts'
import type { Place } from '../place.ts'
import { rollBack } from '../store/rollback.ts'
import { findStatus } from '../store/status.ts'
import { acquireWriter, type Holder } from '../store/writer.ts'

/**
 * Forgets every block above `to`; −1 forgets the chain whole, so that it may be indexed anew from another source set or
 * genesis. Waits until the running indexer lets go of the chain (a stopped one has). Returns the block that is newest now.
 * @throws Misconfigured `NOTHING_INDEXED`
 */
export async function rewind(
  pool: Pool,
  place: Place,
  to: number,
  signal: AbortSignal,
  onWait?: (holder: Holder) => void,
): Promise<number> {
  const writer = await acquireWriter(pool, place.network, place.chain, signal, onWait)
  const { client } = writer
  try {
    const status = await findStatus(client, place)
    if (status === undefined && to < 0 && (await forgetChain(client, place))) return -1
    if (status === undefined)
      throw new Misconfigured(
        'NOTHING_INDEXED',
        `nothing of ${place.network} chain ${place.chain} is indexed`,
      )
    if (to >= status.height) return status.height
    return await transact(client, async () => {
      const left = await rollBack(client, place, to + 1, status.height)
      const newest = await findNewest(client, place)
      if (newest === undefined) await forgetChain(client, place)
      else {
        const digest = left.digest ?? seedDigest(place.chain, status.sourceSetHash)
        await client.query(
          `update ingest.status set height = $3, hash = $4, block_time = to_timestamp($5), digest = $6,
           finalized_height = least(finalized_height, $3),
           finalized_hash = case when finalized_height > $3 then $4 else finalized_hash end,
           fence = $7, trouble_code = null, trouble = null, trouble_since = null, updated_at = now()
         where network = $1 and chain_id = $2`,
          [
            place.network,
            place.chain,
            newest.number,
            toBytes(newest.hash),
            left.time,
            toBytes(digest),
            writer.fence,
          ],
        )
      }
      await client.query(`select pg_notify('assay_block', $1)`, [
        JSON.stringify({
          network: place.network,
          chain: place.chain,
          number: newest?.number ?? -1,
          hash: newest?.hash ?? '0x',
          kind: 'reorg',
          from: to + 1,
        }),
      ])
      return newest?.number ?? -1
    })
  } finally {
    writer.release()
  }
}

// With the last block goes what was found out about the chain's contracts: it is looked at anew, as by whoever starts fresh.
// Returns whether there was anything.
async function forgetChain(client: { query: Pool['query'] }, { network, chain }: Place): Promise<boolean> {
  let found = 0
  for (const table of ['ingest.status', 'ingest.contract', 'ingest.parameter']) {
    const { rowCount } = await client.query(`delete from ${table} where network = $1 and chain_id = $2`, [
      network,
      chain,
    ])
    found += rowCount ?? 0
  }
  return found > 0
}

async function findNewest(
  client: { query: Pool['query'] },
  place: Place,
): Promise<{ readonly number: number; readonly hash: Hash32 } | undefined> {
  const { rows } = await client.query<{ number: number; hash: Uint8Array }>(
    'select number, hash from ingest.block where network = $1 and chain_id = $2 order by number desc limit 1',
    [place.network, place.chain],
  )
  return rows[0] ? { number: rows[0].number, hash: hashOf(rows[0].hash) } : undefined
}
