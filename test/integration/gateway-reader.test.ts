import { afterEach, describe, expect, test } from 'vitest'
import type { GatewayReader } from '../../src/gateway/reader.ts'
import { RpcFault } from '../support/mockchain/answers.ts'
import type { Json } from '../support/mockchain/chain.ts'
import { LIES } from '../support/mockchain/lies.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import {
  areBeside,
  createReader,
  digestOf,
  FILTERS,
  FILTERS_BESIDE,
  growChain,
  OURS,
  truthOf,
} from '../support/mockchain/world.ts'

const open: (MockEndpoint | GatewayReader)[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close()
})

async function serve(count: number, chain = growChain(60)) {
  const endpoints = await Promise.all(Array.from({ length: count }, () => serveChain(chain)))
  open.push(...endpoints)
  return { chain, endpoints, urls: endpoints.map((each) => each.url) }
}

function read(...options: Parameters<typeof createReader>) {
  const reader = createReader(...options)
  open.push(reader)
  return reader
}

describe.each(['full', 'audited', 'trusted'] as const)('policy %s', (policy) => {
  test.each(['ethereum', 'opstack'] as const)(
    'delivers what is on an honest chain of family %s',
    async (family) => {
      const { chain, urls } = await serve(policy === 'trusted' ? 1 : 3, growChain(60, { family }))
      const reader = read(urls, { policy, family })
      expect(await reader.chainId()).toBe(31_337)
      const range = await reader.logs({ from: 1, to: 50 }, FILTERS)
      expect(digestOf(range.blocks)).toBe(digestOf(truthOf(chain, 1, 50)))
      expect(range.proof).toBe(policy)
      expect(range.last.hash).toBe(chain.blocks[50]?.hash)
      expect(range.parentHash).toBe(chain.blocks[0]?.hash)
      for (const { header } of range.blocks) expect(header.encoded).not.toBeNull()
    },
  )

  test('delivers one block by its hash', async () => {
    const { chain, urls } = await serve(policy === 'trusted' ? 1 : 3)
    const reader = read(urls, { policy })
    const [truth] = truthOf(chain, 55, 60)
    if (!truth) throw new Error('the chain has data near its head')
    const block = await reader.block(truth.header.hash, FILTERS)
    expect(digestOf([block])).toBe(digestOf([truth]))
    expect(block.proof).toBe(policy === 'trusted' ? 'trusted' : 'full')
  })

  test('delivers what stands beside a log of ours, also where endpoints give little at once', async () => {
    const { chain, endpoints, urls } = await serve(3)
    const truth = truthOf(chain, 1, 50, areBeside)
    const foreign = truth.flatMap(({ logs }) => logs).filter(({ address }) => address !== OURS)
    // Of a stranger's contract some logs stand beside ours, most do not.
    const all = chain.blocks
      .slice(1, 51)
      .flatMap(({ logs }) => logs.filter((log) => log.address === foreign[0]?.address))
    expect(foreign.length).toBeGreaterThan(3)
    expect(foreign.length).toBeLessThan(all.length / 2)
    const reader = read(urls, { policy })
    expect(digestOf((await reader.logs({ from: 1, to: 50 }, FILTERS_BESIDE)).blocks)).toBe(digestOf(truth))
    for (const { behaviour } of endpoints) behaviour.limits = { maxLogs: 1, maxRange: 9 }
    expect(digestOf((await reader.logs({ from: 1, to: 50 }, FILTERS_BESIDE)).blocks)).toBe(digestOf(truth))
    const above = truthOf(chain, 51, 60, areBeside)
    const [block] = above
    if (!block) throw new Error('the chain has data near its head')
    expect(digestOf([await reader.block(block.header.hash, FILTERS_BESIDE)])).toBe(digestOf([block]))
  })

  test('splits ranges until the endpoints serve them', async () => {
    const { chain, endpoints, urls } = await serve(3)
    for (const { behaviour } of endpoints) behaviour.limits = { maxLogs: 12, maxRange: 9 }
    const range = await read(urls, { policy }).logs({ from: 1, to: 50 }, FILTERS)
    expect(digestOf(range.blocks)).toBe(digestOf(truthOf(chain, 1, 50)))
  })

  test('asks for a block that is over the limit of every endpoint another way', async () => {
    const { chain, endpoints, urls } = await serve(3)
    for (const { behaviour } of endpoints) behaviour.limits = { maxLogs: 1 }
    const reader = read(urls, { policy })
    const range = await reader.logs({ from: 1, to: 50 }, FILTERS)
    expect(digestOf(range.blocks)).toBe(digestOf(truthOf(chain, 1, 50)))
    const [truth] = truthOf(chain, 55, 60)
    if (!truth) throw new Error('the chain has data near its head')
    expect(digestOf([await reader.block(truth.header.hash, FILTERS)])).toBe(digestOf([truth]))
  })

  test('reads heads, finality, headers, calls and code', async () => {
    const { chain, urls } = await serve(3)
    const reader = read(urls, { policy })
    expect((await reader.head()).hash).toBe(chain.head.hash)
    expect((await reader.finalized()).number).toBe(50)
    expect((await read(urls, { policy, finality: { depth: 7 } }).finalized()).number).toBe(53)
    expect((await reader.header(7)).hash).toBe(chain.blocks[7]?.hash)
    expect((await reader.header((await reader.header(9)).hash)).number).toBe(9)
    expect((await reader.headers({ from: 3, to: 12 })).map((header) => header.number)).toHaveLength(10)
    expect(await reader.genesisHash()).toBe(chain.blocks[0]?.hash)
    expect(await reader.call(OURS, '0x', 5)).toBe(`0x${'00'.repeat(31)}2a`)
    expect(await reader.code(OURS, 5)).toBe('0x6001')
    await expect(reader.header(61)).rejects.toMatchObject({ code: 'UNAVAILABLE_BLOCK' })
    const gone = chain.blocks[60]?.hash.replace(/..$/, '00')
    await expect(reader.header(gone as never)).rejects.toMatchObject({ code: 'UNAVAILABLE_BLOCK' })
  })
})

