import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { COMET_POINTS, runCometKill } from './comet-kills.ts'
import { DATABASE_FAULTS, runDatabaseFault } from './database-faults.ts'
import { nameDowntime, runDowntime } from './downtimes.ts'
import { runFailover } from './failover.ts'
import { KILL_POINTS, runKill } from './kills.ts'
import { runLakeFault } from './lake.ts'
import { nameMarketFault, runMarketFault } from './market.ts'
import { whyNoDisk } from './own-postgres.ts'
import { runLies } from './program-lies.ts'
import { runReorg } from './reorgs.ts'
import { listSeeds } from './seeds.ts'
import { runSick } from './sick.ts'
import { runWorkerKills } from './worker-kills.ts'

let database: TestDatabase

beforeEach(async () => {
  database = await createDatabase()
})

afterEach(() => database.drop())

// One of each kind; `npm run faults` runs many. Every table, the digest and the raw data that was kept equal those of a fresh index.
describe('kill -9', () => {
  test.each(KILL_POINTS.map((point, seed) => [point, seed] as const))('%s', async (_point, seed) => {
    expect(await runKill(database.url, seed, { most: 1 })).toEqual([])
  })
})

test(`the indexer of a consensus, killed at ${COMET_POINTS.join(', ')}`, async () => {
  expect(await runCometKill(database.url, 0, COMET_POINTS.length)).toEqual([])
})

describe('reorgs', () => {
  // Seeds choose kind (modulo 7) and depth (by sevens).
  test.each([
    ['same height', 0],
    ['shorter', 15],
    ['flip-flop', 24],
    ['reorg on reorg', 32],
    ['while down', 5],
    ['with kill', 20],
    ['longer, below finality: stops, tells, serves, is rewound', 44],
  ])('%s', async (_kind, seed) => {
    expect(await runReorg(database.url, seed)).toEqual([])
  })
})

describe('a market of proofs, whose money follows from logs of several blocks', () => {
  test.each([
    ['kill mid-transaction', 4],
    ['kill in rollback', 8],
    ['reorg on reorg', 65],
  ])('%s', async (name, seed) => {
    expect(nameMarketFault(seed)).toBe(name)
    expect(await runMarketFault(database.url, seed)).toEqual([])
  })
})

describe('away for longer than finality', () => {
  test.each([
    ['killed', 1],
    ['alternating forks before', 3],
    ['times that go backwards', 5],
  ])('%s', async (kind, seed) => {
    expect(nameDowntime(seed)).toBe(kind)
    expect(await runDowntime(database.url, seed)).toEqual([])
  })
})

describe('endpoints', () => {
  // Through the whole program; every lie, alone and by several, is in lies.test.ts.
  test.each([
    ['one of three drops logs, full', 0],
    ['one of three forges logs, audited', 11],
  ])('%s', async (_kind, seed) => {
    expect(await runLies(database.url, seed)).toEqual([])
  })

  test('a fifth of all answers is none', async () => {
    expect(await runSick(database.url, 2, 1_000)).toEqual([])
  })
})

describe('the database', () => {
  const noDisk = whyNoDisk()
  const faults = DATABASE_FAULTS.map((fault, seed) => [fault, seed] as const)

  test.each(faults.filter(([fault]) => fault !== 'disk full'))('%s', async (_fault, seed) => {
    expect(await runDatabaseFault(database.url, seed)).toEqual([])
  })

  test('failover to a synchronous replica', async () => {
    expect(await runFailover(1)).toEqual([])
  })

  test(noDisk === undefined ? 'disk full' : `disk full: refused here, and says so (${noDisk})`, async () => {
    const run = runDatabaseFault(database.url, DATABASE_FAULTS.indexOf('disk full'))
    if (noDisk === undefined) expect(await run).toEqual([])
    else await expect(run).rejects.toMatchObject({ code: 'NO_SMALL_DISK' })
  }, 120_000)
})

test('workers of a watchdog, killed while they share its work', async () => {
  expect(await runWorkerKills(database.url, 1, 3)).toEqual([])
})

// Each in a database of its own: a chain of another seed has another first block.
const failed = (await listSeeds()).map(({ fault, seed }) => [fault, seed] as const)
test.each(failed)('once failed: %s %i', async (fault, seed) => {
  const runs = {
    kill: runKill,
    reorg: runReorg,
    market: runMarketFault,
    lies: runLies,
    sick: runSick,
    downtime: runDowntime,
    database: runDatabaseFault,
    lake: runLakeFault,
  }
  expect(await runs[fault](database.url, seed)).toEqual([])
})
