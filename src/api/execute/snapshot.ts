import type { Pool, PoolClient } from '../../platform/database.ts'

/**
 * The database as one request sees it. A request of one statement takes any connection; one of several reads them all
 * in one repeatable-read transaction, so that its whole answer is of one moment.
 */
export class Snapshot {
  readonly #pool: Pool
  readonly #whole: boolean
  #client: Promise<PoolClient> | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(pool: Pool, whole: boolean) {
    this.#pool = pool
    this.#whole = whole
  }

  /** Rows as arrays, in the order of the statement's columns. */
  async rows(text: string, values: readonly unknown[]): Promise<unknown[][]> {
    const query = { text, values: [...values], rowMode: 'array' as const }
    if (!this.#whole) return (await this.#pool.query(query)).rows
    this.#client ??= this.#begin()
    const client = await this.#client
    // Fields are resolved at once, a connection takes one statement after the other.
    const mine = this.#turn.then(() => client.query(query))
    this.#turn = mine.catch(() => undefined)
    return (await mine).rows
  }

  /** Ends the transaction, if there is one. Nothing was written. */
  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined)
    this.#client = undefined
    if (!client) return
    await this.#turn
    try {
      await client.query('commit')
      client.release()
    } catch (error) {
      // The connection is gone or out of step: it must not serve another request.
      client.release(error instanceof Error ? error : true)
    }
  }

  async #begin(): Promise<PoolClient> {
    const client = await this.#pool.connect()
    try {
      await client.query('begin isolation level repeatable read read only')
      return client
    } catch (error) {
      client.release(true)
      throw error
    }
  }
}
