import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApi } from '../../src/api/api.ts'
import { readRecording } from '../../src/indexer/replay/file.ts'
import { replay } from '../../src/indexer/replay/replay.ts'
import { refreshReceipts } from '../../src/keeper/receipts/refresh.ts'
import { listUnreadReceipts } from '../../src/keeper/store/receipts.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { getNetwork, type Network } from '../../src/platform/network.ts'
import { testConfig } from '../support/api/server.ts'
import { TestMarket } from '../support/market/contract.ts'
import { toRecording } from '../support/market/recording.ts'
import { CHAIN, makeRequest, START } from '../support/market/requests.ts'
import { CLIENT, P1, P2 } from '../support/market/scenarios.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const NETWORKS = join(import.meta.dirname, '../../networks')
const RELAYER = `0x${'7e'.repeat(20)}`

type Receipt = Readonly<Record<string, string>>
/** What one endpoint answers of a transaction in a block; null: it does not have it. */
type Says = (hash: string, block: string) => Receipt | null

let folder: string
let database: TestDatabase
let pool: Pool
let network: Network
let servers: Server[]
let says: Says[]
let asked = 0
/** Hashes of the transactions, in the order of the chain, and of their blocks. */
let txs: string[]
let blocks: Map<string, string>

// P1 locks and delivers; P2 delivers what nobody locked. Deposits are no work.
const market = new TestMarket()
market.deposit(START, CLIENT, 10_000n)
market.pledge(START, P1, 5000n)
const locked = makeRequest(CLIENT, 0)
market.lock(START + 50n, P1, locked)
market.deliver(START + 60n, [{ request: locked, prover: P1 }])
const open = makeRequest(CLIENT, 1)
market.deliver(START + 75n, [{ request: open, prover: P2 }], { priced: [open] })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-receipts-'))
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 2 })
  const file = join(folder, 'recording.json')
  await writeFile(file, JSON.stringify(toRecording(market.happened)))
  const boundless = await getNetwork(NETWORKS, 'boundless')
  await replay(boundless, await readRecording(file), database.url)
  network = { ...boundless, chains: boundless.chains.map((chain) => ({ ...chain, family: 'opstack' })) }
  const facts = await pool.query<{ tx: string; block: string }>(
    `select '0x' || encode(tx_hash, 'hex') as tx, '0x' || encode(block_hash, 'hex') as block from (
       select tx_hash, block_hash, block_number from facts.market_lock
       union select tx_hash, block_hash, block_number from facts.market_payment) t order by block_number`,
  )
  txs = facts.rows.map(({ tx }) => tx)
  blocks = new Map(facts.rows.map(({ tx, block }) => [tx, block]))
  servers = await Promise.all([0, 1, 2].map(listen))
})
afterAll(async () => {
  for (const server of servers) server.close()
  await pool.end()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

async function listen(index: number): Promise<Server> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const { method, params } = JSON.parse(Buffer.concat(parts).toString('utf8'))
    expect(method).toBe('eth_getTransactionReceipt')
    asked++
    const result = says[index]?.(params[0], blocks.get(params[0]) ?? '') ?? null
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return server
}

/** Looks once, and reads the days of the market. */
async function look(): Promise<unknown[]> {
  asked = 0
  await refreshReceipts({
    pool,
    network,
    chain: CHAIN,
    endpoints: servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
  })
  const { rows } = await pool.query(
    `select '0x' || encode(node_key, 'hex') as account, transactions as sent, unread_receipts as unread, execution_fee::text as gas,
       l1_data_fee::text as data, why_no_gas as why, earned::text from api.market_day order by node_key`,
  )
  return rows
}

const of = (from: string, more: Receipt = {}) =>
  ((hash, block) => ({
    transactionHash: hash,
    blockHash: block,
    from,
    gasUsed: '0x64',
    effectiveGasPrice: '0x7',
    ...more,
  })) satisfies Says
const nothing: Says = () => null
const unread = { sent: 0, gas: null, data: null, why: 'RECEIPT_UNREAD' }

test('the newest receipts are asked for first, for old ones may be kept nowhere', async () => {
  const rows = { pool, network: network.name, chain: CHAIN }
  const hashes = (await listUnreadReceipts(rows, 2)).map(({ txHash }) => txHash)
  expect(hashes).toEqual([txs[2], txs[1]])
})

test('gas of a day whose receipts nobody has is null, and no zero', async () => {
  says = [nothing, nothing, nothing]
  expect(await look()).toEqual([
    { account: P1, ...unread, unread: 2, earned: '1500' },
    { account: P2, ...unread, unread: 1, earned: '1750' },
  ])
  expect(asked).toBe(9)
  const { rows } = await pool.query('select distinct reason, tries from keeper.receipt')
  expect(rows).toEqual([{ reason: 'UNAVAILABLE_ENDPOINTS', tries: 1 }])
})

test('what less than a majority says is not taken', async () => {
  // Of each transaction one endpoint says one thing, one another, and one has it of another block.
  says = [of(P1, { l1Fee: '0x9' }), of(P2, { l1Fee: '0x9' }), (hash) => of(P1)(hash, hash)]
  expect(await look()).toMatchObject([unread, unread])
  const { rows } = await pool.query('select distinct reason from keeper.receipt')
  expect(rows).toEqual([{ reason: 'UNAVAILABLE_QUORUM' }])
})

test('the sender pays, whoever delivered: gas stands in its own row, and data that no receipt states is unknown', async () => {
  const honest: Says = (hash, block) => {
    if (hash === txs[0]) return of(P1, { l1Fee: '0x9' })(hash, block)
    // Somebody else sends P1's delivery; of P2's own no endpoint states the data fee.
    if (hash === txs[1]) return of(RELAYER, { l1Fee: '0x3' })(hash, block)
    return of(P2)(hash, block)
  }
  const shouting: Says = (hash, block) => {
    const said = honest(hash, block)
    return said && { ...said, from: `0x${said.from?.slice(2).toUpperCase()}`, gasUsed: '0x0064' }
  }
  says = [honest, shouting, nothing]
  const days = await look()
  expect(days).toHaveLength(3)
  expect(days).toEqual(
    expect.arrayContaining([
      { account: P1, sent: 1, unread: 0, gas: '700', data: '9', why: null, earned: '1500' },
      { account: P2, sent: 1, unread: 0, gas: '700', data: null, why: 'L1_FEE_NOT_STATED', earned: '1750' },
      { account: RELAYER, sent: 1, unread: 0, gas: '700', data: '3', why: null, earned: '0' },
    ]),
  )
  const { rows } = await pool.query('select distinct vouched_by from keeper.receipt')
  expect(rows).toEqual([{ vouched_by: '2 of 3 endpoints' }])
  // What is kept is not asked for again.
  await look()
  expect(asked).toBe(0)
})

test('a prover’s statement takes gas off where its receipts tell, and its ledger names the transactions', async () => {
  await pool.query(
    `insert into keeper.price (series, venue, at, price, source) values ('ETH', 'test', to_timestamp($1), 1e15, 'test')`,
    [Number(START) - 60],
  )
  const api = await startApi(
    testConfig(database.readerUrl, { networks: NETWORKS }),
    pino({ level: 'silent' }),
  )
  try {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: `{ nodes(where: {network_eq: "boundless"}, orderBy: [key_ASC], limit: 3) { key
          economics { statement { gas { value reason missing { input } caveats } }
            ledger(kind: GAS, limit: 5) { txHash attribution from amount { value } value { value } reason } }
          costed: economics(cost: {hardware: "l4", gasUsdPerDay: "2"}) { statement { gas { value } } }
          usual: economics(cost: {hardware: "l4"}) { assumed { input } } } }`,
      }),
    })
    const { data, errors } = (await response.json()) as { data: { nodes: unknown }; errors?: unknown }
    expect(errors).toBeUndefined()
    const caveats = expect.arrayContaining([expect.stringContaining('the node itself sent')])
    // Locked by itself for 700 and 9 of data; its delivery was another's cost. 1 wei is 0.001 USD.
    expect(data.nodes).toMatchObject([
      {
        key: P1,
        economics: [
          {
            statement: { gas: { value: '0.709000', reason: null, caveats } },
            ledger: [
              {
                txHash: txs[0],
                attribution: 'sender',
                from: P1,
                amount: { value: '709' },
                value: { value: '0.709000' },
              },
            ],
          },
        ],
        costed: [{ statement: { gas: { value: expect.not.stringMatching('0.709') } } }],
        usual: [{ assumed: expect.not.arrayContaining([{ input: 'gasUsdPerDay' }]) }],
      },
      {
        key: P2,
        economics: [
          {
            statement: {
              gas: {
                value: null,
                reason: 'NOT_OBSERVED',
                missing: [{ input: 'gas of 1 transactions of the node: L1_FEE_NOT_STATED' }],
              },
            },
            ledger: [{ txHash: txs[2], amount: { value: null }, reason: 'L1_FEE_NOT_STATED' }],
          },
        ],
        usual: [{ assumed: expect.arrayContaining([{ input: 'gasUsdPerDay' }]) }],
      },
    ])
  } finally {
    await api.close()
  }
})
