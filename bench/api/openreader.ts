import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { buildPublicSchema } from '../../src/api/schema/schema.ts'
import { startOracle, withinOpenReader } from '../../test/support/api/openreader.ts'

// OpenReader's schema without its Apollo server in front: faster than it is shipped. Its rows are materialized and
// have their ids stored and indexed, as a squid has them.
const [url = ''] = process.argv.slice(2)
const oracle = await startOracle(url, withinOpenReader(buildPublicSchema().model), ['Claim', 'Node'])
// The index that a squid declares (`@index`) for the lists it serves: without it each list would be a sort of every claim.
const client = new pg.Client({ connectionString: url })
await client.connect()
await client.query(
  'create index if not exists claim_place on oracle.claim (network, chain_id, block_number, id)',
)
await client.query('analyze oracle.claim, oracle.node')
await client.end()
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { query } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { query: string }
  const body = JSON.stringify(await oracle.ask(query))
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
})
server.listen(0, '127.0.0.1', () =>
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
)
process.once('SIGTERM', () => process.exit())
