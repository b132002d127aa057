import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProviderFault } from '../../src/gateway/client.ts'
import type { IntegrityOptions } from '../../src/gateway/proof/integrity.ts'
import type { Json } from '../support/mockchain/chain.ts'
import type { Lie } from '../support/mockchain/lies.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { digestOf, FILTERS, FILTERS_APART, growChain, readOnce, truthOf } from '../support/mockchain/world.ts'

const BLOCKS = 40
const chain = growChain(BLOCKS + 15, { seed: 11 })
const truth = digestOf(truthOf(chain, 1, BLOCKS))
const OTHER = `0x${'ee'.repeat(32)}`
let endpoints: MockEndpoint[]

beforeAll(async () => {
  endpoints = await Promise.all(Array.from({ length: 3 }, () => serveChain(chain)))
})
beforeEach(() => {
  for (const { behaviour } of endpoints) behaviour.lie = undefined
})
afterAll(async () => {
  await Promise.all(endpoints.map((each) => each.close()))
})

/** One read by a fresh reader while the first endpoints tell something strange. */
function readWhile(
  lie: Lie | undefined,
  strangers: number,
  integrity: Partial<IntegrityOptions>,
  filters = FILTERS,
) {
  for (const { behaviour } of endpoints.slice(0, strangers)) behaviour.lie = lie
  const urls = endpoints.map((each) => each.url)
  return readOnce(urls, { from: 1, to: BLOCKS }, integrity, 2_000, filters)
}

const accused = (faults: readonly ProviderFault[]) => [...new Set(faults.map(({ endpoint }) => endpoint))]
const origin = (index: number) => new URL(endpoints[index]?.url ?? '').origin
const onePerBlock = (logs: Json[]) => logs.filter((log, i) => log.blockHash !== logs[i - 1]?.blockHash)
const inReceipts =
  (change: (receipt: Json) => Json): Lie =>
  (method, _, honest) =>
    method === 'eth_getBlockReceipts' ? (honest() as Json[]).map(change) : honest()
const inHeaders =
  (change: (block: Json) => Json): Lie =>
  (method, _, honest) =>
    method.startsWith('eth_getBlockBy') ? change(honest() as Json) : honest()
const inLogs =
  (change: (log: Json) => Json): Lie =>
  (method, _, honest) =>
    method === 'eth_getLogs' ? (honest() as Json[]).map(change) : honest()

function nested(depth: number): unknown {
  let value: unknown = []
  for (let level = 0; level < depth; level++) value = [value]
  return value
}

describe('a value that is nested too deep to walk is malformed, and its giver alone is put aside', () => {
  const deep = nested(4_000)
  // One log is enough: the endpoint, which shares the test's thread, writes such a list in time that grows with its depth squared.
  const inFirstLog = (change: (log: Json) => Json): Lie => {
    return (method, _, honest) =>
      method === 'eth_getLogs'
        ? (honest() as Json[]).map((log, i) => (i === 0 ? change(log) : log))
        : honest()
  }
  const lies: [string, 'full' | 'audited' | 'trusted', Lie][] = [
    ['receipts', 'full', inReceipts((receipt) => ({ ...receipt, logsBloom: deep }))],
    ['headers', 'full', inHeaders((block) => ({ ...block, miner: deep }))],
    ['headers', 'audited', inHeaders((block) => ({ ...block, logsBloom: deep }))],
    ['logs', 'audited', inFirstLog((log) => ({ ...log, address: deep }))],
    ['logs', 'trusted', inFirstLog((log) => ({ ...log, topics: [deep] }))],
  ]
  test.each(lies)('in %s, under %s', async (_where, policy, lie) => {
    const { digest, faults } = await readWhile(lie, 1, { policy })
    expect(digest).toBe(truth)
    expect(accused(faults)).toEqual(faults.length ? [origin(0)] : [])
    expect(new Set(faults.map(({ kind }) => kind)).size).toBeLessThanOrEqual(1)
  })
})

describe('a form of a later fork', () => {
  const newType = inReceipts((receipt) => ({ ...receipt, type: '0x7f' }))
  const newField = inHeaders((block) => ({ ...block, stateRoot: OTHER, inclusionListRoot: OTHER }))

  test('told by all accuses nobody, and has a code of its own', async () => {
    expect(await readWhile(newType, 3, { policy: 'full' })).toEqual({
      digest: undefined,
      code: 'UNSUPPORTED_TRANSACTION_TYPE',
      faults: [],
    })
    expect(await readWhile(newField, 3, { policy: 'full' })).toEqual({
      digest: undefined,
      code: 'UNSUPPORTED_HEADER_FIELD',
      faults: [],
    })
  })

  test('told by one while others prove the block is a lie like any other', async () => {
    const { digest, faults } = await readWhile(newType, 1, { policy: 'full' })
    expect(digest).toBe(truth)
    expect(accused(faults)).toEqual(faults.length ? [origin(0)] : [])
  })
})

test('under trusted, who gave a log of another transaction is accused, and not who gave the block', async () => {
  const lie = inLogs((log) => ({ ...log, transactionHash: OTHER }))
  // Which endpoint is asked for logs first depends on how fast each was.
  let liar: number | undefined
  for (const [i, { behaviour }] of endpoints.entries())
    behaviour.lie = (method, params, honest, served) => {
      if (method === 'eth_getLogs') liar ??= i
      return liar === i ? lie(method, params, honest, served) : honest()
    }
  const { digest, faults } = await readWhile(undefined, 0, { policy: 'trusted' })
  expect(digest).toBe(truth)
  expect(faults).toMatchObject([{ endpoint: origin(liar ?? Number.NaN), kind: 'logs_differ' }])
})

test.each(['audited', 'trusted'] as const)(
  'under %s, an endpoint whose answers do not fit together holds nobody up, also when it is asked first',
  async (policy) => {
    // Alone each answer is in order; of two contracts' logs, two transactions have the same place in a block.
    const lie = inLogs((log) => ({ ...log, logIndex: '0x5' }))
    let first: number | undefined
    const lying = new Set<number>()
    for (const [i, { behaviour }] of endpoints.entries())
      behaviour.lie = (method, params, honest, served) => {
        if (method === 'eth_getLogs') first ??= i
        if (method !== 'eth_getLogs' || first !== i) return honest()
        lying.add(i)
        return onePerBlock(lie(method, params, honest, served) as Json[])
      }
    const { digest, code } = await readWhile(undefined, 0, { policy }, FILTERS_APART)
    expect([digest, code]).toEqual([truth, undefined])
    expect(lying.size).toBe(1)
  },
)

test('under trusted, told by all, nothing false is indexed', async () => {
  const lie = inLogs((log) => ({ ...log, transactionIndex: '0x0', transactionHash: OTHER }))
  const { digest, code } = await readWhile(lie, 3, { policy: 'trusted' })
  expect(digest).toBeUndefined()
  expect(code).toBe('UNAVAILABLE_ENDPOINTS')
})
