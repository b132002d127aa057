import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GatewayReader } from '../../src/gateway/reader.ts'
import { METHODS } from '../../src/gateway/serve/methods.ts'
import { serveRpc } from '../../src/gateway/serve/server.ts'
import { createLog } from '../../src/platform/log.ts'
import type { Listening } from '../../src/platform/serve.ts'
import { LIES } from '../support/mockchain/lies.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createReader, growChain, OURS } from '../support/mockchain/world.ts'

const chain = growChain(60)
let endpoints: MockEndpoint[]
let reader: GatewayReader
let server: Listening
let url: string

beforeAll(async () => {
  endpoints = await Promise.all([1, 2, 3].map(() => serveChain(chain)))
  const [liar] = endpoints
  if (liar) liar.behaviour.lie = LIES.dropped_one
  reader = createReader(endpoints.map((each) => each.url))
  server = await serveRpc(reader, '127.0.0.1', 0, createLog('gateway', 'silent'))
  url = `http://127.0.0.1:${server.port}`
})
afterAll(async () => {
  await server.close()
  await reader.close()
  await Promise.all(endpoints.map((each) => each.close()))
})

interface Reply {
  result?: unknown
  error?: { code: number; message: string }
}

async function post(body: unknown): Promise<{ reply: Reply; proof: string | null; status: number }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(url, { method: 'POST', body: text })
  const reply = (response.status === 200 ? await response.json() : {}) as Reply
  return { reply, proof: response.headers.get('x-assay-proof'), status: response.status }
}
const call = (method: string, ...params: unknown[]) => ({ jsonrpc: '2.0', id: 5, method, params })

describe('a client that knows nothing of proofs', () => {
  test('gets every log although an endpoint drops one', async () => {
    const { reply, proof } = await post(
      call('eth_getLogs', { address: OURS, fromBlock: '0x1', toBlock: 'latest' }),
    )
    const truth = chain.blocks.flatMap((block) => block.logs.filter((log) => log.address === OURS))
    expect(reply.result).toEqual(truth)
    expect(proof).toBe('full')
  })

  test('gets blocks, receipts and transactions that hash to what they are called', async () => {
    const block = chain.blocks.find((each) => each.transactions.length)
    if (!block) throw new Error('the chain has a block with a transaction')
    const number = block.header.number
    expect((await post(call('eth_getBlockByNumber', number, true))).reply.result).toMatchObject({
      hash: block.hash,
    })
    expect((await post(call('eth_getBlockByHash', block.hash, false))).reply.result).toMatchObject({ number })
    expect((await post(call('eth_getBlockReceipts', number))).reply.result).toEqual(block.receipts)
    const [transaction] = block.transactions
    expect((await post(call('eth_getTransactionByHash', transaction?.hash))).reply.result).toEqual(
      transaction,
    )
    expect((await post(call('eth_getBlockByNumber', '0xffff', false))).reply.result).toBeNull()
    expect((await post(call('eth_getBlockByNumber', 'finalized', false))).reply.result).toMatchObject({
      number: '0x32',
    })
  })

  test('is not given another block or transaction than it asked for, true as they may be', async () => {
    const [one, other] = chain.blocks.filter((each) => each.transactions.length)
    const [transaction, given] = [one?.transactions[0], other?.transactions[0]]
    const others = await Promise.all([1, 2, 3].map(() => serveChain(chain)))
    for (const { behaviour } of others.slice(0, 1))
      behaviour.lie = (method, _, honest) => {
        if (method === 'eth_getTransactionByHash') return given
        if (method !== 'eth_getBlockByHash') return honest()
        return { ...other?.header, transactions: other?.transactions }
      }
    const own = createReader(others.map((each) => each.url))
    const faults: unknown[] = []
    own.onFault((fault) => faults.push(fault))
    const ask = async (method: string, ...params: unknown[]) => (await METHODS[method]?.(own, params))?.result
    for (let i = 0; i < 4; i++) {
      expect(await ask('eth_getTransactionByHash', transaction?.hash)).toEqual(transaction)
      const block = await ask('eth_getBlockByHash', one?.hash, false)
      expect(block).toMatchObject({ transactions: one?.transactions.map((each) => each.hash) })
    }
    expect(faults[0]).toMatchObject({ kind: 'header_refused', endpoint: others[0]?.url })
    await own.close()
    await Promise.all(others.map((each) => each.close()))
  })

  test('is told where nothing was proved', async () => {
    expect(await post(call('eth_call', { to: OURS, data: '0x' }, 'latest'))).toMatchObject({
      reply: { result: `0x${'00'.repeat(31)}2a` },
      proof: 'unproved',
    })
  })

  test('may send batches', async () => {
    const { reply } = await post([call('eth_chainId'), { ...call('eth_blockNumber'), id: 6 }])
    expect(reply).toEqual([
      { jsonrpc: '2.0', id: 5, result: '0x7a69' },
      { jsonrpc: '2.0', id: 6, result: '0x3c' },
    ])
  })
})

describe('bad requests are answered by name', () => {
  test.each([
    ['not JSON', '{', -32700],
    ['no object', '7', -32600],
    [
      'nested without end',
      `{"method":"eth_call","params":${'['.repeat(90_000)}${']'.repeat(90_000)}}`,
      -32700,
    ],
    ['an id that is nested', '{"id":[[]],"method":"eth_chainId"}', -32600],
    ['an id that is an object', '{"id":{},"method":"eth_chainId"}', -32600],
    ['an empty batch', '[]', -32600],
    ['no method', '{"id":1}', -32600],
    ['params that are no list', '{"id":1,"method":"eth_chainId","params":{}}', -32600],
    ['a method that changes the chain', JSON.stringify(call('eth_sendRawTransaction', '0x00')), -32601],
    ['a name of Object.prototype', JSON.stringify(call('constructor')), -32601],
    ['a block that is none', JSON.stringify(call('eth_getBlockByNumber', 'newest')), -32602],
    ['a filter that is none', JSON.stringify(call('eth_getLogs', { topics: 'x' })), -32602],
  ])('%s', async (_, body, code) => {
    expect((await post(body)).reply.error?.code).toBe(code)
  })

  test('a body that is too large, a method that is not POST', async () => {
    expect((await post(`"${'x'.repeat(2_000_000)}"`)).status).toBe(413)
    expect((await fetch(url)).status).toBe(405)
  })
})

test('metrics name the lie and who told it', async () => {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  const name = new URL(endpoints[0]?.url ?? '').origin
  expect(metrics).toContain(`assay_gateway_provider_faults_total{endpoint="${name}",kind="receipts_root"}`)
  expect(metrics).toContain(`assay_gateway_endpoint_aside{endpoint="${name}"} 1`)
  expect(await (await fetch(`${url}/health`)).text()).toBe('ok')
})

test('a port that is taken is a setting to mend', async () => {
  const { port } = server
  await expect(serveRpc(reader, '127.0.0.1', port, createLog('gateway', 'silent'))).rejects.toMatchObject({
    code: 'GATEWAY_PORT',
  })
})
