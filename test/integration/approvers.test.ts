import { afterAll, beforeAll, expect, test } from 'vitest'
import { listUnknownSenders } from '../../src/keeper/store/senders.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { seedMoney } from '../support/money-world.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { TrustWorld } from '../support/trust-world.ts'

let database: TestDatabase
let pool: Pool
beforeAll(async () => {
  database = await createDatabase()
  await seedMoney(database.url)
  pool = createPool(database.url, { application: 'test', max: 1 })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('who approved or revoked a measurement is asked for until it is proved', async () => {
  const world = await TrustWorld.open(database.url)
  const open = await world.decide(1, 1, true, null)
  await world.decide(2, 1, false)
  await world.close()
  expect(await listUnknownSenders(pool, 'money', 31337, 10)).toEqual([open])
})