test('receipts are asked for one by one where they are not served together', async () => {
  const { chain, endpoints, urls } = await serve(3)
  for (const { behaviour } of endpoints) behaviour.limits = { unsupported: ['eth_getBlockReceipts'] }
  const range = await read(urls, { policy: 'full' }).logs({ from: 1, to: 50 }, FILTERS)
  expect(digestOf(range.blocks)).toBe(digestOf(truthOf(chain, 1, 50)))
  expect(range.proof).toBe('full')
})

test('an endpoint of another chain is put aside and named', async () => {
  const { urls } = await serve(2)
  const { urls: others } = await serve(1, growChain(60, { chainId: 5 }))
  const reader = read([...others, ...urls])
  const faults: unknown[] = []
  reader.onFault((fault) => faults.push(fault))
  expect(await reader.chainId()).toBe(31_337)
  expect(faults).toMatchObject([{ kind: 'wrong_chain', endpoint: others[0] }])
})

test('what is not final yet is not read by number', async () => {
  const { urls } = await serve(3)
  await expect(read(urls).logs({ from: 1, to: 51 }, FILTERS)).rejects.toMatchObject({
    code: 'UNAVAILABLE_BLOCK',
  })
})

test('audited with a single endpoint says that nothing was compared', async () => {
  const { chain, urls } = await serve(1)
  const reader = read(urls, { policy: 'audited' })
  const range = await reader.logs({ from: 1, to: 50 }, FILTERS)
  expect(digestOf(range.blocks)).toBe(digestOf(truthOf(chain, 1, 50)))
  expect(range.proof).toBe('unproved')
  expect(new Set(range.blocks.map((block) => block.proof))).toEqual(new Set(['unproved']))
  expect(range.vouchedBy).toContain('alone')
})

test.each(['full', 'audited'] as const)('a family without roots is unproved under %s', async (policy) => {
  const { chain, urls } = await serve(3)
  const range = await read(urls, { policy, family: 'cometbft' }).logs({ from: 1, to: 50 }, FILTERS)
  expect(digestOf(range.blocks)).toBe(digestOf(truthOf(chain, 1, 50)))
  expect(range.proof).toBe('unproved')
  expect(range.blocks[0]?.header.encoded).toBeNull()
})

