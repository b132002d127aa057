import { seedDigest } from '../../claim/digest.ts'
import { type Hash32, hashOf, toBytes } from '../../claim/hex.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'
import type { Place } from '../place.ts'
import {
  decodeSegmentBlock,
  encodeSegment,
  encodeSegmentBlock,
  type SegmentBlock,
} from '../segments/format.ts'
import type { SegmentStore } from '../segments/store.ts'
import type { Commit } from './commit.ts'
import type { Group } from './group.ts'
import type { Status } from './status.ts'

type Also = Commit['also']

/** Unsealed blocks are sealed once they hold this much, or span this many blocks. */
const SEAL_BYTES = 4 << 20
const SEAL_BLOCKS = 10_000

/**
 * Keeps the raw data of every block that holds ours. A group of finalized blocks becomes one segment, written before the
 * group's transaction names it; unfinalized blocks are kept in `ingest.raw` until enough of them are final.
 */
export class SegmentWriter {
  readonly #store: SegmentStore
  readonly #pool: Pool
  readonly #place: Place
  #unsealed: { bytes: number; first: number } | undefined

  constructor(store: SegmentStore, pool: Pool, place: Place) {
    this.#store = store
    this.#pool = pool
    this.#place = place
  }

  /** What is to be written in the group's own transaction. */
  async prepare(group: Group, after: Status): Promise<Also> {
    if (group.raw.length === 0) return undefined
    const final = (group.raw.at(-1)?.number ?? 0) <= after.finalizedHeight
    if (final) {
      const range = { from: group.base + 1, to: after.height }
      return this.#seal(group.raw, range, after, group.digestBefore, group.digest)
    }
    const sealed = await this.#sealFinal(group, after)
    return async (client) => {
      await sealed?.(client)
      await keepRaw(client, this.#place, group.raw)
    }
  }

  async #seal(
    blocks: readonly SegmentBlock[],
    range: { readonly from: number; readonly to: number },
    { genesisHash, sourceSetHash }: Pick<Status, 'genesisHash' | 'sourceSetHash'>,
    digestBefore: Hash32,
    digestAfter: Hash32,
  ): Promise<NonNullable<Also>> {
    const { network, chain } = this.#place
    const head = { chainId: chain, genesisHash, sourceSetHash, digestBefore, digestAfter }
    const content = encodeSegment({ ...head, fromBlock: range.from, toBlock: range.to, blocks })
    // Kept while the rows are written, and there for good before the transaction that names it ends.
    const kept = this.#store.put(content)
    kept.catch(() => {})
    return async (client) => {
      const { name, size } = await kept
      await client.query(
        `insert into ingest.segment
           (network, chain_id, from_block, to_block, name, size, blocks, digest_before, digest_after)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          network,
          chain,
          range.from,
          range.to,
          name,
          size,
          blocks.length,
          toBytes(digestBefore),
          toBytes(digestAfter),
        ],
      )
    }
  }

  // Blocks are final that were so before this commit: no rollback of this transaction reaches them.
  async #sealFinal(group: Group, after: Status): Promise<Also> {
    const { network, chain } = this.#place
    const unsealed = await this.#measure(group)
    const due = unsealed.bytes > SEAL_BYTES || after.finalizedHeight - unsealed.first > SEAL_BLOCKS
    if (!due) return undefined
    const { rows } = await this.#pool.query<{ block: Uint8Array }>(
      `select block from ingest.raw where network = $1 and chain_id = $2 and number <= (
         select finalized_height from ingest.status where network = $1 and chain_id = $2) order by number`,
      [network, chain],
    )
    const blocks = rows.map((row) => decodeSegmentBlock(row.block))
    const [first, last] = [blocks[0], blocks.at(-1)]
    if (!first || !last) return undefined
    this.#unsealed = undefined
    const [before, until] = await Promise.all([
      this.#digestAt(first.number - 1, after),
      this.#digestAt(last.number, after),
    ])
    const seal = await this.#seal(blocks, { from: first.number, to: last.number }, after, before, until)
    return async (client) => {
      await seal(client)
      await client.query('delete from ingest.raw where network = $1 and chain_id = $2 and number <= $3', [
        network,
        chain,
        last.number,
      ])
    }
  }

  // Counted once from the table, then kept up: a little too high after reorgs, until the next sealing.
  async #measure(group: Group): Promise<{ bytes: number; first: number }> {
    const { bytes, first } = this.#unsealed ?? (await this.#readUnsealed())
    const more = group.raw.reduce((sum, block) => sum + block.records.length, 0)
    this.#unsealed = { bytes: bytes + more, first: Math.min(first, group.raw[0]?.number ?? first) }
    return this.#unsealed
  }

  async #readUnsealed(): Promise<{ bytes: number; first: number }> {
    const { rows } = await this.#pool.query<{ bytes: number; first: number | null }>(
      `select coalesce(sum(length(block)), 0)::bigint as bytes, min(number) as first
       from ingest.raw where network = $1 and chain_id = $2`,
      [this.#place.network, this.#place.chain],
    )
    return { bytes: rows[0]?.bytes ?? 0, first: rows[0]?.first ?? Number.POSITIVE_INFINITY }
  }

  async #digestAt(height: number, { sourceSetHash }: Status): Promise<Hash32> {
    const { network, chain } = this.#place
    const { rows } = await this.#pool.query<{ digest: Uint8Array }>(
      `select digest from ingest.block where network = $1 and chain_id = $2 and number <= $3 order by number desc limit 1`,
      [network, chain, height],
    )
    return rows[0] ? hashOf(rows[0].digest) : seedDigest(chain, sourceSetHash)
  }
}

async function keepRaw(
  client: PoolClient,
  { network, chain }: Place,
  blocks: readonly SegmentBlock[],
): Promise<void> {
  await client.query(
    'insert into ingest.raw (network, chain_id, number, block) select $1, $2, unnest($3::int[]), unnest($4::bytea[])',
    [network, chain, blocks.map((block) => block.number), blocks.map(encodeSegmentBlock)],
  )
}
