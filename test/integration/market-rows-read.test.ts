import { afterAll, beforeAll, expect, test } from 'vitest'
import { countProving } from '../../src/api/economics/rows/proving.ts'
import { toBytes } from '../../src/claim/hex.ts'
import type { Fact } from '../../src/indexer/events/facts.ts'
import { readLogs } from '../../src/indexer/store/market-steps.ts'
import { buildIndexes, Partitions } from '../../src/indexer/store/partitions.ts'
import { settleOffers } from '../../src/indexer/store/settle-offers.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { transact } from '../../src/platform/transaction.ts'
import { compileQuestion } from '../support/api/compile.ts'
import { Explained, explain, type Plan, total } from '../support/plans.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const LOCKS = 20_000
const NODES = 100
const DAY = 86_400
const START = Date.UTC(2026, 0, 1) / 1000
const KINDS = ['market_lock', 'market_payment', 'market_step', 'work_reported', 'work_reward'] as const
const A = (text: string) => `substr(sha256(convert_to(${text}, 'UTF8')), 1, 20)`
const PLACE = (position: string) =>
  `'m', 1, i, '\\x00'::bytea, to_timestamp(${START} + i * 216), sha256(int4send(i)), 0, ${position}, ${A("'market'")}`

let database: TestDatabase
let pool: Pool

// Fifty days of one lock in each block; four of five are paid in time.
beforeAll(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 2 })
  const client = await pool.connect()
  await transact(client, async () => {
    for (const kind of KINDS) await new Partitions().ensure(client, kind, 1, LOCKS)
    await client.query(
      `insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time, finalized_height, finalized_hash, head,
         digest, source_set_hash, fence) values ('m', 1, '\\x00', ${LOCKS}, '\\x00', to_timestamp(${START + 50 * DAY}), ${LOCKS}, '\\x00',
         ${LOCKS}, '\\x00', '\\x00', 1)`,
    )
    await client.query(
      `insert into facts.market_lock (network, chain_id, block_number, block_hash, block_time, tx_hash, phase, position, contract,
         request, request_id, node, requester, price, coin, collateral, token, lock_deadline, deadline)
       select ${PLACE('0')}, sha256(int4send(i)), i, ${A(`'p' || i % ${NODES}`)}, '\\x01', 5, '\\x00', 7, '\\x02',
         to_timestamp(${START} + i * 216 + 60), to_timestamp(${START} + i * 216 + 120) from generate_series(1, ${LOCKS}) i`,
    )
    await client.query(
      `insert into facts.market_payment (network, chain_id, block_number, block_hash, block_time, tx_hash, phase, position, contract,
         request, request_id, node, requester, state, token, amount, paid_by)
       select ${PLACE('1')}, sha256(int4send(i)), i, ${A(`'p' || i % ${NODES}`)}, '\\x01', 'locked', '\\x00', 5, 'lock'
       from generate_series(1, ${LOCKS}) i where i % 5 > 0`,
    )
  })
  client.release()
  await buildIndexes(pool, new AbortController().signal)
  await pool.query('analyze')
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

// A partition of its own, as the first group of a backfill makes it.
const FRESH = 7_000_000
const COLUMNS = 'network, chain_id, block_number, block_hash, block_time, tx_hash, phase, position, contract'
const FILLING = `'filling', 1, ${FRESH} + i, '\\x00'::bytea, to_timestamp(${START} + i), sha256(int4send(i)), 0, 0, decode(repeat('0c', 20), 'hex')`

const rowsOf = (plans: readonly Plan[]) =>
  total(
    plans.filter((node) => /market_(lock|payment|step|offer)/.test(node['Relation Name'] ?? '')),
    (node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0),
  )

test('a fill rate reads the locks of its window, and no others', async () => {
  const explained = new Explained(pool)
  const window = { from: START + 10 * DAY, to: START + 11 * DAY }
  const counts = await countProving(explained, { network: 'm', chains: [1], node: null, window })
  expect(counts).toMatchObject({ due: 400, inTime: 320, unknown: 0, secondary: 0, reported: 0n })
  expect(rowsOf(explained.plans.flat())).toBeLessThan(LOCKS / 10)
})

