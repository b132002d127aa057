import { afterAll, beforeAll, expect, test } from 'vitest'
import { Snapshot } from '../../../src/api/execute/snapshot.ts'
import { createPool, type Pool } from '../../../src/platform/database.ts'
import { createDatabase, type TestDatabase } from '../../support/postgres.ts'

let database: TestDatabase
let pool: Pool
beforeAll(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 1, statementTimeoutMs: 50, answerMs: 100 })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('a snapshot may give its statements more time than others have, and not without end', async () => {
  const patient = new Snapshot(pool, true, { statementMs: 400 })
  expect(await patient.rows('select 1 from pg_sleep(0.15)', [])).toEqual([[1]])
  await expect(patient.rows('select pg_sleep(60)', [])).rejects.toMatchObject({ code: '57014' })
  await patient.close()
  // The connection is as it was for who takes it next.
  const usual = new Snapshot(pool, true)
  await expect(usual.rows('select pg_sleep(60)', [])).rejects.toMatchObject({ code: '57014' })
  await usual.close()
})
