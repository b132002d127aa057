import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Address } from '../../src/claim/hex.ts'
import { refreshSupply } from '../../src/keeper/supply/refresh.ts'
import { refreshTransfers } from '../../src/keeper/transfers/refresh.ts'
import { getCatalogue } from '../../src/platform/catalogue.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { getNetwork, type Network } from '../../src/platform/network.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const CHAIN = 31337
const TOKEN = Address(`0x${'01'.repeat(20)}`)
const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const log = pino({ level: 'silent' })
const never = new AbortController().signal
const bytes = (hex: string) => Buffer.from(hex.slice(2), 'hex')
const account = (number: number) => Address(`0x${number.toString(16).padStart(40, '0')}`)
const word = (hex: string) => `0x${hex.slice(2).padStart(64, '0')}`
const quantity = (number: number) => `0x${number.toString(16)}`

const [payer, friend, stranger, exchange, far] = [
  account(100),
  account(101),
  account(102),
  account(0xec),
  account(103),
]
const FAUCET = account(0xfa)

interface Moved {
  readonly block: number
  readonly from: string
  readonly to: string
}

let database: TestDatabase
let pool: Pool
let network: Network
const servers: Server[] = []
/** Largest range that the chain's endpoint takes. */
let widest = 100_000
let asked: string[] = []
let moved: readonly Moved[] = []
/** Logs that an endpoint gives at once. */
let longest = 10_000
let spoil: (logs: Record<string, unknown>[]) => unknown = (logs) => logs

