import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { DATABASE_FAULTS, runDatabaseFault } from './database-faults.ts'
import { KILL_POINTS, runKill } from './kills.ts'
import { runReorg } from './reorgs.ts'
import { listSeeds } from './seeds.ts'

let database: TestDatabase

beforeEach(async () => {
  database = await createDatabase()
})

afterEach(() => database.drop())

// One of each kind; `npm run faults` runs many. Every table and the digest equal those of a fresh index.
describe('kill -9', () => {
  test.each(KILL_POINTS.map((point, seed) => [point, seed] as const))('%s', async (_point, seed) => {
    expect(await runKill(database.url, seed)).toEqual([])
  })
})

describe('reorgs', () => {
  // Seeds choose kind (modulo 7) and depth.
  test.each([0, 15, 32])('seed %i', async (seed) => {
    expect(await runReorg(database.url, seed)).toEqual([])
  })
})

describe('the database', () => {
  test.each(DATABASE_FAULTS.map((fault, seed) => [fault, seed] as const))('%s', async (_fault, seed) => {
    expect(await runDatabaseFault(database.url, seed)).toEqual([])
  })
})

test('seeds that once failed', async () => {
  const runs = { kill: runKill, reorg: runReorg, database: runDatabaseFault }
  for (const { fault, seed } of await listSeeds()) expect(await runs[fault](database.url, seed)).toEqual([])
})
