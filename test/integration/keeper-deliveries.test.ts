import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRecording } from '../../src/indexer/replay/file.ts'
import { replay } from '../../src/indexer/replay/replay.ts'
import { refreshDeliveries } from '../../src/keeper/deliveries/refresh.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { getNetwork, type Network } from '../../src/platform/network.ts'
import { TestMarket } from '../support/market/contract.ts'
import { toRecording } from '../support/market/recording.ts'
import { CHAIN, MARKET, makeRequest, START } from '../support/market/requests.ts'
import { CLIENT, P1, P2 } from '../support/market/scenarios.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

let folder: string
let database: TestDatabase
let pool: Pool
let server: Server
let network: Network
/** `eth_call` of balanceOf: what the market holds of an account after a block; undefined: the state is not kept. */
let balanceOf: (account: string, block: number) => bigint | undefined
let asked: string[] = []

// Block 1: the client's coin; 2: P1 delivers hidden and withdraws in one transaction; 3: P2 delivers hidden.
const market = new TestMarket()
market.deposit(START, CLIENT, 10_000n)
for (const [index, prover] of [P1, P2].entries()) {
  const request = makeRequest(CLIENT, index)
  const options = { priced: [request], way: 'hidden', withdraw: prover === P1 } as const
  market.deliver(START + 75n, [{ request, prover }], options)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-deliveries-'))
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 2 })
  const file = join(folder, 'recording.json')
  await writeFile(file, JSON.stringify(toRecording(market.happened)))
  network = await getNetwork(join(import.meta.dirname, '../../networks'), 'boundless')
  await replay(network, await readRecording(file), database.url)
  server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const [call, block] = JSON.parse(Buffer.concat(parts).toString('utf8')).params
    asked.push(`${call.to} ${call.data} ${block}`)
    const held = balanceOf(`0x${call.data.slice(-40)}`, Number(block))
    const answer =
      held === undefined
        ? { error: { code: -32000, message: 'missing trie node' } }
        : { result: `0x${held.toString(16).padStart(64, '0')}` }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, ...answer }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  server.close()
  await pool.end()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

async function look(): Promise<unknown[]> {
  asked = []
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const signal = new AbortController().signal
  await refreshDeliveries({
    pool,
    network,
    chain: CHAIN,
    endpoints: [url],
    log: pino({ level: 'silent' }),
    signal,
  })
  const { rows } = await pool.query(
    `select '0x' || encode(node_key, 'hex') as prover, amount::text, paid_by, why_unpaid, vouched_by
     from api.market_payment order by block_number`,
  )
  return rows
}
const unknown = { amount: null, paid_by: null, why_unpaid: 'OFFER_UNSEEN', vouched_by: null }
const byBalance = {
  amount: '1750',
  paid_by: 'by_balance',
  why_unpaid: null,
  vouched_by: '1 of 1 endpoints',
}

test('what balances do not tell stays unknown', async () => {
  balanceOf = () => undefined
  expect(await look()).toEqual([
    { prover: P1, ...unknown },
    { prover: P2, ...unknown },
  ])
  const codes = await pool.query('select distinct reason from keeper.delivery_balance')
  expect(codes.rows).toEqual([{ reason: 'UNAVAILABLE_ENDPOINTS' }])
  // A balance that fell though nothing took from it.
  balanceOf = (account, block) => (account === P2 ? BigInt(10 - block) : undefined)
  expect(await look()).toEqual([
    { prover: P1, ...unknown },
    { prover: P2, ...unknown },
  ])
  const contradicts = await pool.query(
    "select tries from keeper.delivery_balance where reason = 'BALANCE_CONTRADICTS'",
  )
  expect(contradicts.rows).toEqual([{ tries: 2 }])
})

test('a delivery that no call and no log prices earned what its prover’s balance rose by, less what else moved it', async () => {
  balanceOf = (account, block) => (account === P2 && block >= 3 ? 1750n : 0n)
  expect(await look()).toEqual([
    { prover: P1, ...byBalance },
    { prover: P2, ...byBalance },
  ])
  expect(asked.sort()[0]).toBe(`${MARKET} 0x70a08231${P1.slice(2).padStart(64, '0')} 0x1`)
  // At an endpoint's word alone it is in no sum.
  const { rows } = await pool.query('select count(*)::int as fees from facts.fee')
  expect(rows).toEqual([{ fees: 0 }])
  // And is not asked for again.
  await look()
  expect(asked).toEqual([])
})
