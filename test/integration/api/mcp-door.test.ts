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

describe('a web page', () => {
  const LOCAL = 'http://localhost:6274'
  const FOREIGN = 'https://evil.example'
  const fetched = (init: RequestInit, path = '/mcp') => fetch(`http://127.0.0.1:${mcp.port}${path}`, init)
  const post = (origin: string, more: Record<string, string> = {}) =>
    fetched({
      method: 'POST',
      headers: {
        origin,
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        ...more,
      },
      body: call('tools/list'),
    })

  test.each([LOCAL, FOREIGN])('of %s may ask what it may send', async (origin) => {
    const asked = { origin, 'access-control-request-method': 'POST' }
    const names = 'content-type, mcp-protocol-version'
    const answer = await fetched({
      method: 'OPTIONS',
      headers: { ...asked, 'access-control-request-headers': names },
    })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    expect(answer.headers.get('access-control-allow-headers')).toBe(names)
    expect(answer.headers.get('access-control-allow-methods')).toContain('POST')
  })

  test('of this machine reads the answer; one of elsewhere reads that it is refused, and no more', async () => {
    const ours = await post(LOCAL)
    expect([ours.status, ours.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
    expect(await ours.text()).toContain('node_report')
    const theirs = await post(FOREIGN)
    expect([theirs.status, theirs.headers.get('access-control-allow-origin')]).toEqual([403, '*'])
    expect(await theirs.text()).toMatch(/^(?!.*node_report).*ORIGIN_FOREIGN/)
  })

  test.each<[what: string, init: RequestInit, path: string, status: number]>([
    ['another method', { method: 'GET' }, '/mcp', 405],
    ['another address', { method: 'POST' }, '/elsewhere', 404],
    ['a body over the limit', { method: 'POST', body: 'x'.repeat(200_000) }, '/mcp', 413],
    ['no accept', { method: 'POST', headers: { accept: 'text/html' }, body: '{}' }, '/mcp', 406],
  ])('reads why it is refused: %s', async (_, init, path, status) => {
    const answer = await fetched({ ...init, headers: { ...init.headers, origin: LOCAL } }, path)
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, '*'])
  })
})
