import type { ClientBase } from 'pg'
import type { Pool, PoolClient } from './database.ts'

/**
 * Runs `work` in one transaction of `client`, of a mode where one is given (as `read write`): commits what it did and returns what it returns, or rolls back and throws what
 * it threw. A rollback that fails says that the connection is gone, and with it the transaction: the first error is the
 * one to hear of.
 */
export async function transact<T>(
  client: Pick<ClientBase, 'query'>,
  work: () => Promise<T>,
  mode: 'read write' | '' = '',
): Promise<T> {
  await client.query(mode ? `begin ${mode}` : 'begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

/** The same on a connection of its own, which goes back to the pool, or is closed when it failed. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = false
  try {
    return await transact(client, () => work(client))
  } catch (error) {
    broken = true
    throw error
  } finally {
    client.release(broken)
  }
}
