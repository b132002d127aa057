import { expect, test } from 'vitest'
import { Snapshot } from '../../../src/api/execute/snapshot.ts'
import { createPool } from '../../../src/platform/database.ts'
import { createDatabase } from '../../support/postgres.ts'

test('what follows a statement that failed is told why, and the connection serves the next request', async () => {
  const database = await createDatabase('empty')
  const pool = createPool(database.url, { application: 'test', max: 1, statementTimeoutMs: 100 })
  const snapshot = new Snapshot(pool, true)
  const found = await Promise.allSettled([
    snapshot.rows('select 1', []),
    snapshot.rows('select pg_sleep(60)', []),
    snapshot.rows('select 2', []),
  ])
  expect(found).toMatchObject([
    { status: 'fulfilled', value: [[1]] },
    { status: 'rejected', reason: { code: '57014' } },
    { status: 'rejected', reason: { code: '57014' } },
  ])
  await expect(snapshot.rows('select 3', [])).rejects.toMatchObject({ code: '57014' })
  await snapshot.close()
  const next = new Snapshot(pool, true)
  expect(await next.rows('select 4', [])).toEqual([[4]])
  await next.close()
  await pool.end()
  await database.drop()
})

test('a field that is still being worked out when its request ends borrows no connection', async () => {
  const database = await createDatabase('empty')
  const pool = createPool(database.url, { application: 'test', max: 1 })
  const snapshot = new Snapshot(pool, true)
  await snapshot.rows('select 1', [])
  await snapshot.close()
  await expect(snapshot.rows('select 2', [])).rejects.toThrow('has ended')
  const next = new Snapshot(pool, true)
  expect(await next.rows('select 3', [])).toEqual([[3]])
  await next.close()
  await pool.end()
  await database.drop()
})

test('what several fields stand on is worked out once for a request of one moment, and anew without one', async () => {
  const database = await createDatabase('empty')
  const pool = createPool(database.url, { application: 'test', max: 1 })
  let times = 0
  const next = (snapshot: Snapshot, key: string) =>
    snapshot.once(key, async () => {
      times++
      return snapshot.rows('select $1::integer', [times])
    })
  const whole = new Snapshot(pool, true)
  // Asked for at once, as fields are.
  expect(await Promise.all([next(whole, 'a'), next(whole, 'a')])).toEqual([[[1]], [[1]]])
  expect(await next(whole, 'b')).toEqual([[2]])
  await whole.close()
  const loose = new Snapshot(pool, false)
  expect([await next(loose, 'a'), await next(loose, 'a')]).toEqual([[[3]], [[4]]])
  await loose.close()
  await pool.end()
  await database.drop()
})
