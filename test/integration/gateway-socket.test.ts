import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { GatewayReader } from '../../src/gateway/reader.ts'
import { createReader, digestOf, FILTERS, growChain, truthOf } from '../support/mockchain/world.ts'
import { type MockSocketEndpoint, serveChainOverSocket } from '../support/mockchain/ws-server.ts'

const open: (MockSocketEndpoint | GatewayReader)[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close()
})

async function connect(pollMs: number) {
  const chain = growChain(60)
  const endpoint = await serveChainOverSocket(chain)
  const reader = createReader([endpoint.url], { pollMs })
  open.push(endpoint, reader)
  return { chain, endpoint, reader }
}

test('everything is read over a socket, also after it was cut', async () => {
  const { chain, endpoint, reader } = await connect(100)
  for (const to of [50, 49]) {
    const { blocks } = await reader.logs({ from: 1, to }, FILTERS)
    expect(digestOf(blocks)).toBe(digestOf(truthOf(chain, 1, to)))
    endpoint.cut()
  }
})

test('an announced head wakes the reader long before it would poll', async () => {
  const { chain, endpoint, reader } = await connect(60_000)
  const head = await reader.head()
  const waiting = reader.nextHead(head.hash, new AbortController().signal)
  chain.mine([])
  await expect.poll(() => endpoint.seen.eth_subscribe).toBe(1)
  endpoint.announce()
  await waiting
  expect((await reader.head()).number).toBe(61)
})

test('after a cut the subscription is made again with the next question', async () => {
  const { chain, endpoint, reader } = await connect(60_000)
  await reader.head()
  await expect.poll(() => endpoint.seen.eth_subscribe).toBe(1)
  endpoint.cut()
  const head = await reader.head()
  await expect.poll(() => endpoint.seen.eth_subscribe).toBe(2)
  const waiting = reader.nextHead(head.hash, new AbortController().signal)
  chain.mine([])
  endpoint.announce()
  await waiting
})

test('without announcements the reader polls, and stops waiting when told to', async () => {
  const { reader } = await connect(20)
  const head = await reader.head()
  await reader.nextHead(head.hash, new AbortController().signal)
  const stop = new AbortController()
  const waiting = reader.nextHead(head.hash, stop.signal)
  stop.abort()
  await waiting
})

test('an answer that is too large is asked for in parts, and an end during the handshake waits for nobody', async () => {
  const chain = growChain(60)
  const endpoint = await serveChainOverSocket(chain)
  const each = { url: endpoint.url, maxConcurrency: 4, batchSize: 50, maxBodyBytes: 40_000 }
  const reader = createReader([], {}, { endpoints: [each] })
  open.push(endpoint, reader)
  const { blocks } = await reader.logs({ from: 1, to: 50 }, FILTERS)
  expect(digestOf(blocks)).toBe(digestOf(truthOf(chain, 1, 50)))

  const silent = createServer()
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const stop = new AbortController()
  const address = `ws://127.0.0.1:${(silent.address() as AddressInfo).port}`
  const hanging = createReader([address], {}, {}, stop.signal)
  const asked = expect(hanging.head()).rejects.toThrow()
  await once(silent, 'connection')
  stop.abort()
  await hanging.close()
  silent.close()
  await asked
})
