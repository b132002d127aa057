import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Address } from '../../src/claim/hex.ts'
import { DepthBook } from '../../src/economics/depth.ts'
import { exact, fromDecimal, toDecimal } from '../../src/economics/exact.ts'
import { known, mapKnown } from '../../src/economics/known.ts'
import type { Token } from '../../src/economics/price.ts'
import { reconcileChain } from '../../src/keeper/balances/reconcile-chain.ts'
import { readConfig } from '../../src/keeper/config.ts'
import { refreshDepth } from '../../src/keeper/prices/depth.ts'
import { MarketChartSource } from '../../src/keeper/prices/market-chart.ts'
import { OrderBookSource } from '../../src/keeper/prices/order-book.ts'
import { refreshPrices } from '../../src/keeper/prices/refresh.ts'
import { listDepthFiles, listPriceSources } from '../../src/keeper/prices/sources.ts'
import { readOrderBooks, readVenues } from '../../src/keeper/prices/venues.ts'
import { start } from '../../src/keeper/process.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import type { Network } from '../../src/platform/network.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const CHAIN = 31337
const NOW = 1767225600
const TOKEN = Address(`0x${'01'.repeat(20)}`)
const PAYEE = Address(`0x${'02'.repeat(20)}`)
const COIN = Address(`0x${'00'.repeat(20)}`)
const log = pino({ level: 'silent' })
const never = new AbortController().signal
const bytes = (hex: string) => Buffer.from(hex.slice(2), 'hex')

let database: TestDatabase
let pool: Pool
let http: GuardedHttp
const clients: GuardedHttp[] = []
// Those that were served here: a private address is asked at no other port.
const hosts: string[] = []
const servers: Server[] = []

/** A server that answers with what `answer` gives for a path and body. */
async function serve(
  answer: (path: string, body: string) => { status: number; text: string },
): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => {
      body += part.toString('utf8')
    })
    request.on('end', () => {
      const { status, text } = answer(request.url ?? '', body)
      response.writeHead(status, { 'content-type': 'application/json' }).end(text)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  servers.push(server)
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  hosts.push(host)
  http = new GuardedHttp(hosts)
  clients.push(http)
  return `http://${host}`
}

beforeAll(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test' })
  http = new GuardedHttp(hosts)
  clients.push(http)
})
afterAll(async () => {
  for (const server of servers) server.close()
  await Promise.all(clients.map((each) => each.close()))
  await pool.end()
  await database.drop()
})

const COIN_TOKEN: Token = {
  chain: CHAIN,
  address: COIN,
  symbol: 'COIN',
  decimals: 18,
  class: 'synthetic',
  priceSeries: null,
}

async function readDepth({ priceSeries }: Token): Promise<DepthBook> {
  const { rows } = await pool.query(
    `select series, venue, extract(epoch from at)::float8 as at, amount::text, usd::text from keeper.depth where series = $1`,
    [priceSeries],
  )
  return new DepthBook(
    rows.map((row) => ({ ...row, amount: fromDecimal(row.amount), usd: fromDecimal(row.usd) })),
  )
}

