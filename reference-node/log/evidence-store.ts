import { type Hash32, hashOf, toBytes } from '../../src/claim/hex.ts'
import type { Pool } from '../../src/platform/database.ts'

/** The evidence of a log's verdicts in Postgres, each piece by its SHA-256. */
export class EvidenceStore {
  readonly #pool: Pool
  readonly #origin: string

  constructor(pool: Pool, origin: string) {
    this.#pool = pool
    this.#origin = origin
  }

  /** Keeps what verdicts were judged by. */
  async keep(files: ReadonlyMap<Hash32, Uint8Array>): Promise<void> {
    // One by one: a block with its receipts may take megabytes.
    for (const [hash, bytes] of files)
      await this.#pool.query('insert into watch.log_evidence values ($1, $2, $3) on conflict do nothing', [
        this.#origin,
        toBytes(hash),
        bytes,
      ])
  }

  /** The hashes of what is kept. */
  async list(): Promise<Hash32[]> {
    const { rows } = await this.#pool.query<{ hash: Buffer }>(
      'select hash from watch.log_evidence where origin = $1 order by hash',
      [this.#origin],
    )
    return rows.map(({ hash }) => hashOf(hash))
  }

  /** One piece by its SHA-256. */
  async find(hash: Hash32): Promise<Uint8Array | undefined> {
    const { rows } = await this.#pool.query<{ bytes: Buffer }>(
      'select bytes from watch.log_evidence where origin = $1 and hash = $2',
      [this.#origin, toBytes(hash)],
    )
    return rows[0]?.bytes
  }
}
