import type { Pool, PoolClient } from '../../platform/database.ts'
import type { Place } from '../place.ts'
import { decodeSegmentBlock, encodeSegmentBlock, type SegmentBlock } from '../segments/format.ts'
import type { SegmentStore } from '../segments/store.ts'
import type { Commit } from './commit.ts'
import type { Group } from './group.ts'
import { type Sealing, seal, sealStored } from './seal.ts'
import { orderSegments } from './segment-order.ts'
import type { Status } from './status.ts'

type Also = Commit['also']

/** Unsealed blocks are sealed once they hold this much, or span this many blocks. */
const SEAL_BYTES = 4 << 20
const SEAL_BLOCKS = 10_000

/**
 * Keeps the raw data of every block that holds ours. A group of finalized blocks becomes one segment, written before the
 * group's transaction names it; unfinalized blocks are kept in `ingest.raw` until enough of them are final. Segments follow
 * one another without overlap, and what is in `ingest.raw` comes after all of them.
 */
export class SegmentWriter {
  readonly #sealing: Sealing
  #isOrdered = false
  #unsealed: { bytes: number; first: number } | undefined

  constructor(store: SegmentStore, pool: Pool, place: Place) {
    this.#sealing = { store, pool, place }
  }

  /**
   * What is to be written in the group's own transaction.
   * @throws Unavailable `UNAVAILABLE_SEGMENT`
   */
  async prepare(group: Group, after: Status): Promise<Also> {
    if (!this.#isOrdered) await orderSegments(this.#sealing, after)
    this.#isOrdered = true
    if (group.raw.length === 0) return undefined
    const { place } = this.#sealing
    const isFinal = (group.raw.at(-1)?.number ?? 0) <= after.finalizedHeight
    if (!isFinal) {
      const older = await this.#sealDue(group, after)
      return async (client) => {
        await older?.(client)
        await keepRaw(client, place, group.raw)
      }
    }
    // The group comes after a stop longer than finality, or a rewind: what is still in `ingest.raw` lies before it.
    const older = await this.#sealRaw(group.base, after)
    const range = { from: group.base + 1, to: after.height }
    const digests = { digestBefore: group.digestBefore, digestAfter: group.digest }
    const named = seal(this.#sealing, group.raw, { ...after, ...range, ...digests })
    return async (client) => {
      await older?.(client)
      await named(client)
    }
  }

  async #sealDue(group: Group, after: Status): Promise<Also> {
    const unsealed = await this.#measure(group)
    const due = unsealed.bytes > SEAL_BYTES || after.finalizedHeight - unsealed.first > SEAL_BLOCKS
    if (!due) return undefined
    const { pool, place } = this.#sealing
    // Blocks that were final before this commit: no rollback of this transaction reaches them.
    const { rows } = await pool.query<{ height: number }>(
      'select finalized_height as height from ingest.status where network = $1 and chain_id = $2',
      [place.network, place.chain],
    )
    return this.#sealRaw(Math.min(group.base, rows[0]?.height ?? -1), after)
  }

  /** Seals what is in `ingest.raw` up to a block that stays. */
  async #sealRaw(upTo: number, after: Status): Promise<Also> {
    const { pool, place } = this.#sealing
    const { rows } = await pool.query<{ block: Uint8Array }>(
      'select block from ingest.raw where network = $1 and chain_id = $2 and number <= $3 order by number',
      [place.network, place.chain, upTo],
    )
    const [first, ...more] = rows.map((row) => decodeSegmentBlock(row.block))
    if (!first) return undefined
    this.#unsealed = undefined
    const named = await sealStored(this.#sealing, [first, ...more], after)
    return async (client) => {
      await named(client)
      await client.query('delete from ingest.raw where network = $1 and chain_id = $2 and number <= $3', [
        place.network,
        place.chain,
        upTo,
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
    const { pool, place } = this.#sealing
    const { rows } = await pool.query<{ bytes: number; first: number | null }>(
      `select coalesce(sum(length(block)), 0)::bigint as bytes, min(number) as first
       from ingest.raw where network = $1 and chain_id = $2`,
      [place.network, place.chain],
    )
    return { bytes: rows[0]?.bytes ?? 0, first: rows[0]?.first ?? Number.POSITIVE_INFINITY }
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
