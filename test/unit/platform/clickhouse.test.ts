import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { ClickHouse } from '../../../src/platform/clickhouse.ts'

test('a statement that nobody waits for any more is ended: its connection closes, and the server is told to look for that', async () => {
  const silent = createServer(() => {})
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const server = new ClickHouse(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`, 60_000)
  const left = new AbortController()
  const asked = server.rows('select 1', {}, { signal: left.signal })
  const [request] = (await once(silent, 'request')) as [IncomingMessage]
  expect(request.url).toContain('cancel_http_readonly_queries_on_client_close=1')
  const closed = once(request.socket, 'close')
  left.abort()
  await expect(asked).rejects.toMatchObject({ code: 'UNAVAILABLE_CLICKHOUSE' })
  await closed
  await server.close()
  silent.close()
  silent.closeAllConnections()
})