/** An endpoint that knows the token's transfers and supply, and refuses what real ones refuse. */
async function endpoint(): Promise<string> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const { method, params } = JSON.parse(Buffer.concat(parts).toString('utf8'))
    asked.push(method)
    const send = (answer: object) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ jsonrpc: '2.0', id: 1, ...answer }))
    if (method === 'eth_call') return send({ result: word(quantity(1_000_000 + Number(params[1]))) })
    if (method === 'eth_getBlockByNumber')
      return send({
        result: { hash: word(params[0]), timestamp: quantity(1_700_000_000 + Number(params[0])) },
      })
    const { fromBlock, toBlock, topics } = params[0]
    const [first, last] = [Number(fromBlock), Number(toBlock)]
    if (last - first >= widest) return send({ error: { message: 'block range too large' } })
    const found = moved.filter(
      (each) => each.block >= first && each.block <= last && topics[2].includes(word(each.to)),
    )
    if (found.length > longest)
      return send({ error: { code: -32005, message: `query returned more than ${longest} results` } })
    return send({
      result: spoil(
        found.map((each) => ({
          address: TOKEN,
          topics: [TRANSFER, word(each.from), word(each.to)],
          data: word('0x05'),
          blockNumber: quantity(each.block),
          blockHash: word(quantity(each.block)),
          transactionHash: word(quantity(each.block * 1000 + moved.indexOf(each))),
          logIndex: '0x0',
        })),
      ),
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  servers.push(server)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const status = (height: number, at: string) =>
  pool.query(
    `insert into ingest.status (network, chain_id, genesis_hash, height, hash, finalized_height, finalized_hash, head,
       digest, source_set_hash, fence, block_time) values ('money', $1, $3, $2, $3, $2, $3, $2, $3, $3, 1, $4)
     on conflict (network, chain_id) do update set height = $2, finalized_height = $2, head = $2, block_time = $4`,
    [CHAIN, height, Buffer.alloc(32, 1), at],
  )
const pay = (who: string) =>
  pool.query(
    `insert into derived.payer_day (network, chain_id, payer, day, token, payments) values ('money', $1, $2, '2026-01-01', $3, 1)`,
    [CHAIN, bytes(who), bytes(TOKEN)],
  )
const kept = async () => {
  const { rows } = await pool.query(
    `select block_number as block, '0x' || encode(sender, 'hex') as from, '0x' || encode(receiver, 'hex') as to, policy,
       extract(epoch from block_time)::integer as at, amount::text from keeper.transfer order by 1, 2`,
  )
  return rows
}

const look = (endpoints: readonly string[]) => ({
  pool,
  network,
  chain: CHAIN,
  endpoints,
  log,
  signal: never,
})

beforeAll(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test' })
  network = await getNetwork('test/fixtures/economics/networks', 'money')
})
beforeEach(async () => {
  await pool.query('truncate keeper.transfer, keeper.traced, keeper.supply, derived.payer_day')
  asked = []
  widest = 100_000
  longest = 10_000
  spoil = (logs) => logs
})
afterAll(async () => {
  for (const server of servers) server.close()
  await pool.end()
  await database.drop()
})

test('the supply of each token is read once a day at a final block, and vouched for by a majority', async () => {
  const endpoints = [await endpoint(), await endpoint(), 'http://127.0.0.1:1']
  await status(10, '2026-11-01T12:00:00Z')
  // xUSD and xCOIN; the chain's own coin has no contract that says its supply.
  expect(await refreshSupply(look(endpoints))).toBe(2)
  expect(await refreshSupply(look(endpoints))).toBe(0)
  await status(20, '2026-11-02T12:00:00Z')
  expect(await refreshSupply(look(endpoints))).toBe(2)
  const { rows } = await pool.query(
    'select block_number as block, amount::text, vouched_by from keeper.supply where token = $1 order by 1',
    [bytes(TOKEN)],
  )
  expect(rows).toEqual([
    { block: 10, amount: '1000010', vouched_by: '2 of 3 endpoints' },
    { block: 20, amount: '1000020', vouched_by: '2 of 3 endpoints' },
  ])
})

test('transfers to payers are read back to three steps, and not behind a hub or a source', async () => {
  const [some] = (await getCatalogue('catalogue')).hubs
  if (!some) throw new Error('the catalogue has no hub')
  const hub = { ...some, chain: CHAIN, address: exchange }
  moved = [
    { block: 5, from: account(200), to: FAUCET },
    { block: 7, from: account(201), to: exchange },
    { block: 10, from: far, to: stranger },
    { block: 11, from: account(202), to: far },
    { block: 20, from: stranger, to: friend },
    { block: 30, from: friend, to: payer },
    { block: 31, from: exchange, to: payer },
    { block: 32, from: FAUCET, to: payer },
    { block: 90, from: friend, to: payer },
  ]
  await pay(payer)
  await status(50, '2026-11-01T12:00:00Z')
  const endpoints = ['http://127.0.0.1:1', await endpoint()]
  expect(await refreshTransfers(look(endpoints), [hub])).toBe(5)
  const edge = (block: number, from: string, to: string) => ({
    block,
    from,
    to,
    policy: 'unproved',
    at: 1_700_000_000 + block,
    amount: '5',
  })
  expect(await kept()).toEqual([
    edge(10, far, stranger),
    edge(20, stranger, friend),
    edge(30, friend, payer),
    edge(31, exchange, payer),
    edge(32, FAUCET, payer),
  ])
  // Who funded the stranger is known, who funded that account is beyond three transfers.
  const { rows } = await pool.query(
    `select '0x' || encode(account, 'hex') as account, depth, read_to from keeper.traced order by depth`,
  )
  expect(rows).toEqual([
    { account: payer, depth: 0, read_to: 50 },
    { account: friend, depth: 1, read_to: 50 },
    { account: stranger, depth: 2, read_to: 50 },
  ])
  await status(100, '2026-11-01T13:00:00Z')
  expect(await refreshTransfers(look(endpoints), [hub])).toBe(1)
})

test('an endpoint that bounds the range is asked for less, and nothing is asked twice', async () => {
  moved = [{ block: 150, from: friend, to: payer }]
  widest = 150
  await pay(payer)
  await status(400, '2026-11-01T12:00:00Z')
  const endpoints = [await endpoint()]
  expect(await refreshTransfers(look(endpoints), [])).toBe(1)
  asked = []
  expect(await refreshTransfers(look(endpoints), [])).toBe(0)
  expect(asked).toEqual([])
})

test('an account that receives more in a block than anybody gives holds up no other, and is asked for again', async () => {
  const payers = Array.from({ length: 9 }, (_, i) => `0x${'0a'.repeat(19)}0${i}`)
  moved = payers.flatMap((to, i) =>
    Array.from({ length: i === 4 ? 3 : 1 }, () => ({ block: 30, from: friend, to })),
  )
  for (const each of payers) await pay(each)
  await status(50, '2026-11-01T12:00:00Z')
  longest = 2
  const endpoints = [await endpoint()]
  expect(await refreshTransfers(look(endpoints), [])).toBe(8)
  expect((await kept()).map(({ to }) => to)).toEqual(payers.filter((_, i) => i !== 4))
  // At the next two looks, then after a minute, two, four.
  for (let i = 0; i < 2; i++) {
    asked = []
    await refreshTransfers(look(endpoints), [])
    expect(asked.length).toBeGreaterThan(0)
  }
  asked = []
  await refreshTransfers(look(endpoints), [])
  expect(asked).toEqual([])
  await pool.query(`update keeper.traced set tried_at = tried_at - interval '1 minute' where tries > 0`)
  longest = 3
  expect(await refreshTransfers(look(endpoints), [])).toBe(3)
  const { rows } = await pool.query('select count(*)::int as waiting from keeper.traced where tries > 0')
  expect(rows).toEqual([{ waiting: 0 }])
})

test.each<[string, typeof spoil]>([
  [
    'another account’s log',
    (logs) => logs.map((each) => ({ ...each, topics: [TRANSFER, word(friend), word(far)] })),
  ],
  ['another block’s log', (logs) => logs.map((each) => ({ ...each, blockNumber: '0x999' }))],
  ['a removed log', (logs) => logs.map((each) => ({ ...each, removed: true }))],
  [
    'a block that is not that of the log',
    (logs) => logs.map((each) => ({ ...each, blockHash: word('0x77') })),
  ],
  ['no list', () => ({})],
])('an answer with %s is not written, and the next endpoint is asked', async (_, change) => {
  moved = [{ block: 30, from: friend, to: payer }]
  await pay(payer)
  await status(50, '2026-11-01T12:00:00Z')
  spoil = change
  const liar = await endpoint()
  expect(await refreshTransfers(look([liar]), [])).toBe(0)
  expect(await kept()).toEqual([])
  spoil = (logs) => logs
  expect(await refreshTransfers(look([liar]), [])).toBe(1)
})
