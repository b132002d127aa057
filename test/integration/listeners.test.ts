import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LISTENERS, type ListenerName, type Listeners, startListeners } from '../support/listeners.ts'
import { closed, openSocket, plainRequest, type RawAnswer, sendRaw } from '../support/raw-socket.ts'

let all: Listeners
const escaped: unknown[] = []
const note = (error: unknown) => escaped.push(error)

beforeAll(async () => {
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)
  all = await startListeners()
})
afterAll(async () => {
  await all.close()
  process.off('unhandledRejection', note)
  process.off('uncaughtException', note)
})

const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
})
const CHAIN_ID = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })
const QUESTION = JSON.stringify({ query: '{ networks { id } }' })
const JSON_TYPE = 'content-type: application/json'
const post = (path: string, body: string, more: readonly string[] = []) =>
  plainRequest('POST', path, [JSON_TYPE, `content-length: ${Buffer.byteLength(body)}`, ...more], body)

// What each listener answers with 200, to be asked after whatever was sent to it.
const GOOD: Record<ListenerName, string> = {
  api: post('/graphql', QUESTION),
  mcp: post('/mcp', INITIALIZE, ['accept: application/json, text/event-stream']),
  status: plainRequest('GET', '/health'),
  pulse: plainRequest('GET', '/health'),
  gateway: post('/', CHAIN_ID),
}

// Nothing of our insides: no line of a stack, no path of this machine or of a library.
const INSIDES = /\n\s+at |node_modules|\.ts:\d|\.js:\d|file:\/\/|\/(home|root|tmp|usr|var|work)\//

async function expectAlive(name: ListenerName): Promise<void> {
  expect((await sendRaw(all.ports[name], GOOD[name])).status).toBe(200)
  expect(escaped).toEqual([])
}

function expectAnswer(answer: RawAnswer, statuses: readonly number[], what: string): void {
  expect([what, statuses.includes(answer.status) ? statuses : answer]).toEqual([what, statuses])
  expect(answer.text).not.toMatch(INSIDES)
}

// What is wrong with a request before it has a route, as bytes, and what may come back (0: the connection is closed).
const BROKEN: readonly [what: string, bytes: string, statuses: readonly number[]][] = [
  ['no Host', 'GET /health HTTP/1.1\r\nconnection: close\r\n\r\n', [400]],
  ['two Hosts', 'GET /health HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n', [400]],
  ...[
    '[',
    'a b',
    'x:99999',
    '?',
    '%00',
    '[::1',
    'a:b:c',
    'http://x',
    '',
    '/',
    'user@x',
    'é',
    '1.2.3.4.5',
    '#',
  ].map((host): [string, string, number[]] => [
    `Host ${JSON.stringify(host)}`,
    `GET /health HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`,
    [400],
  ]),
  ...[
    '//',
    '///x',
    '//x/graphql',
    'http://[',
    'http://',
    '*',
    '/%',
    '/%00',
    '/%ff',
    '/%E0%A4%A',
    'health',
    '?',
  ].map((path): [string, string, number[]] => [`address ${path}`, plainRequest('GET', path), [400]]),
  ['a raw zero in the address', plainRequest('GET', '/\u0000'), [400]],
  ['no method', ' / HTTP/1.1\r\nhost: x\r\n\r\n', [400]],
  ['a method of no standard', plainRequest('BREW', '/health'), [400]],
  ['HTTP/3.0', 'GET / HTTP/3.0\r\nhost: x\r\n\r\n', [400]],
  ['HTTP/2 at once', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400, 0]],
  ['a TLS hello', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003', [400]],
  ['half a line', 'GET /health', [0]],
  [
    'ten thousand headers',
    plainRequest(
      'GET',
      '/health',
      Array.from({ length: 10_000 }, (_, n) => `x-${n}: 1`),
    ),
    [431],
  ],
  ['a header of 20 kB', plainRequest('GET', '/health', [`x: ${'y'.repeat(20_000)}`]), [431]],
  ['a header with a zero', plainRequest('GET', '/health', ['x: a\u0000b']), [400]],
  [
    'a folded header',
    'GET /health HTTP/1.1\r\nhost: x\r\nx: a\r\n b\r\nconnection: close\r\n\r\n',
    [200, 400, 404, 405],
  ],
  [
    'length and chunks',
    plainRequest('POST', '/graphql', ['content-length: 3', 'transfer-encoding: chunked'], '0\r\n\r\n'),
    [400],
  ],
  ['two lengths', plainRequest('POST', '/graphql', ['content-length: 3', 'content-length: 4'], 'abc'), [400]],
  ['a length that is none', plainRequest('POST', '/graphql', ['content-length: -1'], ''), [400]],
  ['an expectation that is none', plainRequest('GET', '/health', ['expect: the impossible']), [417]],
  [
    'a WebSocket',
    plainRequest('GET', '/graphql', []).replace(
      'connection: close',
      'connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws',
    ),
    [400],
  ],
  ['CONNECT', 'CONNECT example.org:443 HTTP/1.1\r\nhost: example.org:443\r\n\r\n', [405]],
]

