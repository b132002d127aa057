import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveMcpHttp } from '../../../src/api/mcp/http.ts'
import { remoteApi } from '../../../src/api/mcp/remote.ts'
import type { Listening } from '../../../src/platform/serve.ts'
import { plainRequest, sendRaw } from '../../support/raw-socket.ts'

let mcp: Listening

beforeAll(async () => {
  // No API answers there: what a tool then says is a part of what is tried.
  mcp = await serveMcpHttp(remoteApi('http://127.0.0.1:1', undefined), '127.0.0.1', 0)
})
afterAll(() => mcp.close())

const ACCEPT = 'accept: application/json, text/event-stream'
const TYPE = 'content-type: application/json'
const call = (method: string, params: unknown = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
const send = (body: string, headers: readonly string[] = [ACCEPT, TYPE]) =>
  sendRaw(mcp.port, plainRequest('POST', '/mcp', [...headers, `content-length: ${body.length}`], body))
const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const tool = (name: unknown, args: unknown) => call('tools/call', { name, arguments: args })

describe('what is wrong with a message is the caller’s mistake, in the protocol’s own words', () => {
  test.each<[what: string, body: string, status: number]>([
    ['no JSON', '{', 400],
    ['nothing', '', 400],
    ['a number', '7', 400],
    ['null', 'null', 400],
    ['an object without a method', '{}', 400],
    ['nested without end', deep(60_000), 400],
    [
      'params nested without end',
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${deep(50_000)}}`,
      400,
    ],
    ['a number without end', '9'.repeat(100_000), 400],
    ['an unknown method', call('nonsense'), 200],
    ['a name of Object.prototype', call('constructor'), 200],
    ['an unknown tool', tool('nonsense', {}), 200],
    ['a tool of Object.prototype', tool('__proto__', {}), 200],
    ['a tool that is a number', tool(7, {}), 200],
    ['arguments of another type', tool('query', { query: 7 }), 200],
    ['arguments that are a list', tool('query', []), 200],
    ['an API that does not answer', tool('describe', {}), 200],
  ])('%s', async (_, body, status) => {
    const answer = await send(body)
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(/"error"|"isError":true/)])
    expect(answer.text).not.toMatch(/\n\s+at |node_modules|\.ts:|file:\/\//)
  })

  test.each<[what: string, headers: readonly string[], status: number]>([
    ['no accept', [TYPE], 406],
    ['an accept of something else', [TYPE, 'accept: text/html'], 406],
    ['no content type', [ACCEPT], 415],
    ['another content type', [ACCEPT, 'content-type: text/plain'], 415],
    ['a protocol version to come', [ACCEPT, TYPE, 'mcp-protocol-version: 2999-01-01'], 400],
  ])('%s', async (_, headers, status) => {
    const answer = await send(call('tools/list'), headers)
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining('"error"')])
  })
})

test('a body over the limit is refused, with and without its length said', async () => {
  expect((await send(`"${'x'.repeat(200_000)}"`)).status).toBe(413)
  const chunked = `30D40\r\n${'x'.repeat(200_000)}\r\n0\r\n\r\n`
  const bytes = plainRequest('POST', '/mcp', [ACCEPT, TYPE, 'transfer-encoding: chunked'], chunked)
  expect([413, 0]).toContain((await sendRaw(mcp.port, bytes)).status)
  expect((await send(call('tools/list'))).status).toBe(200)
})
