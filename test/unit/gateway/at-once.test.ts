import { expect, test } from 'vitest'
import { createEndpoints, type Endpoint } from '../../../src/gateway/endpoints/endpoint.ts'
import type { RpcCall } from '../../../src/gateway/endpoints/rpc.ts'
import { auditRange } from '../../../src/gateway/policies/audited.ts'
import { proveRange } from '../../../src/gateway/policies/full.ts'
import type { Integrity } from '../../../src/gateway/proof/integrity.ts'
import { createReader, FILTERS_APART } from '../../support/mockchain/world.ts'

const urls = ['http://127.0.0.1:1', 'http://127.0.0.1:2']
const RANGE = { from: 1, to: 16 }

/** Whoever asks here is never answered; what was asked is told. */
function openSilent() {
  const [one, two] = createEndpoints(
    urls.map((url) => ({ url, maxConcurrency: 32, batchSize: 50, maxBodyBytes: 1 })),
  )
  const endpoints = [one, two] as Endpoint[]
  const asked: string[] = []
  const gateway = {
    endpoints,
    inService: () => endpoints,
    ask: (calls: readonly RpcCall[]) => {
      asked.push(`${calls.length} × ${calls[0]?.method}`)
      return new Promise(() => {})
    },
  }
  const family = { kind: 'roots' }
  const options = { policy: 'audited', auditShare: 0.01 }
  const integrity = { gateway, family, options, quorum: 1, witnesses: 2 } as unknown as Integrity
  return { integrity, asked }
}

test('under audited the ends of a range and the logs of each filter are asked for at once, of both endpoints', () => {
  const { integrity, asked } = openSilent()
  void auditRange(integrity, RANGE, FILTERS_APART)
  expect(asked.sort()).toEqual([
    ...Array(4).fill('1 × eth_getLogs'),
    ...Array(2).fill('2 × eth_getBlockByNumber'),
  ])
})

test('under full the headers of a range are asked for while its end is agreed on', () => {
  const { integrity, asked } = openSilent()
  void proveRange(integrity, async () => [], RANGE, FILTERS_APART)
  expect(asked.sort()).toEqual([...Array(2).fill('1 × eth_getBlockByNumber'), '15 × eth_getBlockByNumber'])
})

const openReader = (policy: 'audited' | 'full', limits: object = {}) => {
  const each = { maxConcurrency: 32, batchSize: 50, maxBodyBytes: 1 << 20, ...limits }
  return createReader(urls, { policy }, { endpoints: urls.map((url) => ({ url, ...each })) })
}

function answer(endpoint: Endpoint | undefined, times: number, ms: number): void {
  for (let i = 0; i < times; i++) {
    endpoint?.limiter.begin(0)
    endpoint?.limiter.answered()
    endpoint?.health.answered(ms)
  }
}

test('so many ranges are asked for at once as the endpoints that must answer were learned to bear', () => {
  const reader = openReader('audited')
  expect(reader.rangesAtOnce()).toBe(5)
  const [one, two] = reader.gateway.endpoints
  answer(one, 1_000, 20)
  // Both must give the logs.
  expect(reader.rangesAtOnce()).toBe(5)
  answer(two, 1_000, 20)
  expect(reader.rangesAtOnce()).toBe(32)
  two?.limiter.begin(0)
  two?.limiter.refused(0, undefined)
  expect(reader.rangesAtOnce()).toBe(16)
  answer(two, 20, 900)
  expect(reader.rangesAtOnce()).toBe(5)
})

test('limits that are set hold however well an endpoint answers', () => {
  const few = openReader('audited', { maxConcurrency: 6 })
  for (const each of few.gateway.endpoints) answer(each, 1_000, 20)
  expect(few.rangesAtOnce()).toBe(6)
  const slow = openReader('audited', { maxRate: 80 })
  for (const each of slow.gateway.endpoints) answer(each, 1_000, 100)
  expect(slow.rangesAtOnce()).toBe(8)
})

test('an endpoint of few questions a second is asked for few ranges', () => {
  for (const [maxRate, ranges] of [
    [5, 1],
    [12, 2],
    [1000, 5],
  ] as const)
    expect([maxRate, openReader('audited', { maxRate }).rangesAtOnce()]).toEqual([maxRate, ranges])
})

test('an endpoint that was put aside counts for nothing', () => {
  const reader = openReader('audited')
  for (const each of reader.gateway.endpoints) answer(each, 1_000, 20)
  reader.gateway.endpoints[0]?.putAside('a lie', Date.now())
  expect(reader.rangesAtOnce()).toBe(5)
})
