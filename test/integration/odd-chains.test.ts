import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Address, Hex } from '../../src/claim/hex.ts'
import type { Network } from '../../src/platform/network.ts'
import { CHAIN_ID, eventually, makeNetwork, type RunningIndexer, runIndexer } from '../support/indexer.ts'
import { MockChain, type MockTransaction } from '../support/mockchain/chain.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { transaction, work } from '../support/traffic.ts'
import { account, encodeLog } from '../unit/events/encode.ts'

// What chains and endpoints in the field do that no specification says.

const [TOKEN, PROXY, PAYER, PAYEE] = ['70', '90', 'b0', 'ee'].map(account) as [
  Address,
  Address,
  Address,
  Address,
]
const transfer = (value: bigint) => ({
  address: TOKEN,
  ...encodeLog('event Transfer(address indexed from, address indexed to, uint256 value)', {
    from: PAYER,
    to: PAYEE,
    value,
  }),
})
const settled = () => ({ address: PROXY, ...encodeLog('event Settled()', {}) })

let chain: MockChain
let database: TestDatabase
let endpoints: MockEndpoint[]
let running: RunningIndexer | undefined

beforeEach(async () => {
  chain = new MockChain({})
  database = await createDatabase()
  endpoints = []
})

afterEach(async () => {
  await running?.stop()
  running = undefined
  for (const each of endpoints) await each.close()
  await database.drop()
})

const mine = (...transactions: MockTransaction[]) => chain.mine(transactions)

interface Reading {
  readonly policy: 'full' | 'audited' | 'trusted'
  readonly family?: 'ethereum' | 'cometbft'
  readonly count?: number
}

/** The test network, with a token and a payment proxy whose transfers are narrowed: three filters of logs in place of one. */
function paidNetwork({ policy, family = 'ethereum' }: Reading): Network {
  const network = makeNetwork('odd', policy)
  const contract = { chain: CHAIN_ID, fromBlock: 0 }
  return {
    ...network,
    chains: network.chains.map((each) => ({ ...each, family })),
    contracts: [
      ...network.contracts,
      { ...contract, name: 'token', address: TOKEN, interface: 'erc20/transfer' },
      { ...contract, name: 'proxy', address: PROXY, interface: 'x402/exact-proxy' },
    ],
    tokens: [
      { chain: CHAIN_ID, address: TOKEN, symbol: 'T', decimals: 6, class: 'devnet', priceSeries: null },
    ],
    labels: [{ kind: 'shared-payee', address: PAYEE, source: 'made up', label: 'made up' }],
  }
}

async function index(reading: Reading): Promise<RunningIndexer> {
  for (let i = endpoints.length; i < (reading.count ?? 1); i++) endpoints.push(await serveChain(chain))
  const urls = endpoints.map(({ url }) => url)
  running = await runIndexer(database.url, paidNetwork(reading), urls)
  return running
}

async function rows<T extends object>(sql: string): Promise<T[]> {
  if (!running) throw new Error('nothing is indexed')
  return (await running.pool.query<T>(sql)).rows
}

const READINGS: readonly Reading[] = [
  { policy: 'trusted' },
  { policy: 'audited', count: 2 },
  { policy: 'audited', family: 'cometbft', count: 2 },
]
const said = ({ policy, family = 'ethereum', count = 1 }: Reading) => [policy, family, count] as const
const readings = READINGS.map((reading) => [...said(reading), reading] as const)

interface Log {
  readonly transactionIndex: string
  readonly logIndex: string
  readonly blockNumber: string
  readonly address: string
  readonly topics: readonly string[]
  readonly data: Hex
}

// A node of an older Cosmos EVM counts logIndex anew in every transaction, in eth_getLogs and in receipts alike.
function perTransaction<L extends { readonly transactionIndex: string }>(logs: readonly L[]): L[] {
  const seen = new Map<string, number>()
  return logs.map((log) => {
    const next = seen.get(log.transactionIndex) ?? 0
    seen.set(log.transactionIndex, next + 1)
    return { ...log, logIndex: `0x${next.toString(16)}` }
  })
}

function countAnew(): void {
  const name = (log: Log) =>
    [log.blockNumber, log.transactionIndex, log.address, log.data, ...log.topics].join('/')
  const numbers = new Map(
    chain.blocks
      .flatMap((block) => perTransaction(block.logs as unknown as Log[]))
      .map((log) => [name(log), log.logIndex]),
  )
  for (const { behaviour } of endpoints)
    behaviour.lie = (method, _, honest) => {
      const result = honest()
      if (method === 'eth_getLogs')
        return (result as Log[]).map((log) => ({ ...log, logIndex: numbers.get(name(log)) }))
      if (method !== 'eth_getBlockReceipts') return result
      return (result as { logs: Log[] }[] | null)?.map((each) => ({
        ...each,
        logs: perTransaction(each.logs),
      }))
    }
}

function minePayments(): void {
  for (let i = 0; i < 4; i++)
    mine(
      transaction(transfer(BigInt(5 + i)), settled()),
      transaction(work.fee(BigInt(i + 1)), work.fee(1000n)),
    )
  for (let i = 0; i < 40; i++) mine()
}

