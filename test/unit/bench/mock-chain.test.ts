import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type Mock, startMock } from '../../../bench/ingest/mock.ts'
import { CONTRACT } from '../../../bench/ingest/shapes.ts'

async function start(): Promise<Mock> {
  const mock = await startMock('dense', { chainId: 1, blocks: 40, latencyMs: 20 })
  onTestFinished(() => mock.stop())
  return mock
}

const ASK = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'eth_getLogs',
  params: [{ address: CONTRACT, fromBlock: '0x0', toBlock: '0x28' }],
})

/** Asks, and is gone when `after` says so. */
async function leave(url: string, sent: string, after: 'asked' | 'answered'): Promise<void> {
  const { port } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  await once(socket, 'connect')
  const head = `POST / HTTP/1.1\r\nhost: mock\r\ncontent-type: application/json\r\ncontent-length: ${ASK.length}\r\n\r\n`
  await new Promise((done) => socket.write(head + sent, done))
  if (after === 'answered') await once(socket, 'data')
  socket.resetAndDestroy()
}

test('a benchmark’s chain goes on when whoever asked is gone, at any moment', async () => {
  const mock = await start()
  for (const [sent, after] of [
    [ASK.slice(0, 20), 'asked'],
    [ASK, 'asked'],
    [ASK, 'answered'],
  ] as const)
    await leave(mock.url, sent, after)
  // Asked last, it is answered after those: the latency of all is the same.
  const response = await fetch(mock.url, { method: 'POST', body: ASK })
  expect(((await response.json()) as { result: unknown[] }).result).toHaveLength(40 * 60)
  expect(mock.signal.aborted).toBe(false)
})

test('whoever reads a benchmark’s chain hears of its end', async () => {
  const mock = await start()
  const gone = once(mock.signal, 'abort')
  process.kill((await mock.seen()).pid, 'SIGKILL')
  await gone
  await expect(mock.seen()).rejects.toThrow('the mock chain ended with SIGKILL while it was read')
})
