import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildIndexes, Partitions } from '../../src/indexer/store/partitions.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

let database: TestDatabase
let pool: Pool

beforeEach(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test' })
})
afterEach(async () => {
  await pool.end()
  await database.drop()
})

test('an index that takes long is left at once when the process is to stop, and built by the next start', async () => {
  const client = await pool.connect()
  await client.query('begin')
  await new Partitions().ensure(client, 'fee', 0, 1)
  await client.query('commit')
  // Somebody else builds it: as good as a partition that takes minutes.
  await client.query(`select pg_advisory_lock(hashtextextended('fee_p0_payer', 0))`)
  const stop = new AbortController()
  const building = expect(buildIndexes(pool, stop.signal)).rejects.toThrow('stopped')
  const waiting = `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`
  await expect.poll(async () => (await client.query(waiting)).rows[0].n).toBe(1)
  stop.abort(new Error('stopped'))
  await building
  client.release(true)
  expect(await buildIndexes(pool, new AbortController().signal)).toContain('fee_p0_payer')
})
