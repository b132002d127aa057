import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPool } from '../../src/platform/database.ts'

// What there is to beat: one statement that was written by hand for its list and is named, rows as they come, no GraphQL at all.
const [url = '', query = '{}'] = process.argv.slice(2)
const { text, values } = JSON.parse(query) as { text: string; values: unknown[] }
const pool = createPool(url, { application: 'bench-bare', max: 8 })
const server = createServer(async (request, response) => {
  for await (const _ of request) void _
  const { rows } = await pool.query({ name: 'list', text, values, rowMode: 'array' })
  const body = JSON.stringify({ data: rows })
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
})
server.listen(0, '127.0.0.1', () =>
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
)
process.once('SIGTERM', () => process.exit())