describe.each(LISTENERS)('%s', (name) => {
  test.each(BROKEN)('is sent %s: refused, and goes on', async (what, bytes, statuses) => {
    const answer = await sendRaw(
      all.ports[name],
      Buffer.from(bytes, 'latin1'),
      statuses.includes(0) ? 500 : 10_000,
    )
    expectAnswer(answer, statuses, what)
    await expectAlive(name)
  })

  test('says in words why there is no WebSocket, and which methods CONNECT might have had', async () => {
    const sent = (what: string) => sendRaw(all.ports[name], BROKEN.find(([each]) => each === what)?.[1] ?? '')
    expect((await sent('a WebSocket')).text).toContain('Server-Sent Events')
    expect((await sent('CONNECT')).headers.allow).toContain('GET')
  })

  test('takes an address in absolute form, and HTTP/1.0 without a Host', async () => {
    const absolute = GOOD[name].replace(/^(\w+) (\S+)/, '$1 http://localhost$2')
    expect((await sendRaw(all.ports[name], absolute)).status).toBe(200)
    const old = GOOD[name].replace('HTTP/1.1', 'HTTP/1.0').replace('host: localhost\r\n', '')
    expect((await sendRaw(all.ports[name], old)).status).toBe(200)
  })

  test('a request for HTTP/2 that may be ignored is answered as HTTP/1.1', async () => {
    const h2c = GOOD[name].replace(
      'connection: close',
      'connection: close, Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__',
    )
    expect((await sendRaw(all.ports[name], h2c)).status).toBe(200)
  })

  test('a caller who leaves at any moment ends nothing', async () => {
    const whole = GOOD[name]
    const cuts = [1, 10, Math.floor(whole.length / 2), whole.length - 1, whole.length]
    for (const cut of cuts)
      for (const how of ['destroy', 'resetAndDestroy', 'end'] as const) {
        const socket = await openSocket(all.ports[name])
        socket.write(whole.slice(0, cut), () => socket[how]())
        socket.resume()
        await closed(socket)
      }
    await expectAlive(name)
  })

  test('a caller who leaves in the middle of an answer ends nothing', async () => {
    for (let n = 0; n < 5; n++) {
      const socket = await openSocket(all.ports[name])
      socket.write(GOOD[name])
      await Promise.race([once(socket, 'data'), closed(socket)])
      socket.resetAndDestroy()
      await closed(socket)
    }
    await expectAlive(name)
  })

  test('two hundred requests at once on one connection are answered in order', async () => {
    const kept = GOOD[name].replace('connection: close\r\n', '')
    const answer = await sendRaw(all.ports[name], kept.repeat(199) + GOOD[name], 10_000)
    const wire = `HTTP/1.1 ${answer.status} OK\r\n${answer.text}`
    expect(wire.split('HTTP/1.1 200 OK').length - 1).toBe(200)
  })

  test('rubbish after a good request gets the answer and a refusal', async () => {
    const kept = GOOD[name].replace('connection: close\r\n', '')
    const answer = await sendRaw(all.ports[name], `${kept}\u0000\u0001 rubbish\r\n\r\n`, 1000)
    expect([200, 400]).toContain(answer.status)
    await expectAlive(name)
  })
})

test('a body that stops half way holds nobody else', async () => {
  for (const name of ['api', 'mcp', 'gateway'] as const) {
    const socket = await openSocket(all.ports[name])
    socket.write(GOOD[name].slice(0, -5))
    await expectAlive(name)
    socket.destroy()
    await closed(socket)
    await expectAlive(name)
  }
})