test('where nothing is provable, one liar of three stops nothing: two others say the same', async () => {
  const { chain, endpoints, urls } = await serve(3)
  for (const { behaviour } of endpoints.slice(0, 1)) behaviour.lie = LIES.dropped_one
  for (const { behaviour } of endpoints.slice(1)) behaviour.latencyMs = 20
  const reader = read(urls, { policy: 'audited', family: 'cometbft' })
  const { blocks } = await reader.logs({ from: 1, to: 50 }, FILTERS)
  expect(digestOf(blocks)).toBe(digestOf(truthOf(chain, 1, 50)))
  const [truth] = truthOf(chain, 55, 60)
  if (!truth) throw new Error('the chain has data near its head')
  expect(digestOf([await reader.block(truth.header.hash, FILTERS)])).toBe(digestOf([truth]))
})

test('an audited range records the drawn share and its seed, and those blocks are full', async () => {
  const { urls } = await serve(3)
  const range = await read(urls, { policy: 'audited', auditShare: 1 }).logs({ from: 1, to: 50 }, FILTERS)
  expect(range.vouchedBy).toMatch(/2 of 3 endpoints .*50 blocks proved in full, seed 0x[0-9a-f]{16}/)
  expect(new Set(range.blocks.map((block) => block.proof))).toEqual(new Set(['full']))
})

test('another chain behind the endpoints is refused by name', async () => {
  const { urls } = await serve(2)
  await expect(read(urls, { chainId: 1 }).chainId()).rejects.toMatchObject({ code: 'CHAIN_WRONG' })
})

test('more voters than endpoints is a setting to mend', () => {
  expect(() => createReader(['http://127.0.0.1:1'], { quorum: 2 })).toThrow(
    expect.objectContaining({ code: 'GATEWAY_QUORUM' }),
  )
})

test('with one of three endpoints down everything is still served, and within two seconds', async () => {
  const { chain, endpoints, urls } = await serve(3)
  await endpoints[0]?.close()
  const reader = read(urls, { policy: 'full' })
  const started = Date.now()
  expect((await reader.head()).hash).toBe(chain.head.hash)
  const range = await reader.logs({ from: 1, to: 50 }, FILTERS)
  expect(digestOf(range.blocks)).toBe(digestOf(truthOf(chain, 1, 50)))
  expect(Date.now() - started).toBeLessThan(2_000)
})

test('a call is answered as a quorum does, and not at all when none agrees', async () => {
  const { endpoints, urls } = await serve(3)
  const lie = (last: string) => (method: string, _: unknown, honest: () => unknown) =>
    method === 'eth_call' ? `0x${last.repeat(32)}` : honest()
  for (const [i, { behaviour }] of endpoints.slice(0, 2).entries()) {
    behaviour.lie = lie(`0${i + 1}`)
    const answer = read(urls, {}, { patienceMs: 300 }).call(OURS, '0x', 5)
    if (i === 0) expect(await answer).toBe(`0x${'00'.repeat(31)}2a`)
    else await expect(answer).rejects.toMatchObject({ code: 'UNAVAILABLE_QUORUM' })
  }
})

describe('one endpoint of three cannot stop what the two others bear out', () => {
  const chain = growChain(60)
  const refuse = (code: number, message: string) => () => {
    throw new RpcFault(code, message)
  }
  test.each([
    ['refuses every question', refuse(-32602, 'no')],
    ['says that even one block is too many', refuse(-32005, 'query returned more than 1 results')],
    [
      'names other transactions in its logs',
      (method: string, _: unknown, honest: () => unknown) => {
        const logs = honest()
        if (method !== 'eth_getLogs') return logs
        return (logs as Json[]).map((log) => ({ ...log, transactionHash: `0x${'ee'.repeat(32)}` }))
      },
    ],
  ])('by one that %s', async (_, lie) => {
    const { endpoints, urls } = await serve(3, chain)
    for (const { behaviour } of endpoints.slice(0, 1)) behaviour.lie = lie
    for (const policy of ['audited', 'full'] as const) {
      const { blocks } = await read(urls, { policy }).logs({ from: 1, to: 50 }, FILTERS)
      expect(digestOf(blocks)).toBe(digestOf(truthOf(chain, 1, 50)))
    }
  })
})