test.each(readings)(
  'under %s on %s with %i endpoints that count logIndex anew in each transaction, indexing stops and says why: no payment is lost',
  async (...given) => {
    for (let i = 0; i < (given[2] ?? 1); i++) endpoints.push(await serveChain(chain))
    minePayments()
    countAnew()
    const { pool } = await index(given[3])
    await eventually(pool, 'select bool_or(trouble_code is not null) from ingest.status')
    expect(await rows('select count(*)::int as fees from facts.fee')).toEqual([{ fees: 0 }])
    expect(await rows(`select trouble_code as code from ingest.status`)).toEqual([
      { code: 'LOGS_COUNTED_BY_TRANSACTION' },
    ])
  },
)

test('under full, endpoints that count logIndex anew are read all the same: receipts prove which log is which', async () => {
  endpoints.push(await serveChain(chain))
  minePayments()
  countAnew()
  const { reached } = await index({ policy: 'full' })
  await reached(chain)
  expect(await rows('select count(*)::int as fees, sum(amount)::text as amount from facts.fee')).toEqual([
    { fees: 12, amount: '4036' },
  ])
})

test.each(readings)(
  'under %s on %s, one block with more logs than one of %i endpoints gives is read another way',
  async (...given) => {
    for (let i = 0; i < 30; i++) mine(transaction(work.fee(1n)))
    const { reached } = await index(given[3])
    await reached(chain)
    for (const { behaviour } of endpoints.slice(0, 1)) behaviour.limits = { maxLogs: 20 }
    mine(transaction(...Array.from({ length: 30 }, (_, i) => work.fee(BigInt(i + 1)))))
    for (let i = 0; i < 100; i++) mine()
    await reached(chain)
    expect(await rows('select count(*)::int as fees from facts.fee')).toEqual([{ fees: 60 }])
    expect(await rows('select trouble_code as code from ingest.status')).toEqual([{ code: null }])
  },
)

test('a topic with other indexed flags, no data or too few topics is kept raw with its reason, and nothing stops', async () => {
  const good = transfer(7n)
  const word = `0x${'0'.repeat(63)}7` as Hex
  const { topics, ...fee } = work.fee(1n)
  mine(
    transaction({ ...good, topics: [...good.topics, word] as typeof good.topics, data: '0x' }, settled()),
    transaction({ ...good, data: '0x' }, settled()),
    transaction({ ...fee, topics: topics.slice(0, 2) }),
    transaction({ ...fee, topics: [] }),
    transaction(good, settled()),
  )
  mine()
  await (await index({ policy: 'full' })).reached(chain)
  expect(await rows('select amount::text from facts.fee')).toEqual([{ amount: '7' }])
  expect(
    await rows('select reason, count(*)::int as n from facts.unknown_log group by 1 order by 1'),
  ).toEqual([
    { reason: 'anonymous', n: 1 },
    { reason: 'calldata', n: 1 },
    { reason: 'undecodable', n: 4 },
  ])
})

test('the same event twice in a transaction is two facts, and once more in the next one a third', async () => {
  mine(transaction(work.fee(5n), work.fee(5n)), transaction(work.fee(5n)))
  mine()
  await (await index({ policy: 'full' })).reached(chain)
  expect(await rows('select count(*)::int as n, sum(amount)::text as sum from facts.fee')).toEqual([
    { n: 3, sum: '15' },
  ])
  expect(await rows('select events, amount::text from derived.node_day_direct')).toEqual([
    { events: 3, amount: '15' },
  ])
})

test('the first block with data is replaced, and nothing of it stays', async () => {
  mine(transaction(work.fee(1n)))
  const { reached } = await index({ policy: 'full' })
  await reached(chain)
  chain.unwind(1)
  mine(transaction(work.fee(2n)))
  mine()
  await reached(chain)
  const all = 'count(*)::int as n, min(block_number) as first, sum(amount)::text as sum'
  expect(await rows(`select ${all} from facts.fee`)).toEqual([{ n: 1, first: 1, sum: '2' }])
  expect(await rows('select events, amount::text from derived.node_day_direct')).toEqual([
    { events: 1, amount: '2' },
  ])
})

test('a start beyond the head waits, and begins at its block', async () => {
  mine(transaction(work.fee(1n)))
  mine()
  endpoints.push(await serveChain(chain))
  const network = makeNetwork('odd', 'full')
  const ahead = { ...network, contracts: network.contracts.map((each) => ({ ...each, fromBlock: 20 })) }
  running = await runIndexer(
    database.url,
    ahead,
    endpoints.map(({ url }) => url),
  )
  await running.reached(chain)
  for (let i = 3; i <= 22; i++) mine(transaction(work.fee(BigInt(i))))
  await running.reached(chain)
  const all = 'count(*)::int as n, min(block_number) as first, sum(amount)::text as sum'
  expect(await rows(`select ${all} from facts.fee`)).toEqual([{ n: 3, first: 20, sum: '63' }])
})
