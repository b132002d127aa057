import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CometChain, event } from '../../devnet/validators/chain.ts'
import { encodeIdentities } from '../../devnet/validators/rules.ts'
import { type CometEndpoint, serveComet } from '../../devnet/validators/server.ts'
import { makeSigners, type Signer } from '../../devnet/validators/signers.ts'
import { Proto } from '../../src/chain/cometbft/proto.ts'
import { encodeBech32 } from '../../src/claim/bech32.ts'
import { Address } from '../../src/claim/hex.ts'
import { cometNetwork, type RunningComet, runCometIndexer } from '../support/comet-world.ts'
import { eventually } from '../support/indexer.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

// Ways in which nodes and chains differ that are all of them honest.

const CHAIN_NAME = 'og-synthetic-1'
const EVENTS = [event('mint', { amount: '1', mode: 'BeginBlock' }), event('nothing', {})]

let database: TestDatabase
let running: RunningComet | undefined
let endpoint: CometEndpoint | undefined

beforeEach(async () => {
  database = await createDatabase()
})
afterEach(async () => {
  await running?.stop()
  running = undefined
  await endpoint?.close()
  await database.drop()
})

async function serve(chain: CometChain, behaviour = {}): Promise<string> {
  endpoint = await serveComet(chain, behaviour)
  return endpoint.url
}

async function index(urls: readonly string[], change: object = {}, name = 'consensus'): Promise<void> {
  await running?.stop()
  const network = cometNetwork({ fromBlock: 1, ...change }, 'trusted')
  running = runCometIndexer(database.url, { ...network, name }, urls)
}

async function reached(height: number, name = 'consensus'): Promise<void> {
  await until(`select count(*) = 1 from ingest.status where network = '${name}' and height = ${height}`)
}

async function until(sql: string): Promise<void> {
  if (!running) throw new Error('nothing is running')
  await eventually(running.pool, sql)
}

async function rows(sql: string): Promise<unknown[]> {
  const result = await running?.pool.query({ text: sql, rowMode: 'array' })
  return result?.rows ?? []
}

const digests = () => rows(`select distinct encode(digest, 'hex') from ingest.status`)

function mined(count: number, signers = makeSigners(4, 'worlds')): CometChain {
  const chain = new CometChain(CHAIN_NAME, signers)
  for (let at = 1; at <= count; at++) chain.mine({ events: EVENTS })
  return chain
}

/** A server before another one, that changes the bytes of its answers. */
async function before(url: string, change: (answer: string) => Buffer | string, headers = {}) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const answer = await fetch(url, { method: 'POST', body: Buffer.concat(chunks) })
    response.writeHead(200, { 'content-type': 'application/json', ...headers })
    response.end(change(await answer.text()))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

test('a batch is read by the numbers of its calls, in any order, with one more that nobody asked for', async () => {
  const url = await serve(mined(13))
  const server = await before(url, (text) => {
    const answer = JSON.parse(text)
    return JSON.stringify(
      Array.isArray(answer) ? [...answer.reverse(), { jsonrpc: '2.0', id: -1, result: {} }] : answer,
    )
  })
  try {
    await index([server.url])
    await reached(12)
  } finally {
    await server.close()
  }
})

test('an answer that is compressed though nobody asked for that is none, and another endpoint is asked', async () => {
  const url = await serve(mined(7))
  const server = await before(url, (text) => gzipSync(text), { 'content-encoding': 'gzip' })
  try {
    await index([server.url, url])
    await reached(6)
    expect(await rows('select count(*)::int from ingest.provider_fault')).toEqual([[0]])
  } finally {
    await server.close()
  }
})

test('a block that is pruned while it is asked for is null: a state, and no lie of its node', async () => {
  const alter = (method: string, [at]: readonly string[]) =>
    method === 'block' && at === '3'
      ? { block_id: { hash: '', parts: { total: 0, hash: '' } }, block: null }
      : undefined
  await index([await serve(mined(7), { alter })])
  await until(`select max(trouble_code) = 'COMET_PRUNED' from ingest.status`)
  expect(await rows('select count(*)::int from ingest.provider_fault')).toEqual([[0]])
})

test('what honest nodes say differently is not in the digest', async () => {
  const signers = makeSigners(4, 'worlds')
  const chain = new CometChain(CHAIN_NAME, signers)
  const result = { code: 0, data: null, log: '', info: '', gas_wanted: '5', gas_used: '3', codespace: '' }
  const tx = Buffer.from('a transaction')
  const events = [event('message', { action: '/some.Msg' })]
  for (let at = 1; at <= 7; at++) chain.mine({ events: EVENTS, txs: [tx], results: [{ ...result, events }] })
  const url = await serve(chain)
  await index([url], {}, 'one')
  await reached(6, 'one')
  interface Said {
    attributes?: object[]
  }
  const unindexed = (said: Said) => {
    for (const each of said.attributes ?? []) Object.assign(each, { index: false })
    if (said.attributes?.length === 0) delete said.attributes
  }
  const other = await serveComet(chain, {
    alter(method, _, answer) {
      if (method === 'block') return { ...answer, sdk_block: {}, block: { ...answer.block, more: 1 } }
      if (method !== 'block_results') return undefined
      answer.finalize_block_events.forEach(unindexed)
      for (const each of answer.txs_results) {
        each.events.forEach(unindexed)
        Object.assign(each, { log: 'of this node', info: 'as well', codespace: 'sdk', data: '' })
      }
      return { ...answer, validator_updates: [], begin: [] }
    },
  })
  try {
    await index([other.url], {}, 'other')
    await reached(6, 'other')
    expect(await rows('select network from ingest.status order by 1')).toEqual([['one'], ['other']])
    expect(await digests()).toHaveLength(1)
  } finally {
    await other.close()
  }
})

