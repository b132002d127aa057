import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findDifference, openPeer } from '../../src/indexer/operate/compare.ts'
import { serveStatus } from '../../src/indexer/operate/status-server.ts'
import { openSegments } from '../../src/indexer/segments/store.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { createLog } from '../../src/platform/log.ts'
import { CHAIN_ID, makeNetwork, runIndexer } from '../support/indexer.ts'
import { MockChain } from '../support/mockchain/chain.ts'
import { serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { transaction, work } from '../support/traffic.ts'

let database: TestDatabase
let pool: Pool
let folder: string
let servers: Server[]

beforeEach(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test' })
  folder = await mkdtemp(join(tmpdir(), 'assay-compare-'))
  servers = []
})

afterEach(async () => {
  for (const server of servers) await new Promise((done) => server.close(done))
  await pool.end()
  await database.drop()
  await rm(folder, { recursive: true })
})

/** A chain of so many blocks, every third empty, that pays another amount from block `otherwise` on. */
function mineChain(blocks: number, otherwise = Number.POSITIVE_INFINITY): MockChain {
  const chain = new MockChain()
  for (let i = 1; i <= blocks; i++)
    chain.mine(i % 3 ? [transaction(work.fee(BigInt(i < otherwise ? i : 1000 + i)))] : [])
  return chain
}

/** Indexes the chain and serves its status; answers the address. */
async function serveIndex(network: string, chain: MockChain): Promise<string> {
  const endpoint = await serveChain(chain)
  const segments = join(folder, network)
  const running = await runIndexer(database.url, makeNetwork(network), [endpoint.url], { segments })
  await running.reached(chain)
  await running.stop()
  await endpoint.close()
  const place = { network, chain: CHAIN_ID }
  const options = {
    pool,
    place,
    segments: openSegments(segments, {}),
    registry: new Registry(),
    log: createLog('indexer', 'silent'),
  }
  return listen((await serveStatus(options, '127.0.0.1', 0)).server)
}

function listen(server: Server): string {
  servers.push(server)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('two that indexed the same chain are equal up to the lower of their heights', async () => {
  const [one, other] = [await serveIndex('one', mineChain(30)), await serveIndex('other', mineChain(40))]
  expect(await findDifference(openPeer(one), openPeer(other))).toBeUndefined()
})

test('the first block that differs is found over HTTP, with the records of both', async () => {
  const [one, other] = [await serveIndex('one', mineChain(40)), await serveIndex('other', mineChain(40, 17))]
  const difference = await findDifference(openPeer(one), openPeer(`${other}/`))
  expect(difference?.block).toBe(17)
  const [left, right] = difference?.sides ?? []
  expect(left?.hash).not.toBe(right?.hash)
  expect(left?.records).toMatchObject({ logs: [{ logIndex: 0 }], transactions: [{ index: 0 }] })
  expect(left?.records).not.toEqual(right?.records)
})

test('what the status server says is there, and what is not there is 404', async () => {
  const url = await serveIndex('one', mineChain(30))
  const get = async (path: string) => {
    const response = await fetch(`${url}${path}`)
    return [response.status, await response.text()] as const
  }
  expect(await get('/health')).toEqual([200, 'ok\n'])
  expect(await get('/status?text')).toEqual([200, expect.stringContaining('30')])
  expect(await get('/metrics')).toEqual([200, expect.stringContaining('assay_indexer_height{')])
  for (const path of ['/nothing', '/raw?block=3', '/raw?block=-1', '/raw', '/digest?at=x'])
    expect([path, (await get(path))[0]]).toEqual([path, 404])
  expect((await get('//'))[0]).toBe(400)
})

test.each([
  ['no JSON', 'hello'],
  ['more than anybody has to say', `{"height":3,"at":null${' '.repeat(1000)}}`],
  ['another program', '{"status":"ok"}'],
  ['no height', '{"height":"many","at":null}'],
  ['no digest', '{"height":3,"at":{"number":3,"hash":"0x12","digest":"0x"}}'],
])('a peer that answers with %s is named, not believed', async (_, body) => {
  const stranger = createServer((_request, response) => response.end(body))
  await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done))
  const peer = openPeer(listen(stranger), 1000)
  await expect(findDifference(peer, peer)).rejects.toMatchObject({ code: 'UNAVAILABLE_PEER' })
})

test('a peer that is gone is named', async () => {
  await expect(openPeer('http://127.0.0.1:9').height()).rejects.toMatchObject({ code: 'UNAVAILABLE_PEER' })
})