describe('prices', () => {
  const asked: string[] = []
  const chart = async (reply: { status: number; text: string }) => {
    const base = await serve((path) => {
      asked.push(path)
      return reply
    })
    return new MarketChartSource({ series: 'opg', venue: 'chart', base, coin: 'opengradient' }, http)
  }

  test('of a market chart are read with every digit, without its holes', async () => {
    const prices = [
      [1767225600000, 0.123456789012],
      [1767229200123, null],
      [1767232800000, 1e-7],
      [1767240000000, 0],
      [1999999999000, 5],
    ]
    const source = await chart({
      status: 200,
      text: JSON.stringify({ prices, market_caps: [], total_volumes: [] }),
    })
    const points = await source.points({ from: 1767225600, to: 1767300000 }, never)
    expect(asked.at(-1)).toBe(
      '/coins/opengradient/market_chart/range?vs_currency=usd&from=1767225600&to=1767300000',
    )
    expect(points.map((point) => [point.at, toDecimal(point.price, 12)])).toEqual([
      [1767225600, '0.123456789012'],
      [1767232800, '0.000000100000'],
    ])
  })

  test('of a venue that one setting turns on are asked in the same format, and kept', async () => {
    const at = 1767225600
    const base = await serve((path) => {
      asked.push(path)
      return { status: 200, text: JSON.stringify({ prices: [[at * 1000, 0.25]] }) }
    })
    const { priceVenues } = readConfig({
      DATABASE_URL: 'postgres://x/y',
      ASSAY_NETWORK: 'money',
      ASSAY_PRICE_VENUES: `SETTING=${base}/api/v3/coins/open-gradient`,
    })
    const sources = readVenues(priceVenues).map((venue) => new MarketChartSource(venue, http))
    const look = { pool, log, signal: never }
    expect(await refreshPrices(look, sources, { since: at, now: at + 60 })).toBe(1)
    expect(asked.at(-1)).toMatch(/^\/api\/v3\/coins\/open-gradient\/market_chart\/range\?vs_currency=usd/)
    const kept = 'select venue, price::float8 as price from keeper.price where series = $1'
    expect((await pool.query(kept, ['SETTING'])).rows).toEqual([{ venue: '127.0.0.1', price: 0.25 }])
  })

  test.each(['OPG', 'OPG=opengradient', 'OPG=https://x.org/opengradient', '=https://x.org/coins/a'])(
    'of %s as a venue are refused, with what is expected',
    (text) => expect(() => readVenues([text])).toThrow(/<series>=<base>\/coins\/<coin>, as OPG=/),
  )

  test.each([
    [429, '{}', 'UNAVAILABLE_PRICES'],
    [200, 'not json', 'UNAVAILABLE_PRICES_FORMAT'],
    [200, '{"prices":[["x",1]]}', 'UNAVAILABLE_PRICES_FORMAT'],
  ])('an answer of %i %s is %s', async (status, text, code) => {
    const source = await chart({ status, text })
    await expect(source.points({ from: 0, to: 1 }, never)).rejects.toMatchObject({ code })
  })

  test('are written once: a venue that changes its past does not change ours', async () => {
    const at = 1767225600
    const first = await chart({ status: 200, text: JSON.stringify({ prices: [[at * 1000, 2]] }) })
    const changed = await chart({ status: 200, text: JSON.stringify({ prices: [[at * 1000, 9]] }) })
    const deaf = await chart({ status: 500, text: '' })
    expect(
      await refreshPrices({ pool, log, signal: never }, [deaf, first], { since: at, now: at + 60 }),
    ).toBe(1)
    expect(await refreshPrices({ pool, log, signal: never }, [changed], { since: at, now: at + 60 })).toBe(0)
    const { rows } = await pool.query(
      'select price::float8 as price, source from keeper.price where series = $1',
      ['opg'],
    )
    expect(rows).toEqual([{ price: 2, source: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) }])
  })

  test('of files keep every point once, and no venue that is not confirmed is asked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-prices-'))
    const rows = [
      '2026-01-01,,one,0.9991,test',
      '2026-01-02T12:00Z,,one,1.0002,test',
      '2020-01-01,2100-01-01,law,1,test',
    ]
    await writeFile(join(folder, 'xUSD.csv'), `at,until,venue,price,source\n${rows.join('\n')}\n`)
    const ours = new URL('../../catalogue/prices', import.meta.url).pathname
    const sources = await listPriceSources([ours, folder], http)
    expect(sources.map((source) => source.origin)).toEqual(['xUSD.csv'])
    expect(await refreshPrices({ pool, log, signal: never }, sources, { since: 0, now: 1 })).toBe(3)
    expect(await refreshPrices({ pool, log, signal: never }, sources, { since: 0, now: 1 })).toBe(0)
    await rm(folder, { recursive: true })
  })

  test('files of depth are kept once, and one that is wrong is named by its line and leaves the others', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-prices-'))
    const head = 'at,venue,amount,usd,source'
    await writeFile(join(folder, 'xUSD.csv'), 'at,until,venue,price,source\n2026-01-01,,one,1,test\n')
    await writeFile(
      join(folder, 'DEEP.depth.csv'),
      `${head}\n2026-01-01,pool,100,90,test\n2026-01-01,pool,1000,600.5,test\n`,
    )
    const files = await listDepthFiles([folder])
    const said: unknown[] = []
    const heard = {
      warn: (fields: unknown, text: string) => said.push([fields, text]),
    } as unknown as typeof log
    const look = { pool, log: heard, signal: never }
    expect(await refreshDepth(look, files, NOW)).toBe(2)
    expect(await refreshDepth(look, files, NOW)).toBe(0)
    expect((await listPriceSources([folder], http)).map(({ origin }) => origin)).toEqual(['xUSD.csv'])
    const { rows } = await pool.query(
      `select amount::float8 as amount, usd::float8 as usd from keeper.depth where series = 'DEEP' order by 1`,
    )
    expect(rows).toEqual([
      { amount: 100, usd: 90 },
      { amount: 1000, usd: 600.5 },
    ])
    for (const row of [
      '2026-01-01,pool,0,1,test',
      '2026-01-01,pool,1,-1,test',
      '2026-01-01,,1,1,test',
      '2026-01-01,pool,1,1,',
      'now,pool,1,1,test',
    ]) {
      await writeFile(join(folder, 'BAD.depth.csv'), `${head}\n${row}\n`)
      const [bad] = (await listDepthFiles([folder])).slice(0, 1)
      await expect(bad?.points()).rejects.toThrow(/BAD\.depth\.csv:2 /)
      expect(await refreshDepth(look, await listDepthFiles([folder]), NOW)).toBe(0)
      expect(said.pop()).toEqual([
        expect.objectContaining({ code: 'PRICES_INVALID', series: 'BAD' }),
        expect.stringMatching(/BAD\.depth\.csv:2/),
      ])
    }
    await rm(folder, { recursive: true })
  })

  test('depth of an order book that one setting turns on is what its bids leave after the fee, once an hour', async () => {
    const paths: string[] = []
    // Ten at 2, thirty at 1.5, 1,000 at 0.1; best first or not, and one of nothing.
    const bids = [
      ['1.5', '30'],
      ['2.00000000', '10.00000000'],
      ['0.1', '1000'],
      ['0.05', '0'],
    ]
    let reply = { status: 200, text: JSON.stringify({ lastUpdateId: 1, bids, asks: [['2.1', '5']] }) }
    const base = await serve((path) => {
      paths.push(path)
      return reply
    })
    const { depthVenues } = readConfig({
      DATABASE_URL: 'postgres://x/y',
      ASSAY_NETWORK: 'money',
      ASSAY_DEPTH_VENUES: `BOOK=${base}/api/v3/depth?symbol=BOOKUSDT&fee=0.01`,
    })
    const sources = readOrderBooks(depthVenues).map((venue) => new OrderBookSource(venue, http))
    const look = { pool, log, signal: never }
    expect(await refreshDepth(look, sources, NOW)).toBe(3)
    expect(paths).toEqual(['/api/v3/depth?symbol=BOOKUSDT&limit=1000'])
    const { rows } = await pool.query(
      `select venue, amount::float8 as amount, usd::float8 as usd, source from keeper.depth where series = 'BOOK' order by amount`,
    )
    const source = expect.stringMatching(
      /^bids of BOOKUSDT at http:.* less a fee of 0\.01; its second currency taken as USD$/,
    )
    expect(rows).toEqual([
      { venue: '127.0.0.1', amount: 10, usd: 20 * 0.99, source },
      { venue: '127.0.0.1', amount: 40, usd: 65 * 0.99, source },
      { venue: '127.0.0.1', amount: 1040, usd: 165 * 0.99, source },
    ])
    // 25 at once: ten at 2 and fifteen at 1.5.
    const token = { ...COIN_TOKEN, priceSeries: 'BOOK' }
    const book = await readDepth(token)
    expect(mapKnown(book.fetched(token, exact(25), NOW), (usd) => toDecimal(usd, 6))).toEqual(
      known('42.075000'),
    )
    expect(book.fetched(token, exact(1041), NOW)).toMatchObject({ missing: [{ reason: 'NOT_OBSERVED' }] })
    expect(await refreshDepth(look, sources, NOW + 3600)).toBe(3)
    expect(await refreshDepth(look, sources, NOW + 7199)).toBe(0)
    expect(paths).toHaveLength(2)
    // A venue that is silent, or answers something else, leaves what is kept.
    for (const text of ['not json', '{"bids":[["x","1"]]}', '{}']) {
      reply = { status: 200, text }
      expect(await refreshDepth(look, sources, NOW + 9000)).toBe(0)
      await expect(sources[0]?.points(NOW, never)).rejects.toMatchObject({
        code: 'UNAVAILABLE_PRICES_FORMAT',
      })
    }
    reply = { status: 429, text: '' }
    await expect(sources[0]?.points(NOW, never)).rejects.toMatchObject({ code: 'UNAVAILABLE_PRICES' })
    expect(await refreshDepth(look, sources, NOW + 9000)).toBe(0)
  })

  test('of a deep book some dozen steps are kept, and what they say is never more than the book', async () => {
    const levels = Array.from({ length: 1000 }, (_, index) => [String(1 - index / 2000), '1'])
    const base = await serve(() => ({ status: 200, text: JSON.stringify({ bids: levels, asks: [] }) }))
    const [venue] = readOrderBooks([`DEEPER=${base}/depth?symbol=D_USD&fee=0`])
    if (!venue) throw new Error('no venue was read')
    const points = await new OrderBookSource(venue, http).points(NOW, never)
    expect(points.length).toBeGreaterThan(30)
    expect(points.length).toBeLessThan(70)
    const last = points.at(-1)
    expect(last && [toDecimal(last.amount, 0), toDecimal(last.usd, 2)]).toEqual(['1000', '750.25'])
  })

  test.each([
    'OPG',
    'OPG=https://x.org/depth?symbol=A',
    'OPG=https://x.org/depth?symbol=A&fee=1',
    '=https://x.org/depth?symbol=A&fee=0',
  ])('of %s as an order book are refused, with what is expected', (text) =>
    expect(() => readOrderBooks([text])).toThrow(
      /<series>=<base>\/depth\?symbol=<pair>&fee=<share>, as OPG=/,
    ),
  )

  test.each([
    ['2026-01-01,,one,-1,test', /xUSD\.csv:2 .*above zero/],
    ['yesterday,,one,1,test', /xUSD\.csv:2 .*ISO 8601/],
    ['2026-01-01,,,1,test', /xUSD\.csv:2 no venue/],
  ])('a file with %s is refused by its line', async (row, message) => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-prices-'))
    await writeFile(join(folder, 'xUSD.csv'), `at,until,venue,price,source\n${row}\n`)
    const [source] = await listPriceSources([folder], http)
    await expect(source?.points({ from: 0, to: 1 }, never)).rejects.toThrow(message)
    await rm(folder, { recursive: true })
  })
})

