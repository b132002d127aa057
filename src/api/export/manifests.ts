import type { Pool, PoolClient } from '../../platform/database.ts'
import { transact } from '../../platform/transaction.ts'
import { borrow } from '../execute/borrow.ts'
import type { BlockVector, ExportSource } from './subject.ts'

/** What a finished export was of. */
export interface Manifest {
  readonly id: string
  readonly entity: string
  readonly format: string
  /** As the address had them. */
  readonly parameters: Readonly<Record<string, string>>
  readonly blockVector: BlockVector
  /** Who gave the rows of final blocks, by chain; absent: they were worked out as the answer to a question is. */
  readonly sources?: readonly ExportSource[]
  readonly bytes: number
  /** Of the bytes as they were sent, hexadecimal. */
  readonly sha256: string
  readonly finishedAt: string
}

/** Manifests in the database: kept for good, and served by every process on it. */
export class Manifests {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** Whether this database takes manifests: a copy that follows another one (hot standby) only has those of the other. */
  async canKeep(signal: AbortSignal): Promise<boolean> {
    const { rows } = await this.#with(signal, (client) =>
      client.query('select pg_is_in_recovery() as standby'),
    )
    return rows[0]?.standby === false
  }

  /** Keeps the manifest. The role of the API may do this one thing, by `api.keep_manifest`, and change nothing. */
  async keep(manifest: Manifest, signal: AbortSignal): Promise<void> {
    await this.#with(signal, (client) =>
      transact(
        client,
        () => client.query('select api.keep_manifest($1, $2)', [manifest.id, JSON.stringify(manifest)]),
        'read write',
      ),
    )
  }

  /** The manifest of this id, or undefined when there is none. */
  async find(id: string): Promise<Manifest | undefined> {
    const { rows } = await this.#pool.query('select manifest from api.export_manifest where id = $1', [id])
    return rows[0]?.manifest
  }

  async #with<T>(signal: AbortSignal, act: (client: PoolClient) => Promise<T>): Promise<T> {
    const { client, giveBack } = await borrow(this.#pool, signal)
    let whole = false
    try {
      const result = await act(client)
      whole = true
      return result
    } finally {
      giveBack(whole)
    }
  }
}
