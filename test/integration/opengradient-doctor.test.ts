import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { describeTrust, examineNetwork } from '../../src/gateway/doctor/examine.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { makeNetwork } from '../support/indexer.ts'

interface World {
  readonly chainId?: number
  readonly head?: number
  readonly oldestState?: number
  readonly widestRange?: number
  readonly blockReceipts?: boolean
}

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

// An endpoint of a node: the world is faked, never our own code.
async function serve(world: World): Promise<string> {
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      const { id, method, params } = JSON.parse(text)
      const answer = answerOf(world, method, params)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }))
    })
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-key`
}

const hex = (value: number) => `0x${value.toString(16)}`
const NOW = Math.floor(Date.now() / 1000)

function answerOf(world: World, method: string, params: readonly unknown[]): object {
  const { chainId = 10740, head = 50_000, oldestState = 0, widestRange = 1e9, blockReceipts = true } = world
  const error = { code: -32000, message: 'nothing of the kind' }
  switch (method) {
    case 'eth_chainId':
      return { result: hex(chainId) }
    case 'eth_getBlockByNumber':
      return { result: { number: hex(head), timestamp: hex(NOW - 30), transactions: [] } }
    case 'eth_getBalance':
      return Number(params[1]) < oldestState
        ? { error: { ...error, message: 'missing trie node' } }
        : { result: '0x0' }
    case 'eth_getLogs': {
      const { fromBlock, toBlock } = params[0] as { fromBlock: string; toBlock: string }
      return Number(toBlock) - Number(fromBlock) < widestRange ? { result: [] } : { error }
    }
    case 'eth_getBlockReceipts':
      return blockReceipts ? { result: [] } : { error: { code: -32601, message: 'method not found' } }
    case 'eth_getTransactionReceipt':
      return { result: null }
    default:
      return { error }
  }
}

async function examine(world: World) {
  const network = await getNetwork('networks', 'opengradient-testnet')
  const url = await serve(world)
  const rows = await examineNetwork(network, () => [url], '10740')
  return rows[0]
}

describe('assay doctor', () => {
  test('an endpoint that has everything', async () => {
    expect(await examine({})).toMatchObject({
      chain: 10740,
      chainId: 10740,
      head: 50_000,
      finalized: 50_000,
      oldestState: 0,
      logRange: 50_001,
      receipts: 'block',
      faults: [],
    })
  })

  test('old state, log range and receipts are measured, and the URL behind the host is not shown', async () => {
    const row = await examine({ oldestState: 41_777, widestRange: 1_000, blockReceipts: false })
    expect(row).toMatchObject({ oldestState: 41_777, logRange: 1_000, receipts: 'single', faults: [] })
    expect(row?.endpoint).not.toContain('secret')
    expect(row?.lagSeconds).toBeGreaterThanOrEqual(30)
  })

  test('another chain is a fault that names both', async () => {
    const row = await examine({ chainId: 1 })
    expect(row?.faults).toEqual(['it serves chain 1, not 10740'])
  })

  test('nobody there: every figure is unknown, with a reason', async () => {
    const network = await getNetwork('networks', 'opengradient-testnet')
    const [row] = await examineNetwork(network, () => ['http://127.0.0.1:1'], '10740')
    expect(row).toMatchObject({ chainId: null, head: null, logRange: null, receipts: null })
    expect(row?.faults).toHaveLength(1)
  })

  test.each([
    ['full', 'ethereum', 3, '2 of 3 must name a header'],
    ['audited', 'opstack', 3, '2 of 3 must give the same logs; 1 % of blocks'],
    ['audited', 'ethereum', 1, 'blocks say unproved'],
    ['full', 'cometbft', 2, '2 of 2 must say the same; headers of cometbft prove nothing'],
    ['trusted', 'ethereum', 1, 'believed in everything'],
  ] as const)('%s, %s, %i endpoints: how far they are trusted is said', (policy, family, count, words) => {
    const [chain] = makeNetwork('first').chains
    if (!chain) throw new Error('a network has a chain')
    const integrity = { policy, quorum: 1, auditShare: 0.01 }
    expect(describeTrust({ ...chain, family, integrity }, count)).toContain(words)
  })

  test('a chain whose consensus is known is proved by it, and the doctor says so', () => {
    const [chain] = makeNetwork('first').chains
    if (!chain) throw new Error('a network has a chain')
    const integrity = { policy: 'full', quorum: 1, auditShare: 0.01 } as const
    expect(describeTrust({ ...chain, family: 'cometbft', integrity }, 1, true)).toContain(
      '1 of 1 must name a block; its header and its logs are proved by its consensus',
    )
  })

  test('what is no URL of an endpoint is a fault, not an end', async () => {
    const network = await getNetwork('networks', 'opengradient-testnet')
    const [row] = await examineNetwork(network, () => ['ftp://example'], '10740')
    expect(row?.faults).toEqual(['not an http, https, ws or wss URL'])
  })
})
