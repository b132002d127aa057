import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { findFreePort } from '../../src/platform/embedded.ts'
import type { Network } from '../../src/platform/network.ts'
import { hurriedClock } from '../simulation/clock.ts'
import { CHAIN_ID, eventually, makeNetwork, runIndexer } from '../support/indexer.ts'
import { MockChain } from '../support/mockchain/chain.ts'
import { LIES } from '../support/mockchain/lies.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { spawnIndexer } from '../support/processes.ts'
import { transaction, work } from '../support/traffic.ts'
import { expectTruths, readTables } from '../support/truths.ts'

let database: TestDatabase
let pool: Pool
let folder: string
let endpoint: MockEndpoint
const chain = () => endpoint.chain

beforeEach(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test' })
  folder = await mkdtemp(join(tmpdir(), 'assay-refusals-'))
  const mock = new MockChain({ blockSeconds: 600 })
  for (let i = 0; i < 30; i++) mock.mine([transaction(work.fee(BigInt(i + 1)))])
  endpoint = await serveChain(mock)
})

afterEach(async () => {
  await pool.end()
  await endpoint.close()
  await database.drop()
  await rm(folder, { recursive: true })
})

async function index(network: string, options = {}): Promise<void> {
  const running = await runIndexer(database.url, makeNetwork(network), [endpoint.url], options)
  await running.reached(chain())
  await running.stop()
}

describe('refused at the start, naming what to mend', () => {
  async function expectRefusal(network: Network, code: string, ...words: string[]): Promise<void> {
    const indexer = await spawnIndexer({ database: database.url, folder, network, urls: [endpoint.url] })
    expect(await indexer.ended).toBe(78)
    for (const word of [code, ...words]) expect(indexer.log()).toContain(word)
  }

  test('another chain id', async () => {
    const network = makeNetwork('first')
    const chains = network.chains.map((each) => ({ ...each, id: 5 }))
    const contracts = network.contracts.map((each) => ({ ...each, chain: 5 }))
    await expectRefusal({ ...network, chains, contracts }, 'WRONG_CHAIN', '31337', '5')
  })

  test('a chain that was reset', async () => {
    await index('first')
    const before = endpoint.chain.blocks[0]?.hash ?? ''
    endpoint.chain = new MockChain({ seed: 2 })
    for (let i = 0; i < 40; i++) chain().mine([])
    const now = endpoint.chain.blocks[0]?.hash ?? ''
    await expectRefusal(makeNetwork('first'), 'CHAIN_RESET', before, now, 'assay rewind')
  })

  test('a database ahead of the chain', async () => {
    await index('first')
    chain().unwind(25)
    await expectRefusal(makeNetwork('first'), 'DATABASE_AHEAD', 'assay rewind')
  })

  test('other contracts than were indexed', async () => {
    await index('first')
    const network = makeNetwork('first')
    await expectRefusal(
      { ...network, contracts: network.contracts.slice(1) },
      'SOURCE_SET_CHANGED',
      'assay rewind',
    )
  })

  test('a disabled network', async () => {
    await expectRefusal(
      { ...makeNetwork('first'), disabled: 'not launched' },
      'NETWORK_DISABLED',
      'not launched',
    )
  })
})

test('asked to stop, the process ends in order within five seconds', async () => {
  const network = makeNetwork('first')
  const indexer = await spawnIndexer({ database: database.url, folder, network, urls: [endpoint.url] })
  await eventually(pool, `select bool_or(height = 30) from ingest.status`)
  const asked = performance.now()
  expect(await indexer.stop()).toBe(0)
  expect(performance.now() - asked).toBeLessThan(5000)
})

test('a reorg below finality stops indexing, is told, and heals by itself where that is configured', async () => {
  const running = await runIndexer(database.url, makeNetwork('first'), [endpoint.url])
  await running.reached(chain())
  chain().unwind(15)
  for (let i = 0; i < 20; i++) chain().mine([transaction(work.reward(BigInt(i)))])
  await eventually(pool, `select trouble_code = 'REORG_BELOW_FINALITY' from ingest.status`)
  await expectTruths(pool, ['select count(*) = 30 from facts.fee', 'select height = 30 from ingest.status'])
  await running.stop()

  await index('first', { healDeepReorgs: true })
  await index('second')
  expect(await readTables(pool, 'first')).toEqual(await readTables(pool, 'second'))
  await expectTruths(pool, [
    `select trouble_code is null from ingest.status where network = 'first'`,
    `select count(*) = 15 from facts.fee where network = 'first'`,
  ])
})

test('a lie is not indexed, and who told it is written down', async () => {
  const honest = await Promise.all([0, 1].map(() => serveChain(chain())))
  endpoint.behaviour.lie = Object.values(LIES)[0]
  const urls = [endpoint, ...honest].map((each) => each.url)
  const running = await runIndexer(database.url, makeNetwork('first'), urls)
  await running.reached(chain())
  await expectTruths(pool, [
    `select count(*) = 30 and sum(amount) = 465 from facts.fee`,
    `select bool_and(proof = 'full') from ingest.block where holds_data`,
  ])
  await eventually(
    pool,
    `select count(*) > 0 and bool_and(said <> '' and proved <> '') from ingest.provider_fault`,
  )
  await running.stop()
  await Promise.all(honest.map((each) => each.close()))
})

test(`chain ${CHAIN_ID}: an endpoint that is gone is waited for, not an end`, async () => {
  const { url } = endpoint
  const running = await runIndexer(database.url, makeNetwork('first'), [url])
  await running.reached(chain())
  endpoint.behaviour.sickness = () => 'http_503'
  chain().mine([transaction(work.fee(1000n))])
  endpoint.behaviour.sickness = undefined
  await running.reached(chain())
  await running.stop()
  await expectTruths(pool, ['select count(*) = 31 from facts.fee'])
})

test('endpoints that have never answered are told before anything is stored, until they do', async () => {
  endpoint.behaviour.sickness = () => 'http_503'
  const port = await findFreePort()
  const place = { database: database.url, folder, network: makeNetwork('first'), urls: [endpoint.url] }
  const env = { ...hurriedClock(), ASSAY_METRICS_PORT: String(port) }
  const indexer = await spawnIndexer({ ...place, env })
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
  await eventually(
    pool,
    `select bool_or(trouble_code = 'HEAD_UNANSWERED' and height = -1) from ingest.status`,
  )
  const ready = await ask('/ready')
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { ready: false, reasons: ['indexing does not move: HEAD_UNANSWERED'] },
  ])
  expect(await (await ask('/metrics')).text()).toContain(
    `assay_indexer_trouble{network="first",chain="${CHAIN_ID}"} 1`,
  )
  expect(await (await ask('/status')).json()).toMatchObject({
    height: -1,
    head: -1,
    trouble: { code: 'HEAD_UNANSWERED' },
  })
  endpoint.behaviour.sickness = undefined
  await eventually(
    pool,
    'select bool_or(height = 30 and head = 30 and trouble_code is null) from ingest.status',
  )
  expect(await indexer.stop()).toBe(0)
}, 180_000)
