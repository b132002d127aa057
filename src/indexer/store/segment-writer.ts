import type { Pool } from '../../platform/database.ts'
import type { Place } from '../place.ts'
import { forgetRaw, keepRaw, measureRaw, readRaw } from '../segments/raw.ts'
import type { SegmentStore } from '../segments/store.ts'
import type { Commit } from './commit.ts'
import type { AnyGroup } from './group.ts'
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
  async prepare(group: AnyGroup, after: Status): Promise<Also> {
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

  async #sealDue(group: AnyGroup, after: Status): Promise<Also> {
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
    const [first, ...more] = await readRaw(pool, place, { to: upTo })
    if (!first) return undefined
    this.#unsealed = undefined
    const named = await sealStored(this.#sealing, [first, ...more], after)
    return async (client) => {
      await named(client)
      await forgetRaw(client, place, upTo)
    }
  }

  // Counted once from the table, then kept up: a little too high after reorgs, until the next sealing.
  async #measure(group: AnyGroup): Promise<{ bytes: number; first: number }> {
    const { bytes, first } = this.#unsealed ?? (await measureRaw(this.#sealing.pool, this.#sealing.place))
    const more = group.raw.reduce((sum, block) => sum + block.records.length, 0)
    this.#unsealed = { bytes: bytes + more, first: Math.min(first, group.raw[0]?.number ?? first) }
    return this.#unsealed
  }
}
