import { afterEach, beforeEach, expect, test } from 'vitest'
import { CHAIN_ID, makeNetwork, type RunningIndexer, runIndexer } from '../support/indexer.ts'
import { MockChain, type MockTransaction } from '../support/mockchain/chain.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { registry, transaction, work } from '../support/traffic.ts'
import { expectTruths, readTables } from '../support/truths.ts'

const SECONDS = 600
const BEGAN = 1_790_000_000

let database: TestDatabase
let chain: MockChain
let endpoint: MockEndpoint
const indexers: RunningIndexer[] = []

beforeEach(async () => {
  database = await createDatabase()
  // The rule allows 1,800 seconds.
  chain = new MockChain({ blockSeconds: SECONDS })
  endpoint = await serveChain(chain)
})

afterEach(async () => {
  await Promise.all(indexers.splice(0).map((each) => each.stop()))
  await endpoint.close()
  await database.drop()
})

async function index(network: string): Promise<RunningIndexer> {
  const started = await runIndexer(database.url, makeNetwork(network), [endpoint.url])
  indexers.push(started)
  await started.reached(chain)
  return started
}

/** Mines a block of a time, in minutes after the chain began. */
function mineAt(minutes: number, transactions: readonly MockTransaction[] = []): void {
  chain.drift = (number) => minutes * 60 - number * SECONDS
  chain.mine(transactions)
}

const beat = () => transaction(registry.heartbeat(BigInt(BEGAN)))

test('where times go backwards, lapses are those of an index that begins later', async () => {
  mineAt(10, [transaction(registry.registered())])
  mineAt(60)
  const followed = await index('followed')
  const lapsed = (network: string) => `select lapsed and count(l) = 1 from derived.node n
    left join derived.lapse l using (network, node) where network = '${network}' group by lapsed`
  await expectTruths(followed.pool, [lapsed('followed')])
  // Of this block the registry says that the node is active.
  mineAt(30)
  await followed.reached(chain)
  const early = await index('early')
  expect(await readTables(followed.pool, 'followed')).toEqual(await readTables(early.pool, 'early'))
  await expectTruths(early.pool, [
    'select not bool_or(lapsed) from derived.node',
    'select count(*) = 0 from derived.lapse',
  ])
  // The lapse that this beat ends began later than the newest block's time will be.
  mineAt(70, [beat()])
  mineAt(20)
  for (const each of [followed, early]) await each.reached(chain)
  const late = await index('late')
  const truth = await readTables(late.pool, 'late')
  expect(await readTables(followed.pool, 'followed')).toEqual(truth)
  expect(await readTables(early.pool, 'early')).toEqual(truth)
  await expectTruths(late.pool, [
    `select count(*) = 3 and bool_and(ended_block = 4 and to_time - from_time = interval '1799 seconds') from derived.lapse`,
  ])
})

test('as of a block, a node has lapsed by that block’s time; where it is not known and decides, nobody says', async () => {
  mineAt(0.5, [transaction(registry.registered())])
  // Far below finality no block without data is kept; of these the first five lie within the limit.
  for (let minutes = 5; minutes <= 60; minutes += 5) mineAt(minutes)
  mineAt(61, [transaction(work.fee(1n))])
  mineAt(62, [beat()])
  for (let minutes = 63; minutes < 80; minutes++) mineAt(minutes)
  const { pool } = await index('fresh')
  const asOf = async (block: number) => {
    const { rows } = await pool.query(
      `select lapsed, lapsed_reason as reason from api.node_as_of(array['fresh'], array[$1::bigint], array[$2::int])`,
      [CHAIN_ID, block],
    )
    return rows
  }
  const seen = new Map<number, unknown>()
  for (const block of [1, 2, 7, 13, 14, 15, 16]) seen.set(block, (await asOf(block))[0])
  const known = (lapsed: boolean) => ({ lapsed, reason: null })
  const unknown = { lapsed: null, reason: 'BLOCK_TIME_UNKNOWN' }
  expect(Object.fromEntries(seen)).toEqual({
    1: known(false),
    2: unknown,
    7: unknown,
    13: unknown,
    14: known(true),
    15: known(false),
    16: known(false),
  })
})