// Each address with the methods it takes; every other one is 405 with those in `allow`.
const DOORS: readonly [name: ListenerName, path: string, taken: readonly string[], found: number][] = [
  ['api', '/graphql?query=%7Bnetworks%7Bid%7D%7D', ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'], 200],
  ...['/export', '/export/networks.csv', '/export/networks.jsonl', '/export/networks.parquet'].map(
    (path): [ListenerName, string, string[], number] => ['api', path, ['GET', 'HEAD', 'OPTIONS'], 200],
  ),
  ['api', '/rest/networks', ['GET', 'HEAD', 'OPTIONS'], 200],
  ['api', '/rest/openapi.json', ['GET', 'HEAD', 'OPTIONS'], 200],
  ['api', '/content/alpha/none', ['GET', 'HEAD', 'OPTIONS'], 404],
  ['api', '/health', ['GET', 'HEAD', 'OPTIONS'], 200],
  ['api', '/ready', ['GET', 'HEAD', 'OPTIONS'], 200],
  ['api', '/status', ['GET', 'HEAD', 'OPTIONS'], 200],
  ['api', '/metrics', ['GET', 'HEAD', 'OPTIONS'], 200],
  ['mcp', '/mcp', ['POST'], 200],
  ['status', '/health', ['GET', 'HEAD'], 200],
  ['status', '/status', ['GET', 'HEAD'], 200],
  ['status', '/metrics', ['GET', 'HEAD'], 200],
  ['status', '/digest', ['GET', 'HEAD'], 200],
  ['status', '/raw?block=1', ['GET', 'HEAD'], 404],
  ['pulse', '/health', ['GET', 'HEAD'], 200],
  ['pulse', '/metrics', ['GET', 'HEAD'], 200],
  ['gateway', '/health', ['GET', 'HEAD'], 200],
  ['gateway', '/metrics', ['GET', 'HEAD'], 200],
  ['gateway', '/', ['POST'], 200],
]
const METHODS = [
  'PUT',
  'DELETE',
  'PATCH',
  'TRACE',
  'PROPFIND',
  'MKCOL',
  'SEARCH',
  'QUERY',
  'POST',
  'GET',
  'HEAD',
  'OPTIONS',
]

test.each(DOORS)('%s %s takes its methods and no other', async (name, path, taken) => {
  for (const method of METHODS.filter((each) => !taken.includes(each))) {
    const answer = await sendRaw(all.ports[name], plainRequest(method, path))
    expectAnswer(answer, [405], method)
    expect(answer.headers.allow).toContain(taken[0])
    await expectAlive(name)
  }
})

const READ = DOORS.filter(([, , taken]) => taken.includes('GET'))

test.each(READ)(
  '%s %s answers HEAD as GET without a body, in HTTP/1.1 and 1.0',
  async (name, path, _, found) => {
    const get = await sendRaw(all.ports[name], plainRequest('GET', path))
    expectAnswer(get, [found], 'GET')
    for (const version of ['1.1', '1.0']) {
      const head = await sendRaw(all.ports[name], plainRequest('HEAD', path).replace('/1.1', `/${version}`))
      expectAnswer(head, [found], `HEAD ${version}`)
      expect(head.text).toBe('')
      expect(head.headers['content-type']).toBe(get.headers['content-type'])
      const old = await sendRaw(all.ports[name], plainRequest('GET', path).replace('/1.1', `/${version}`))
      expectAnswer(old, [found], `GET ${version}`)
    }
    await expectAlive(name)
  },
)

// Answers that are long, or that never end.
const LONG: readonly [what: string, bytes: string][] = [
  ['a list', plainRequest('GET', '/rest/claims?limit=400')],
  ['an export', plainRequest('GET', '/export/claims.csv')],
  ['an export as Parquet', plainRequest('GET', '/export/claims.parquet')],
  [
    'the introspection',
    post('/graphql', JSON.stringify({ query: '{ __schema { types { name fields { name } } } }' })),
  ],
  [
    'a live stream',
    post('/graphql', JSON.stringify({ query: 'subscription { head { cursor } }' }), [
      'accept: text/event-stream',
    ]),
  ],
]

test.each(LONG)('a caller who leaves in the middle of %s ends nothing', async (_, bytes) => {
  for (const how of ['destroy', 'resetAndDestroy', 'end'] as const) {
    const socket = await openSocket(all.ports.api)
    socket.write(bytes)
    await Promise.race([once(socket, 'data'), closed(socket)])
    socket.pause()
    socket[how]()
    if (how === 'end') socket.destroy()
    await closed(socket)
  }
  await expectAlive('api')
})

test('a body that is longer than it says is a request and rubbish', async () => {
  for (const name of ['api', 'mcp', 'gateway'] as const) {
    const short = GOOD[name].replace(
      /content-length: (\d+)/,
      (_, length) => `content-length: ${Number(length) - 9}`,
    )
    expectAnswer(
      await sendRaw(all.ports[name], short.replace('connection: close\r\n', ''), 500),
      [200, 400],
      name,
    )
    await expectAlive(name)
  }
})

test('OPTIONS says what an address of the API takes', async () => {
  const answer = await sendRaw(all.ports.api, plainRequest('OPTIONS', '/rest/networks'))
  expect([answer.status, answer.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS'])
})

test('metrics have the names that their types want', async () => {
  for (const name of ['api', 'status', 'pulse', 'gateway'] as const) {
    const { text } = await sendRaw(all.ports[name], plainRequest('GET', '/metrics'))
    const types = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, metric = '', type]) => ({
      metric,
      type,
    }))
    expect(types.length).toBeGreaterThan(10)
    expect(types.filter(({ metric, type }) => metric.endsWith('_total') !== (type === 'counter'))).toEqual([])
    expect(text.match(/^# HELP \w+ .+$/gm)).toHaveLength(types.length)
  }
})

test('nothing of all this was a fault of ours, in the metrics and in the log', async () => {
  const { text } = await sendRaw(all.ports.api, plainRequest('GET', '/metrics'))
  expect(text).not.toContain('assay_api_faults_total{')
  expect(all.faults).toEqual([])
  expect(all.api.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
})
