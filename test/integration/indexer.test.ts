import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HEARTBEAT_MAX_AGE } from '../../src/indexer/derive/lapses.ts'
import { recordParameter } from '../../src/indexer/identity/parameters.ts'
import { CHAIN_ID, makeNetwork, type RunningIndexer, runIndexer, withStaking } from '../support/indexer.ts'
import { MockChain } from '../support/mockchain/chain.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { nonsense, registry, relay, staking, transaction, work } from '../support/traffic.ts'
import { expectTruths, readTables } from '../support/truths.ts'

let database: TestDatabase
let chain: MockChain
let endpoint: MockEndpoint
let running: RunningIndexer | undefined

beforeEach(async () => {
  database = await createDatabase()
  // Ten minutes a block: a limit of 1,800 seconds is three blocks.
  chain = new MockChain({ blockSeconds: 600 })
  endpoint = await serveChain(chain)
})

afterEach(async () => {
  await running?.stop()
  running = undefined
  await endpoint.close()
  await database.drop()
})

async function index(network = 'first', options = {}): Promise<RunningIndexer> {
  running = await runIndexer(database.url, makeNetwork(network), [endpoint.url], options)
  await running.reached(chain)
  return running
}

function mineWorld(): void {
  chain.mine([transaction(registry.approved()), transaction(registry.registered(), registry.roleGranted())])
  chain.mine([transaction(registry.heartbeat(1_790_000_000n)), transaction(work.registered(), work.model())])
  chain.mine([transaction(work.stake(1000n), work.assigned()), transaction(work.proof(), work.fee(50n))])
  chain.mine([transaction(work.fee(7n), work.refund(7n), work.reward(30n)), transaction(work.parameter())])
  chain.mine([transaction(relay.batch(12n), relay.individual(1_790_000_100n))])
  chain.mine([transaction(work.slash(400n), work.slash(0n)), transaction(work.stake(-100n))])
  chain.mine([transaction(registry.heartbeat(1_790_003_000n)), transaction(registry.disabled())])
  chain.mine([transaction(work.status(false)), transaction(work.registered('https://moved.example'))])
}

const WORLD = [
  `select count(*) = 3 from facts.node_registered`,
  `select owner = '\\xb2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2' and tee_type = 0 from facts.node_registered where role = 'tee-proxy'`,
  `select count(*) = 2 from facts.node_status where not enabled`,
  `select approved and version = 'v1' from facts.measurement_status`,
  `select array_agg(block_number order by block_number) = '{2,7}' from facts.heartbeat`,
  `select count(*) = 1 and sum(batch_size) = 12 from facts.settlement where kind = 'batch'`,
  `select count(*) = 2 and count(distinct evidence) = 2 from facts.settled_claim`,
  `select system = 'groth16' from facts.model_published`,
  `select deadline = to_timestamp(2000000000) from facts.request_assigned`,
  `select sum(amount) filter (where refund) = 7 and sum(amount) filter (where not refund) = 57 from facts.fee`,
  `select amount = 30 and reason = 'proofs' and period = to_timestamp(1790000000) from facts.emission`,
  `select array_agg(amount order by position) = '{400,0}' from facts.penalty where kind = 'slash'`,
  `select sum(delta) = 900 from facts.stake_change`,
  `select new_value = '\\x02' from facts.parameter_change`,
  `select change = 'granted' from facts.role_change`,
  `select count(*) = 1 from facts.heartbeat where signed_at = to_timestamp(1790003000)`,
  `select endpoint = 'https://moved.example' and not enabled and disabled_cause = 'maintenance' from derived.node where role = 'snark-prover'`,
  `select array_agg(endpoint order by from_block) = '{https://prover.example,https://moved.example}' from derived.node_version where role = 'snark-prover'`,
  `select to_block = 7 and enabled and from_block = 1 from derived.node_version where tee_type = 0 and from_block < 7`,
  `select last_heartbeat_block = 7 and not enabled from derived.node where tee_type = 0`,
  `select count(*) = 1 from derived.node_as_of('first', 31337, 4) where last_heartbeat_block = 2 and enabled`,
  `select sum(fees) = 2 and sum(refunds) = 1 and sum(penalties) >= 2 and sum(claims) = 2 from derived.node_day`,
  `select (select sum(claims) from derived.node_hour) = (select sum(claims) from derived.node_day)`,
  `select sum(batch_leaves) = 12 and sum(batches) = 1 and sum(settlements) = 2 from derived.network_day`,
  `select jsonb_object_agg(kind, amount) = '{"fee": 57, "refund": 7, "emission": 30, "slash": 400, "stake_in": 1000, "stake_out": 100}'
     from derived.node_day_amount where attribution = 'explicit'`,
  `select paid = 57 and refunded = 7 and payments = 2 from derived.payer_day`,
  `select moved = 900 and slashed = 400 from derived.stake`,
  // Beats at blocks 2 and 7 are 3,000 s apart: silent from 1,800 s after the first, to the second.
  `select extract(epoch from from_time - after_time) = 1801 and extract(epoch from to_time - from_time) = 1199
     and ended_by = 'heartbeat' and after_block = 2 from derived.lapse`,
]

