import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { connect as connectTcp } from 'node:net'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyBundle } from '../../../reference-node/commands/commands.ts'
import { serveMcpHttp } from '../../../src/api/mcp/http.ts'
import { remoteApi } from '../../../src/api/mcp/remote.ts'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

test('REST answers as GraphQL does, by list and by id', async () => {
  const where = encodeURIComponent(JSON.stringify({ network_eq: 'alpha', evidence_eq: 'groth16' }))
  const rest = await (
    await fetch(
      `${api.url}/rest/claims?where=${where}&orderBy=blockNumber_DESC&limit=5&fields=id,outputHash,node`,
    )
  ).json()
  const { data } = await api.ask(
    '{ claims(where: { network_eq: "alpha", evidence_eq: "groth16" }, orderBy: [blockNumber_DESC], limit: 5) { id outputHash node { id } } }',
  )
  expect(rest).toEqual(data?.claims)
  const [first] = rest as { id: string }[]
  expect(await (await fetch(`${api.url}/rest/claims/${first?.id}?fields=id`)).json()).toEqual({
    id: first?.id,
  })
})

test('REST says whose money a chain is, as GraphQL does', async () => {
  const rest = await (await fetch(`${api.url}/rest/chains?fields=id,title,class`)).json()
  const { data } = await api.ask('{ chains { id title class } }')
  expect(rest).toEqual(data?.chains)
  expect(rest).toContainEqual(expect.objectContaining({ class: expect.any(String) }))
})

test('REST refuses with a code, by the same limits', async () => {
  for (const [path, status] of [
    ['claims?limit=x', 400],
    ['claims?limit=5000', 400],
    ['claims?fields=nope', 400],
    ['claims?where={', 400],
    ['claims?orderBy=nope', 400],
    ['claims/alpha:1-1-1', 404],
    ['claims/%E0%A4%A', 400],
    ['nope', 404],
  ] as const)
    expect([path, (await fetch(`${api.url}/rest/${path}`)).status]).toEqual([path, status])
})

test('OpenAPI 3.1 describes every entity, every reference in it leads somewhere', async () => {
  const text = await (await fetch(`${api.url}/rest/openapi.json`)).text()
  const document = JSON.parse(text) as {
    openapi: string
    paths: Record<string, unknown>
    components: { schemas: Record<string, unknown> }
  }
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/rest/nodes', '/rest/nodes/{id}', '/rest/verdicts']),
  )
  expect(await new Validator().validate(document)).toEqual({ valid: true })
  const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1] ?? '')
  expect(names.filter((name) => !document.components.schemas[name])).toEqual([])
})

test('an agent describes, queries and gets a node’s report', async () => {
  const mcp = await serveMcpHttp(remoteApi(api.url, undefined), '127.0.0.1', 0, { verifyBundle })
  const client = await connect(mcp.port)
  const { tools } = await client.listTools()
  expect(tools.map((tool) => tool.name)).toEqual([
    'describe',
    'query',
    'search',
    'disclosures',
    'network',
    'watchdogs',
    'leaderboard',
    'demand',
    'node_report',
    'payback',
    'role',
    'realised',
    'verification_mix',
    'trust_chain',
    'measurements',
    'alerts',
    'concentration',
    'redundancy',
    'stress_test',
    'blast_radius',
    'verify_bundle',
  ])
  const nodes = (await call(client, 'query', { query: '{ nodes(limit: 1) { id } }' })) as {
    data: { nodes: { id: string }[] }
  }
  const id = nodes.data.nodes[0]?.id
  expect(await call(client, 'node_report', { id })).toMatchObject({ data: { nodeById: { id } } })
  await client.close()
  await mcp.close()
})

test('who goes away in the middle of a request does not end the tools of others', async () => {
  const mcp = await serveMcpHttp(remoteApi(api.url, undefined), '127.0.0.1', 0)
  const socket = connectTcp(mcp.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    'POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  )
  mcp.server.once('request', () => setImmediate(() => socket.destroy()))
  const [request] = (await once(mcp.server, 'request')) as [IncomingMessage]
  await new Promise((done) => request.once('close', done))
  const client = await connect(mcp.port)
  expect((await client.listTools()).tools).toHaveLength(20)
  await client.close()
  await mcp.close()
})

test('an agent has evidence checked, by the code of assay verify', async () => {
  const mcp = await serveMcpHttp(remoteApi(api.url, undefined), '127.0.0.1', 0, { verifyBundle })
  const client = await connect(mcp.port)
  const verify = (bundle: Record<string, unknown>) => call(client, 'verify_bundle', bundle)
  const text = (path: string) => ({ text: readFileSync(`test/fixtures/${path}`, 'utf8') })
  const signed = text('signatures/synthetic-current-format.json')
  expect(await verify({ kind: 'signature', files: { evidence: signed } })).toMatchObject({
    outcome: 'verified',
    statement: 'hand_off_signed',
  })
  const altered = {
    text: signed.text.replace(
      /("(?:tee_)?timestamp": ?)(\d+)/,
      (_, name, digits) => `${name}${Number(digits) + 1}`,
    ),
  }
  expect(altered).not.toEqual(signed)
  expect(await verify({ kind: 'signature', files: { evidence: altered } })).toMatchObject({
    outcome: 'rejected',
  })
  const document = { base64: readFileSync('test/fixtures/nitro/og-evm_attestation_doc.cbor', 'base64') }
  const nitro = { kind: 'nitro', files: { evidence: document } }
  expect(await verify({ ...nitro, at: '2026-02-12T17:56:02Z' })).toMatchObject({ outcome: 'verified' })
  expect(await verify({ ...nitro, at: '2020-01-01' })).toMatchObject({ code: 'REJECTED_NITRO_CERT_TIME' })
  expect(await verify(nitro)).toMatchObject({ outcome: 'undecided', code: 'BUNDLE_UNUSABLE' })
  const [vkey, proof, signals] = ['vkey', 'proof', 'public'].map((name) =>
    text(`snark/own-bn128/groth16.${name}.json`),
  )
  const snark = { kind: 'groth16', files: { evidence: proof, vkey, public: signals } }
  expect(await verify(snark)).toMatchObject({ outcome: 'verified', statement: 'equation_holds' })
  const unnamed = {
    input: `0x${'11'.repeat(32)}`,
    output: `0x${'22'.repeat(32)}`,
    model: `0x${'33'.repeat(32)}`,
  }
  const keys = { text: '{"keys": []}' }
  expect(await verify({ ...snark, input: unnamed.input })).toMatchObject({ code: 'BUNDLE_UNUSABLE' })
  expect(await verify({ ...snark, ...unnamed })).toMatchObject({
    outcome: 'undecided',
    code: 'UNKNOWN_PROOF_BINDING',
  })
  expect(await verify({ ...snark, ...unnamed, files: { ...snark.files, keys } })).toMatchObject({
    outcome: 'undecided',
    statement: 'proof_valid',
    code: 'UNKNOWN_PROOF_BINDING',
  })
  expect(await verify({ ...snark, files: { ...snark.files, public: { text: '["7"]' } } })).toMatchObject({
    outcome: 'rejected',
  })
  await client.close()
  await mcp.close()
})

async function connect(port: number): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`)) as unknown as Transport,
  )
  return client
}

async function call(client: Client, name: string, args: Record<string, unknown>): Promise<unknown> {
  const result = await client.callTool({ name, arguments: args })
  const [first] = result.content as { text: string }[]
  return JSON.parse(first?.text ?? 'null')
}
