import { type Hash32, type Hex, hashOf, toBytes, toHex } from '../../src/claim/hex.ts'
import type { Pool } from '../../src/platform/database.ts'

/** A transaction that is to hold a checkpoint's hash. */
export interface SentAnchor {
  /** Entries that the checkpoint covers. */
  readonly size: number
  readonly transaction: Hash32
  /** As it is sent, and sent again. */
  readonly raw: Hex
}

/** What a log's watchdog sent to a chain. */
export class AnchorStore {
  readonly #pool: Pool
  readonly #origin: string
  readonly #chainId: number

  constructor(pool: Pool, origin: string, chainId: number) {
    this.#pool = pool
    this.#origin = origin
    this.#chainId = chainId
  }

  /** Keeps what is about to be sent. */
  async keep({ size, transaction, raw }: SentAnchor): Promise<void> {
    await this.#pool.query(
      `insert into watch.log_anchor values ($1, $2, $3, $4, $5, now(), null)
       on conflict (origin, size, chain_id) do update set transaction = excluded.transaction, raw = excluded.raw, sent_at = now()
         where watch.log_anchor.anchored_at is null`,
      [this.#origin, size, this.#chainId, toBytes(transaction), toBytes(raw)],
    )
  }

  /** What is not known to be mined, of the smallest checkpoint first. */
  async listOpen(): Promise<SentAnchor[]> {
    const { rows } = await this.#pool.query<{ size: number; transaction: Buffer; raw: Buffer }>(
      `select size, transaction, raw from watch.log_anchor
       where origin = $1 and chain_id = $2 and anchored_at is null order by size`,
      [this.#origin, this.#chainId],
    )
    return rows.map(({ size, transaction, raw }) => ({
      size,
      transaction: hashOf(transaction),
      raw: toHex(raw),
    }))
  }

  /** Notes the time of the block that holds it, Unix seconds. */
  async note(size: number, time: number): Promise<void> {
    await this.#pool.query(
      `update watch.log_anchor set anchored_at = to_timestamp($4) where origin = $1 and size = $2 and chain_id = $3`,
      [this.#origin, size, this.#chainId, time],
    )
  }

  /** Whether the first `size` entries hold any but anchors above the largest checkpoint that was sent. */
  async hasNews(size: number): Promise<boolean> {
    const { rows } = await this.#pool.query(
      `select from watch.log_entry where origin = $1 and kind <> 'anchor' and index < $3 and index >= (
         select coalesce(max(size), 0) from watch.log_anchor where origin = $1 and chain_id = $2) limit 1`,
      [this.#origin, this.#chainId, size],
    )
    return rows.length > 0
  }
}

/** The checkpoints of a log that are anchored on a chain, with the time of their blocks in Unix seconds. */
export async function listAnchored(
  pool: Pool,
  origin: string,
  chains: readonly number[],
): Promise<{ readonly size: number; readonly chainId: number; readonly time: number }[]> {
  const { rows } = await pool.query<{ size: number; chain_id: number; time: string }>(
    `select size, chain_id, extract(epoch from anchored_at) as time from watch.log_anchor
     where origin = $1 and chain_id = any($2::bigint[]) and anchored_at is not null`,
    [origin, chains],
  )
  return rows.map(({ size, chain_id, time }) => ({ size, chainId: Number(chain_id), time: Number(time) }))
}
