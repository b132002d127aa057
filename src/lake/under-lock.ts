import { Misconfigured } from '../claim/errors.ts'
import type { Pool } from '../platform/database.ts'

/**
 * Works on a manifest alone among those who write it from this database.
 * @throws Misconfigured `LAKE_BUSY`
 */
export async function underLock<T>(pool: Pool, manifest: string, work: () => Promise<T>): Promise<T> {
  const lock = await pool.connect()
  // A lock ends with its connection; where that goes on, it is given back first.
  let broken = true
  try {
    const { rows } = await lock.query<{ held: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
      [`assay-lake:${manifest}`],
    )
    if (rows[0]?.held !== true)
      throw new Misconfigured('LAKE_BUSY', 'another export of the same runs on this database')
    try {
      return await work()
    } finally {
      // Where that fails the connection is gone, and the lock with it.
      broken = await lock.query('select pg_advisory_unlock_all()').then(
        () => false,
        () => true,
      )
    }
  } finally {
    lock.release(broken)
  }
}
