import { afterEach, describe, expect, test } from 'vitest'
import { Gateway } from '../../src/gateway/endpoints/ask.ts'
import type { GatewayReader } from '../../src/gateway/reader.ts'
import { createRandom } from '../support/mockchain/random.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { SICKNESSES, sicken } from '../support/mockchain/sickness.ts'
import { createReader, digestOf, FILTERS, growChain, truthOf } from '../support/mockchain/world.ts'

const open: (MockEndpoint | GatewayReader | Gateway)[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close()
})

const chain = growChain(60)

async function serve(count: number) {
  const endpoints = await Promise.all(Array.from({ length: count }, () => serveChain(chain)))
  open.push(...endpoints)
  return endpoints
}

function connect(endpoints: readonly MockEndpoint[], timeoutMs = 5_000, patienceMs = 10_000): Gateway {
  const each = { maxConcurrency: 8, batchSize: 50, maxBodyBytes: 1 << 20 }
  const gateway = new Gateway(
    { endpoints: endpoints.map(({ url }) => ({ url, ...each })), timeoutMs, patienceMs },
    new AbortController().signal,
  )
  open.push(gateway)
  return gateway
}

const head = '0x3c'

describe('one question, the first endpoint sick, the second well', () => {
  test.each(SICKNESSES)('%s: answered within two seconds', async (kind) => {
    const endpoints = await serve(2)
    const [sick] = endpoints
    if (sick) sick.behaviour.sickness = () => kind
    const gateway = connect(endpoints)
    const started = Date.now()
    for (let i = 0; i < 5; i++) expect(await gateway.request('eth_blockNumber', [])).toBe(head)
    expect(Date.now() - started).toBeLessThan(2_000)
  })
})

describe('one endpoint that is sick for a while', () => {
  test.each(SICKNESSES.filter((kind) => kind !== 'http_429_retry_after'))(
    '%s: asked again until it answers',
    async (kind) => {
      const endpoints = await serve(1)
      const [only] = endpoints
      let left = 3
      if (only) only.behaviour.sickness = () => (left-- > 0 ? kind : undefined)
      expect(await connect(endpoints, 300).request('eth_blockNumber', [])).toBe(head)
      expect(left).toBeLessThan(0)
    },
  )

  test('a Retry-After is kept', async () => {
    const endpoints = await serve(1)
    const [only] = endpoints
    let refused = false
    if (only)
      only.behaviour.sickness = () => {
        if (refused) return undefined
        refused = true
        return 'http_429_retry_after'
      }
    const started = Date.now()
    expect(await connect(endpoints).request('eth_blockNumber', [])).toBe(head)
    expect(Date.now() - started).toBeGreaterThanOrEqual(950)
  })

  test('for ever: the question is given up by name, with what was heard', async () => {
    const endpoints = await serve(1)
    for (const { behaviour } of endpoints) behaviour.sickness = () => 'html'
    await expect(connect(endpoints, 100, 300).request('eth_blockNumber', [])).rejects.toMatchObject({
      code: 'UNAVAILABLE_ENDPOINTS',
      message: expect.stringContaining('not JSON'),
    })
  })
})

test('an error that is an answer is passed on and asked only once', async () => {
  const endpoints = await serve(2)
  const gateway = connect(endpoints)
  await expect(gateway.request('eth_nothing', [])).rejects.toMatchObject({ code: 'UNAVAILABLE_METHOD' })
})

test('a body larger than allowed is not read to its end', async () => {
  const endpoints = await serve(1)
  const gateway = new Gateway(
    {
      endpoints: endpoints.map(({ url }) => ({ url, maxConcurrency: 1, batchSize: 50, maxBodyBytes: 100 })),
      timeoutMs: 500,
      patienceMs: 300,
    },
    new AbortController().signal,
  )
  open.push(gateway)
  await expect(gateway.request('eth_getBlockByNumber', ['0x1', true])).rejects.toMatchObject({
    message: expect.stringContaining('larger than 100 bytes'),
  })
})

describe.each(['full', 'audited'] as const)('policy %s', (policy) => {
  test.each([0.02, 0.05, 0.2])(
    'three endpoints, a share of %d of all answers sick: everything is read',
    async (rate) => {
      const endpoints = await serve(3)
      for (const [i, { behaviour }] of endpoints.entries())
        behaviour.sickness = sicken(createRandom(rate * 1000 + i), rate)
      const reader = createReader(
        endpoints.map(({ url }) => url),
        { policy },
        { timeoutMs: 1_000, patienceMs: 20_000 },
      )
      open.push(reader)
      const accused: unknown[] = []
      reader.onFault((fault) => accused.push(fault))
      for (let from = 1; from <= 41; from += 10) {
        const { blocks } = await reader.logs({ from, to: from + 9 }, FILTERS)
        expect(digestOf(blocks)).toBe(digestOf(truthOf(chain, from, from + 9)))
      }
      // To be sick is not to lie.
      expect(accused).toEqual([])
    },
  )
})
