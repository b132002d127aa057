import { test as base, describe, vi } from 'vitest'
import { createDatabase } from '../support/postgres.ts'
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

// Several share the machine, and the longest run alone takes a quarter of a minute.
vi.setConfig({ testTimeout: 180_000 })

// Each run has a database, a chain and processes of its own and waits for them half of its time: some go on side by side.
const test = base.extend<{ database: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: what a fixture needs is read from its first argument
  database: async ({}, use) => {
    const made = await createDatabase()
    await use(made.url)
    await made.drop()
  },
})

// One of each kind; `npm run faults` runs many. Every table, the digest and the raw data that was kept equal those of a fresh index.
describe.concurrent('kill -9', () => {
  test.for(KILL_POINTS.map((point, seed) => [point, seed] as const))(
    '%s',
    async ([_point, seed], { database, expect }) => {
      expect(await runKill(database, seed, { most: 1 })).toEqual([])
    },
  )
})

test.concurrent(`the indexer of a consensus, killed at ${COMET_POINTS.join(', ')}`, async ({
  database,
  expect,
}) => {
  expect(await runCometKill(database, 0, COMET_POINTS.length)).toEqual([])
})

describe.concurrent('reorgs', () => {
  // Seeds choose kind (modulo 7) and depth (by sevens).
  test.for<readonly [string, number]>([
    ['same height', 0],
    ['shorter', 15],
    ['flip-flop', 24],
    ['reorg on reorg', 32],
    ['while down', 5],
    ['with kill', 20],
    ['longer, below finality: stops, tells, serves, is rewound', 44],
  ])('%s', async ([_kind, seed], { database, expect }) => {
    expect(await runReorg(database, seed)).toEqual([])
  })
})

describe.concurrent('a market of proofs, whose money follows from logs of several blocks', () => {
  test.for<readonly [string, number]>([
    ['kill mid-transaction', 4],
    ['kill in rollback', 8],
    ['reorg on reorg', 65],
  ])('%s', async ([name, seed], { database, expect }) => {
    expect(nameMarketFault(seed)).toBe(name)
    expect(await runMarketFault(database, seed)).toEqual([])
  })
})

describe.concurrent('away for longer than finality', () => {
  test.for<readonly [string, number]>([
    ['killed', 1],
    ['alternating forks before', 3],
    ['times that go backwards', 5],
  ])('%s', async ([kind, seed], { database, expect }) => {
    expect(nameDowntime(seed)).toBe(kind)
    expect(await runDowntime(database, seed)).toEqual([])
  })
})

describe.concurrent('endpoints', () => {
  // Through the whole program; every lie, alone and by several, is in lies.test.ts.
  test.for<readonly [string, number]>([
    ['one of three drops logs, full', 0],
    ['one of three forges logs, audited', 11],
  ])('%s', async ([_kind, seed], { database, expect }) => {
    expect(await runLies(database, seed)).toEqual([])
  })

  test('a fifth of all answers is none', async ({ database, expect }) => {
    expect(await runSick(database, 2, 1_000)).toEqual([])
  })
})

describe.concurrent('the database', () => {
  const noDisk = whyNoDisk()
  const faults = DATABASE_FAULTS.map((fault, seed) => [fault, seed] as const)

  test.for(faults.filter(([fault]) => fault !== 'disk full'))(
    '%s',
    async ([_fault, seed], { database, expect }) => {
      expect(await runDatabaseFault(database, seed)).toEqual([])
    },
  )

  test('failover to a synchronous replica', async ({ expect }) => {
    expect(await runFailover(1)).toEqual([])
  })

  test(
    noDisk === undefined ? 'disk full' : `disk full: refused here, and says so (${noDisk})`,
    async ({ database, expect }) => {
      const run = runDatabaseFault(database, DATABASE_FAULTS.indexOf('disk full'))
      if (noDisk === undefined) expect(await run).toEqual([])
      else await expect(run).rejects.toMatchObject({ code: 'NO_SMALL_DISK' })
    },
  )
})

test.concurrent('workers of a watchdog, killed while they share its work', async ({ database, expect }) => {
  expect(await runWorkerKills(database, 1, 3)).toEqual([])
})

// Each in a database of its own: a chain of another seed has another first block.
const failed = (await listSeeds()).map(({ fault, seed }) => [fault, seed] as const)
test.concurrent.for(failed)('once failed: %s %i', async ([fault, seed], { database, expect }) => {
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
  expect(await runs[fault](database, seed)).toEqual([])
})