test('days of one prover are worked out of its own locks', async () => {
  const { rows } = await pool.query<{ key: string }>(`select '0x' || encode(${A("'p7'")}, 'hex') as key`)
  const { text, values } = compileQuestion({
    query: `{ marketDays(where: { network_eq: "m", nodeKey_eq: "${rows[0]?.key}" }, orderBy: [day_DESC], limit: 90)
      { day earned { value } locked { value } slashable { value } inTime dueLocks } }`,
  })
  const plans = await explain(pool, text, values)
  expect(plans.length).toBeGreaterThan(1)
  expect(rowsOf(plans)).toBeLessThan(LOCKS / 4)
})

test('of a partition that is just being filled a few requests are found, and its other blocks are not read', async () => {
  const place = { network: 'filling', chain: 1 }
  const client = await pool.connect()
  try {
    await client.query('begin')
    const partitions = new Partitions()
    for (const kind of ['market_step', 'market_offer'] as const)
      await partitions.ensure(client, kind, FRESH, FRESH + LOCKS)
    await client.query(
      `insert into facts.market_step (${COLUMNS}, step, request_id, request, account, token, amount)
       select ${FILLING}, 'locked', i, sha256(int4send(i)), '\\x01', '\\x02', 7 from generate_series(1, ${LOCKS}) i`,
    )
    await client.query(
      `insert into facts.market_offer (${COLUMNS}, request, request_id, requester, seen_in, min_price, max_price, ramp_up_start,
         ramp_up_period, lock_timeout, timeout, lock_collateral, predicate_type, predicate, selector)
       select ${FILLING}, sha256(int4send(i)), i, '\\x01', 'locked', 1, 2, 3, 4, 5, 6, 7, 0, '\\x', '\\x00000000'
       from generate_series(1, ${LOCKS}) i`,
    )
    await partitions.measure(client)
    const plans: Plan[] = []
    const explained = {
      query: async (text: string, values: unknown[]) => {
        plans.push(...(await explain(client as never, text, values)))
        return client.query(text, values)
      },
    }
    const ids = ['7', '11', '19']
    const contracts = ids.map(() => toBytes(`0x${'0c'.repeat(20)}`))
    const { steps } = await readLogs(explained as never, place, { to: FRESH + LOCKS, of: { contracts, ids } })
    expect(steps.map(({ step }) => 'requestId' in step && step.requestId)).toEqual([7n, 11n, 19n])
    expect(rowsOf(plans)).toBeLessThan(100)
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('of two deliveries that wait for one offer the first is paid, however they are stored', async () => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const partitions = new Partitions()
    for (const kind of ['market_payment', 'market_offer'] as const)
      await partitions.ensure(client, kind, FRESH, FRESH + LOCKS)
    for (const block of [2, 1])
      await client.query(
        `insert into facts.market_payment (${COLUMNS}, request, request_id, node, requester, state, token, reason)
         select ${FILLING}, '\\x0d', 7, int4send(i), '\\x01', 'never_locked', '\\x00', 'OFFER_UNSEEN' from (values (${block})) v (i)`,
      )
    await client.query(
      `insert into facts.market_offer (${COLUMNS}, request, request_id, requester, seen_in, min_price, max_price, ramp_up_start,
         ramp_up_period, lock_timeout, timeout, lock_collateral, predicate_type, predicate, selector)
       select ${FILLING}, '\\x0d', 7, '\\x01', 'submitted', 1, 1, 0, 0, 4294967295, 4294967295, 7, 0, '\\x', '\\x00000000'
       from (values (5)) v (i)`,
    )
    const paid: unknown[] = []
    const into = {
      add: ({ kind, row }: Fact) => kind === 'market_payment' && paid.push([row.node, row.paid_by]),
    }
    const blocks = { from: FRESH + 5, to: FRESH + 5 }
    const settled = { blocks, logs: async () => ({ steps: [], offers: new Map() }) }
    await settleOffers(client, { network: 'filling', chain: 1 }, settled, into as never)
    expect(paid).toEqual([['0x00000001', 'later_offer']])
  } finally {
    await client.query('rollback')
    client.release()
  }
})