test('a set that changes at the very heights whose commits are checked, and where reading starts again', async () => {
  const signers = makeSigners(5, 'worlds')
  const [first, second] = signers as [Signer, Signer]
  const updates: readonly (readonly Signer[])[] = [
    [{ ...first, power: 7_000 }],
    [{ ...second, power: 0 }],
    [],
    [
      { ...second, power: 20_000 },
      { ...first, power: 0 },
    ],
    [{ ...first, power: 1 }],
    [{ ...first, power: 10_000 }],
    [],
    [],
    [],
  ]
  const chain = new CometChain(CHAIN_NAME, signers)
  const url = await serve(chain)
  // Each height is the head for a while, so that its own commit is checked; every second time by a new run.
  for (const [at, changed] of updates.entries()) {
    chain.mine({ events: EVENTS, updates: changed })
    if (at === 0) continue
    if (at % 2 === 1) await index([url])
    await reached(at)
  }
  await index([url], {}, 'at-once')
  await reached(updates.length - 1, 'at-once')
  expect(await digests()).toHaveLength(1)
  const powers = (name: string) =>
    rows(`select block_number, encode(node, 'hex'), value::int from facts.node_report
      where network = '${name}' and topic = 'voting_power' and block_number > 1 order by 1, 2`)
  const [a, b] = [first, second].map(({ address }) => address.toLowerCase())
  const expected = [
    [3, a, 7_000],
    [4, b, 0],
    [6, a, 0],
    [6, b, 20_000],
    [7, a, 1],
    [8, a, 10_000],
  ]
  expect(await powers('consensus')).toEqual(expected.sort())
  expect(await powers('at-once')).toEqual(expected)
})

test('a chain that begins at another height than 1 counts the stake of its beginning once', async () => {
  const FIRST = 1_000
  const signers = makeSigners(4, 'worlds')
  const operators = signers.map((_, at) => Address(`0x${String(at + 1).repeat(40)}`))
  const valopers = operators.map((each) => encodeBech32('ogvaloper', each))
  const [valoper = ''] = valopers
  const staker = Address(`0x${'ee'.repeat(20)}`)
  const delegator = encodeBech32('og', staker)
  const delegate = (amount: string) => ({
    txs: [Buffer.from(amount)],
    results: [
      {
        ...{ code: 0, data: null, log: '', info: '', gas_wanted: '5', gas_used: '3', codespace: '' },
        events: [event('delegate', { validator: valoper, delegator, amount, new_shares: '1' })],
      },
    ],
  })
  const chain = new CometChain(CHAIN_NAME, signers, { first: FIRST })
  // What is staked in the first block is in the state after it; what is staked in the next one is not.
  chain.mine({ events: EVENTS, ...delegate('5ogwei') })
  chain.mine({ events: EVENTS, ...delegate('3ogwei') })
  for (let at = 0; at < 4; at++) chain.mine({ events: EVENTS })
  const delegations = () => {
    const delegation = new Proto().text(1, delegator).text(2, valoper).end()
    const coin = new Proto().text(1, 'ogwei').text(2, '25').end()
    const response = new Proto(512).message(1, delegation).message(2, coin).end()
    return Buffer.from(new Proto(1024).message(1, response).end()).toString('base64')
  }
  const asked: string[] = []
  const url = await serve(chain, {
    alter(method: string, [path = '', , height = '']: readonly string[]) {
      if (method !== 'abci_query') return undefined
      const isState = Number(height) === 0 || Number(height) >= FIRST
      if (path.endsWith('/ValidatorDelegations')) asked.push(height)
      const value = path.endsWith('/Validators')
        ? encodeIdentities(signers.map(({ pubKey }, at) => ({ operator: valopers[at] ?? '', key: pubKey })))
        : path.endsWith('/ValidatorDelegations')
          ? delegations()
          : null
      if (!isState || value === null) return { response: { code: 6, log: 'no such state', value: null } }
      return { response: { code: 0, log: '', value, height: height === '0' ? String(FIRST + 5) : height } }
    },
  })
  await index([url], {}, 'from-one')
  await until(`select max(trouble_code) = 'COMET_PRUNED' from ingest.status`)
  await index([url], { fromBlock: FIRST })
  await reached(FIRST + 4)
  expect(new Set(asked)).toEqual(new Set([String(FIRST)]))
  expect(
    await rows(`select block_number, delta::int from facts.stake_change
      where network = 'consensus' and node = '\\x${'1'.repeat(40)}' order by 1`),
  ).toEqual([
    [FIRST, 25],
    [FIRST + 1, 3],
  ])
})
