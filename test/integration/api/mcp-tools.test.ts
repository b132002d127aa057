import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveMcpHttp } from '../../../src/api/mcp/http.ts'
import { remoteApi } from '../../../src/api/mcp/remote.ts'
import { countTokens } from '../../../src/api/mcp/tokens.ts'
import type { Listening } from '../../../src/platform/serve.ts'
import { startTestApi, type TestApi } from '../../support/api/server.ts'
import { LAUNCHER } from '../../support/assay-cli.ts'
import { plainRequest, sendRaw } from '../../support/raw-socket.ts'

let api: TestApi
let mcp: Listening
const clients: Record<'HTTP' | 'stdio', Client> = {
  HTTP: new Client({ name: 'test', version: '1' }),
  stdio: new Client({ name: 'test', version: '1' }),
}
const DOORS = ['HTTP', 'stdio'] as const
let node: string

beforeAll(async () => {
  api = await startTestApi()
  mcp = await serveMcpHttp(remoteApi(api.url, undefined), '127.0.0.1', 0, { hosts: ['mcp.example'] })
  const http = new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${mcp.port}/mcp`))
  await clients.HTTP.connect(http as unknown as Transport)
  const args = [LAUNCHER, 'mcp', '--api', api.url]
  await clients.stdio.connect(new StdioClientTransport({ command: process.execPath, args }))
  const { data } = await api.ask('{ nodes(where: { network_eq: "alpha" }, limit: 1) { id } }')
  node = (data as { nodes: { id: string }[] }).nodes[0]?.id ?? ''
})
afterAll(async () => {
  await Promise.all([clients.HTTP.close(), clients.stdio.close()])
  await mcp.close()
  await api.close()
})

interface Result {
  readonly isError?: boolean
  readonly text: string
  readonly structured: Record<string, unknown> | undefined
}

async function call(door: 'HTTP' | 'stdio', name: string, args: Record<string, unknown>): Promise<Result> {
  const { isError, content, structuredContent } = await clients[door].callTool({ name, arguments: args })
  const [first] = content as { text: string }[]
  return {
    ...(isError === true ? { isError } : {}),
    text: first?.text ?? '',
    structured: structuredContent as Record<string, unknown> | undefined,
  }
}

describe.each(DOORS)('by %s, an error is an error, with its code and what to do', (door) => {
  test.each<[what: string, tool: string, args: Record<string, unknown>, code: string, says: RegExp]>([
    ['no such field', 'query', { query: '{ nonsense }' }, 'GRAPHQL_VALIDATION_FAILED', /describe/],
    ['no query at all', 'query', { query: '{' }, 'GRAPHQL_PARSE_FAILED', /syntax/i],
    [
      'an argument out of range',
      'query',
      { query: '{ nodes(limit: -1) { id } }' },
      'BAD_USER_INPUT',
      /limit/,
    ],
    ['an unknown network', 'payback', { network: 'nowhere', role: 'x' }, 'NETWORK_UNKNOWN', /network/],
    ['a network that is not there', 'network', { network: 'alpa' }, 'NETWORK_UNKNOWN', /did you mean alpha/],
    ['demand of no network', 'demand', { network: 'alpa' }, 'NETWORK_UNKNOWN', /did you mean alpha/],
    ['demand of nothing', 'demand', {}, 'BAD_USER_INPUT', /either/],
    ['an unknown node', 'node_report', { id: 'alpha:1-0x00' }, 'NODE_UNKNOWN', /0xkey/],
    ['demand of an unknown node', 'demand', { node: 'alpha:1-0x00' }, 'NODE_UNKNOWN', /0xkey/],
    ['an unknown type', 'describe', { type: 'Nodee' }, 'TYPE_UNKNOWN', /did you mean Node/],
    ['an unknown field', 'describe', { field: 'leaderbord' }, 'FIELD_UNKNOWN', /did you mean leaderboard/],
  ])('%s', async (_, tool, args, code, says) => {
    const { isError, text } = await call(door, tool, args)
    expect([isError, JSON.parse(text)]).toEqual([
      true,
      { error: expect.objectContaining({ code, message: expect.any(String), do: expect.any(String) }) },
    ])
    expect(text).toMatch(says)
  })

  test.each<[tool: string, args: Record<string, unknown>, says: RegExp]>([
    ['describe', { topic: 'Node' }, /unknown argument topic .*; arguments are type, field/],
    ['describe', { tpye: 'Node' }, /unknown argument tpye \(did you mean type\?\)/],
    ['node_report', { id: 'x', dys: 3 }, /unknown argument dys \(did you mean days\?\)/],
    ['search', { text: 'x', maxTokens: 10 }, /maxTokens/],
  ])('%s with %j is refused', async (tool, args, says) => {
    const { isError, text } = await call(door, tool, args)
    expect([isError, text]).toEqual([true, expect.stringMatching(says)])
  })

  test('an id of another network is answered with the ids that it could mean', async () => {
    const { isError, text } = await call(door, 'node_report', { id: node.replace('alpha', 'nowhere') })
    expect([isError, JSON.parse(text)]).toMatchObject([
      true,
      { error: { code: 'NODE_UNKNOWN', near: expect.arrayContaining([node]) } },
    ])
  })

  test('an id without its network means the one node that has it', async () => {
    const { isError, structured } = await call(door, 'node_report', { id: node.slice(node.indexOf(':') + 1) })
    expect([isError, structured]).toMatchObject([undefined, { data: { nodeById: { id: node } } }])
  })
})

describe.each(DOORS)('by %s, tools answer', (door) => {
  test('every tool has a title, read-only annotations, strict input and an output schema', async () => {
    const { tools } = await clients[door].listTools()
    for (const { name, title, annotations, inputSchema, outputSchema } of tools)
      expect({ name, title, annotations, inputSchema, outputSchema }).toMatchObject({
        title: expect.any(String),
        annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: name !== 'verify_bundle' },
        inputSchema: { additionalProperties: false },
        outputSchema: { type: 'object' },
      })
    expect(clients[door].getInstructions()).toMatch(/network.*undecided/s)
  })

  test.each<[tool: string, args: () => Record<string, unknown>, has: string]>([
    ['network', () => ({}), 'networks'],
    ['network', () => ({ network: 'alpha' }), 'networks'],
    ['watchdogs', () => ({ network: 'alpha' }), 'samples'],
    ['redundancy', () => ({ network: 'alpha', validators: 3 }), 'redundancy'],
    ['stress_test', () => ({ network: 'alpha', provable: '0.1', load: '0.2' }), 'stressTest'],
    ['blast_radius', () => ({}), 'advisories'],
    ['blast_radius', () => ({ network: 'alpha', node }), 'advisoryMatches'],
    ['blast_radius', () => ({ network: 'alpha', advisory: 'TEE-FAIL' }), 'blastRadius'],
    ['concentration', () => ({ network: 'alpha', by: 'OPERATOR' }), 'concentration'],
    ['disclosures', () => ({ network: 'alpha' }), 'disclosures'],
    ['verification_mix', () => ({ network: 'alpha' }), 'verificationMix'],
    ['trust_chain', () => ({ node }), 'trustChain'],
    ['alerts', () => ({ network: 'alpha', after: 0 }), 'alerts'],
    ['measurements', () => ({ network: 'alpha' }), 'measurements'],
    ['search', () => ({ text: node.slice(node.indexOf('0x')) }), 'search'],
    ['query', () => ({ query: '{ networks { id } }' }), 'networks'],
  ])('%s %j', async (tool, args, has) => {
    const { isError, text, structured } = await call(door, tool, args())
    expect([isError, text]).toEqual([undefined, expect.any(String)])
    expect(JSON.parse(text)).toEqual(structured)
    expect(structured?.data).toHaveProperty(has)
  })

  test('describe gives SDL with arguments: the root, a type, a field', async () => {
    const root = await call(door, 'describe', {})
    expect(root.text).toMatch(
      /^ {2}leaderboard\(network: String!, metric: LeaderboardMetric!.*days: Int = 30/m,
    )
    expect(root.text).not.toContain('NON_NULL')
    expect(root.structured).toEqual({ sdl: root.text })
    expect(countTokens(root.text)).toBeLessThanOrEqual(6000)
    expect((await call(door, 'describe', { type: 'Node' })).text).toMatch(
      /"""[\s\S]*economics\(\n[\s\S]*days: Int = 30/,
    )
    const field = await call(door, 'describe', { type: 'Query', field: 'leaderboard' })
    expect(field.text).toMatch(/^# includeDead: .*\n[\s\S]*^Query\.leaderboard\(/m)
  })

  test('an answer is within its budget, and says what was cut and how to get it', async () => {
    const args = { query: '{ claims(limit: 500) { id outputHash inputHash node { id } } }' }
    for (const maxTokens of [undefined, 1000]) {
      const { text, structured } = await call(door, 'query', { ...args, ...(maxTokens && { maxTokens }) })
      const { data, cut } = structured as {
        data: { claims: unknown[] }
        cut: { said: string; lists: { path: string; shown: number; of: number }[] }
      }
      expect(cut.lists).toEqual([{ path: 'claims', shown: data.claims.length, of: expect.any(Number) }])
      expect(cut.said).toMatch(/offset/)
      expect(data.claims.length).toBeGreaterThan(0)
      expect(countTokens(JSON.stringify(data))).toBeLessThanOrEqual(maxTokens ?? 6000)
      expect(countTokens(text)).toBeLessThanOrEqual((maxTokens ?? 6000) + 200)
    }
  })

  test('resources: the schema, its types, networks, documents', async () => {
    const { resources } = await clients[door].listResources()
    const uris = resources.map(({ uri }) => uri)
    expect(uris).toEqual(
      expect.arrayContaining(['assay://schema', 'assay://networks', 'assay://docs/methodology/demand']),
    )
    for (const uri of [
      'assay://schema',
      'assay://schema/Node',
      'assay://networks',
      'assay://docs/methodology/demand',
    ]) {
      const { contents } = await clients[door].readResource({ uri })
      expect(contents).toEqual([
        expect.objectContaining({ uri, text: expect.stringMatching(/type |alpha|demand/i) }),
      ])
    }
    for (const uri of ['assay://schema/Nodee', 'assay://docs/none', 'assay://docs/../metrics'])
      await expect(clients[door].readResource({ uri })).rejects.toThrow(/no resource|not found/)
  })

  test('a long resource comes in parts within the budget, which joined are the whole', async () => {
    const uri = 'assay://docs/api'
    const whole = await (await fetch(`${api.url}/docs/api`, { headers: { accept: 'text/markdown' } })).text()
    expect(countTokens(whole)).toBeGreaterThan(6000)
    const parts: string[] = []
    for (let at: string | undefined = uri; at; ) {
      const { contents } = await clients[door].readResource({ uri: at })
      const { text } = contents[0] as { text: string }
      expect(countTokens(text)).toBeLessThanOrEqual(6100)
      parts.push(text.replace(/\n\n\*Part \d.*\*$/, ''))
      at = /the next is (\S+)\*$/.exec(text)?.[1]
    }
    expect(parts.join('\n')).toBe(whole)
    for (const none of [
      `${uri}?part=0`,
      `${uri}?part=99`,
      'assay://schema/Node?part=99',
      'assay://schema?part=99',
    ])
      await expect(clients[door].readResource({ uri: none })).rejects.toThrow(/no resource/)
    const { contents } = await clients[door].readResource({ uri: 'assay://schema?part=1' })
    expect(contents).toEqual(
      (await clients[door].readResource({ uri: 'assay://schema' })).contents.map((each) => ({
        ...each,
        uri: 'assay://schema?part=1',
      })),
    )
  })

  test('prompts name the tools to call', async () => {
    const { prompts } = await clients[door].listPrompts()
    expect(prompts.map(({ name }) => name)).toEqual(['worth_running', 'demand_real', 'verify_claim'])
    const { messages } = await clients[door].getPrompt({ name: 'worth_running', arguments: { node } })
    expect(JSON.stringify(messages)).toMatch(new RegExp(`${node}.*node_report.*payback`))
  })
})

test.each<[what: string, headers: Record<string, string>, code: string | null]>([
  ['no origin', {}, null],
  ['localhost', { host: 'localhost:9', origin: 'http://localhost:6274' }, null],
  ['loopback of version 6', { host: '[::1]:9', origin: 'http://[::1]' }, null],
  ['the host that was allowed', { host: 'mcp.example', origin: 'https://MCP.example' }, null],
  ['another host', { host: 'evil.example' }, 'HOST_FOREIGN'],
  ['a host that begins like ours', { host: '127.0.0.1.evil.example' }, 'HOST_FOREIGN'],
  ['another origin', { origin: 'https://evil.example' }, 'ORIGIN_FOREIGN'],
  ['an opaque origin', { origin: 'null' }, 'ORIGIN_FOREIGN'],
  ['an origin that begins like ours', { origin: 'http://localhost.evil.example' }, 'ORIGIN_FOREIGN'],
])('Host and Origin: %s', async (_, headers, code) => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} })
  const lines = [
    ...(headers.origin ? [`origin: ${headers.origin}`] : []),
    'accept: application/json, text/event-stream',
    'content-type: application/json',
    `content-length: ${body.length}`,
  ]
  const bytes = plainRequest('POST', '/mcp', lines, body)
  const answer = await sendRaw(
    mcp.port,
    bytes.replace('host: localhost', `host: ${headers.host ?? 'localhost'}`),
  )
  expect(answer.status).toBe(code ? 403 : 200)
  if (code) expect(answer.text).toContain(code)
})