describe('the stored world', () => {
  test('every kind of fact, and what is derived, by exact value', async () => {
    mineWorld()
    const { pool } = await index()
    await expectTruths(pool, WORLD)
  })

  test('a reorg leaves nothing of the fork that was left', async () => {
    const common = chain.head
    mineWorld()
    const { pool } = await index()
    chain.unwind(chain.head.number - common.number)
    for (let i = 0; i < 9; i++) chain.mine([])
    await running?.reached(chain)
    const tables = await readTables(pool, 'first')
    const left = Object.entries(tables).filter(([name]) => !name.startsWith('ingest.'))
    expect(left.filter(([, rows]) => !rows.startsWith('0 '))).toEqual([])
  })

  test('after reorgs everything equals a fresh index of the same chain', async () => {
    for (let i = 0; i < 15; i++) chain.mine([transaction(work.fee(BigInt(i)))])
    mineWorld()
    const { pool } = await index()
    chain.unwind(4)
    chain.mine([transaction(work.fee(3n), registry.heartbeat(1_790_009_000n))])
    for (let i = 0; i < 3; i++) chain.mine([transaction(work.reward(BigInt(i)))])
    await running?.reached(chain)
    chain.unwind(3)
    for (let i = 0; i < 2; i++) chain.mine([transaction(work.stake(BigInt(i + 1)))])
    await running?.reached(chain)
    const healed = await readTables(pool, 'first')
    await running?.stop()
    await index('second')
    expect(healed).toEqual(await readTables(running?.pool ?? pool, 'second'))
  })

  test('a redelegation takes from one node what it gives to another, and a reorg takes both back', async () => {
    chain.mine([transaction(staking.redelegated(40n))])
    running = await runIndexer(database.url, withStaking(makeNetwork('first')), [endpoint.url])
    await running.reached(chain)
    const { pool } = running
    await expectTruths(pool, [
      `select array_agg(moved order by moved) = '{-40,40}' from derived.stake`,
      `select jsonb_object_agg(kind, amount) = '{"stake_in": 40, "stake_out": 40}' from derived.node_day_amount`,
    ])
    chain.unwind(1)
    for (let i = 0; i < 2; i++) chain.mine([])
    await running?.reached(chain)
    await expectTruths(pool, [`select count(*) = 0 from derived.stake`])
  })

  test('silence is open while it lasts', async () => {
    chain.mine([transaction(registry.registered())])
    for (let i = 0; i < 6; i++) chain.mine([])
    const { pool } = await index()
    await expectTruths(pool, [
      'select to_time is null and extract(epoch from from_time - after_time) = 1801 from derived.lapse',
      'select lapsed from derived.node',
    ])
    chain.mine([transaction(registry.heartbeat(1_790_000_000n))])
    await running?.reached(chain)
    await expectTruths(pool, [
      `select ended_by = 'heartbeat' and ended_block = 8 from derived.lapse`,
      'select not lapsed from derived.node',
    ])
  })
})

test('a limit that becomes known late counts for the blocks it held for', async () => {
  chain.mine([transaction(registry.registered())])
  for (let i = 0; i < 6; i++) chain.mine([])
  const { pool } = await index()
  const place = { network: 'first', chain: CHAIN_ID }
  await recordParameter(pool, place, {
    parameter: HEARTBEAT_MAX_AGE,
    fromBlock: 1,
    fromTime: null,
    value: 60n,
    source: 'read late',
  })
  chain.mine([transaction(registry.heartbeat(1_790_000_000n))])
  await running?.reached(chain)
  await expectTruths(pool, [
    `select count(*) = 1 and min(limit_seconds) = 60 and min(extract(epoch from from_time - after_time)) = 61 from derived.lapse`,
  ])
})

test('nothing a stranger writes stops the indexer; it is kept raw, with the reason', async () => {
  chain.mine(Object.values(nonsense).map((make) => transaction(make())))
  chain.mine([transaction(nonsense.hugeAmount(), work.fee(5n))])
  const { pool } = await index()
  await expectTruths(pool, [
    `select jsonb_object_agg(reason, n) = '{"topic": 1, "anonymous": 1, "undecodable": 2}'
       from (select reason, count(*) as n from facts.unknown_log group by 1) r`,
    `select claimed_at is null from facts.settled_claim`,
    `select endpoint = 'https://\ufffdprover.example' from facts.node_registered`,
    `select sum(amount) = 2 * (2::numeric ^ 256 - 1) + 5 from facts.fee`,
    `select sum(amount) = 2 * (2::numeric ^ 256 - 1) + 5 from derived.node_day_direct where kind = 'fee'`,
    `select sum(unknown_logs) = 4 from derived.network_day`,
  ])
})