describe('balances', () => {
  const network = {
    name: 'test',
    chains: [{ id: CHAIN, class: 'synthetic' }],
    tokens: [TOKEN, COIN].map((address) => ({
      chain: CHAIN,
      address,
      symbol: 'T',
      decimals: 6,
      class: 'synthetic',
      priceSeries: null,
    })),
    labels: [],
  } as unknown as Network
  const look = (endpoints: readonly string[]) => ({
    pool,
    network,
    chain: CHAIN,
    endpoints,
    log,
    signal: never,
  })
  let held = 1_000n
  const rpc = () =>
    serve((_, body) => {
      const { method, params } = JSON.parse(body) as { method: string; params: [{ data?: string }, string] }
      if (method === 'eth_getBalance')
        return { status: 200, text: JSON.stringify({ jsonrpc: '2.0', id: 1, result: '0x7' }) }
      expect(params[0].data).toBe(`0x70a08231${'0'.repeat(24)}${'02'.repeat(20)}`)
      return {
        status: 200,
        text: JSON.stringify({ jsonrpc: '2.0', id: 1, result: `0x${held.toString(16).padStart(64, '0')}` }),
      }
    })

  const status = async (height: number, at: string) => {
    const hash = Buffer.alloc(32, height)
    await pool.query(
      `insert into ingest.status (network, chain_id, genesis_hash, height, hash, finalized_height, finalized_hash, head,
         digest, source_set_hash, fence, block_time) values ('test', $1, $3, $2, $3, $2, $3, $2, $3, $3, 1, $4)
       on conflict (network, chain_id) do update set height = $2, finalized_height = $2, head = $2, block_time = $4`,
      [CHAIN, height, hash, at],
    )
  }
  const fee = (block: number, position: number, amount: number) =>
    pool.query(
      `insert into facts.fee (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node,
         payer, payee, token, amount, attribution) values ('test', $1, $2, '\\x01', now(), '\\x02', $3, '\\x03', '\\x04',
         '\\x05', $4, $5, $6, 'explicit')`,
      [CHAIN, block, position, bytes(PAYEE), bytes(TOKEN), amount],
    )

  beforeAll(async () => {
    await pool.query('create table facts.fee_test partition of facts.fee default')
    await pool.query(
      `insert into derived.node (network, chain_id, node, first_block, first_time, changed_block, changed_time, payment_address)
       values ('test', $1, '\\x04', 1, now(), 1, now(), $2)`,
      [CHAIN, bytes(PAYEE)],
    )
  })

  test('are compared with the ledger once a day, and a difference is a row', async () => {
    const endpoints = [await rpc(), await rpc(), 'http://127.0.0.1:1']
    await fee(5, 0, 999)
    await status(10, '2026-11-01T12:00:00Z')
    expect(await reconcileChain(look(endpoints))).toBe(2)
    expect(await reconcileChain(look(endpoints))).toBe(0)
    await fee(15, 0, 30)
    await status(20, '2026-11-02T01:00:00Z')
    held = 1_030n
    expect(await reconcileChain(look(endpoints))).toBe(2)
    await fee(25, 0, 30)
    await status(30, '2026-11-03T01:00:00Z')
    held = 1_050n
    expect(await reconcileChain(look(endpoints))).toBe(2)
    const { rows } = await pool.query(
      `select day::text, from_block, to_block, expected::int, observed::int, difference::int, status
       from keeper.reconciliation where token = $1 order by to_block`,
      [bytes(TOKEN)],
    )
    const row = (day: string, from: number | null, to: number, rest: object) => ({
      day,
      from_block: from,
      to_block: to,
      ...rest,
    })
    expect(rows).toEqual([
      row('2026-11-01', null, 10, {
        expected: null,
        observed: 1000,
        difference: null,
        status: 'not_observed',
      }),
      row('2026-11-02', 10, 20, { expected: 1030, observed: 1030, difference: 0, status: 'matches' }),
      row('2026-11-03', 20, 30, { expected: 1060, observed: 1050, difference: -10, status: 'differs' }),
    ])
    const kept = await pool.query('select distinct vouched_by from keeper.balance')
    expect(kept.rows).toEqual([{ vouched_by: '2 of 3 endpoints' }])
  })

  test('that a refund lowered match: it left the account that had received the fee', async () => {
    const refund = (block: number, request: string | null) =>
      pool.query(
        `insert into facts.fee (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node,
           payer, payee, token, amount, attribution, refund, request) values ('test', $1, $2, '\\x01', now(), '\\x02', 9,
           '\\x03', '\\x04', '\\x05', '\\x05', $3, 20, 'explicit', true, $4)`,
        [CHAIN, block, bytes(TOKEN), request === null ? null : bytes(request)],
      )
    // One of a request that no fee names, and one that names none: both fees of this payer went to the same account.
    await refund(35, '0x77')
    await refund(36, null)
    held = 1_010n
    await status(39, '2026-11-04T00:30:00Z')
    expect(await reconcileChain(look([await rpc(), await rpc()]))).toBe(2)
    const { rows } = await pool.query(
      'select expected::int, difference::int, status from keeper.reconciliation where token = $1 and to_block = 39',
      [bytes(TOKEN)],
    )
    expect(rows).toEqual([{ expected: 1010, difference: 0, status: 'matches' }])
  })

  test('of a treasury are read and not compared: no log says what left it', async () => {
    const treasury = Address(`0x${'08'.repeat(20)}`)
    const labels = [{ address: treasury, label: 'rewards', kind: 'treasury', source: 'test' }]
    const endpoint = await serve((_, body) => {
      const { method } = JSON.parse(body) as { method: string }
      const result = method === 'eth_getBalance' ? '0x7' : `0x${'f'.padStart(64, '0')}`
      return { status: 200, text: JSON.stringify({ jsonrpc: '2.0', id: 1, result }) }
    })
    for (const [height, at] of [
      [42, '2026-11-07T01:00:00Z'],
      [43, '2026-11-08T01:00:00Z'],
    ] as const) {
      await status(height, at)
      const looked = { ...look([endpoint]), network: { ...network, labels } as unknown as Network }
      expect(await reconcileChain(looked)).toBe(4)
    }
    const accounts = (table: string) =>
      pool.query(
        `select encode(account, 'hex') as account, count(*)::int from ${table} where token = $1 and
         ${table === 'keeper.balance' ? 'block_number' : 'to_block'} > 41 group by 1 order by 1`,
        [bytes(TOKEN)],
      )
    expect((await accounts('keeper.balance')).rows).toEqual([
      { account: '02'.repeat(20), count: 2 },
      { account: '08'.repeat(20), count: 2 },
    ])
    expect((await accounts('keeper.reconciliation')).rows).toEqual([{ account: '02'.repeat(20), count: 2 }])
  })

  test('that endpoints disagree about are not written', async () => {
    const lie = await serve(() => ({
      status: 200,
      text: JSON.stringify({ jsonrpc: '2.0', id: 1, result: `0x${'f'.repeat(64)}` }),
    }))
    await status(50, '2026-11-09T01:00:00Z')
    expect(await reconcileChain(look([await rpc(), lie]))).toBe(0)
  })
})

test('a look is told in metrics and health, and the keeper ends when it is told to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-keeper-'))
  await writeFile(
    join(folder, 'metric.csv'),
    'at,until,venue,price,source\n2026-01-05T00:00:00Z,,one,1,test\n2026-01-06T00:00:00Z,,one,2,test\n',
  )
  const port = await freePort()
  const config = readConfig({
    DATABASE_URL: database.url,
    ASSAY_NETWORKS: 'test/fixtures/economics/networks',
    ASSAY_NETWORK: 'money',
    ASSAY_PRICES: folder,
    ASSAY_METRICS_PORT: String(port),
  })
  const stop = new AbortController()
  const running = start(config, stop.signal)
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    return { status: response.status, text: await response.text() }
  }
  await vi.waitFor(
    async () => expect((await get('/metrics')).text).toContain('assay_keeper_kept_total{kind="prices"} 2'),
    { timeout: 20_000 },
  )
  expect((await get('/health')).status).toBe(200)
  stop.abort()
  await running
  await rm(folder, { recursive: true })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
