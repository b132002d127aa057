import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api/server.ts'
import { rawRequest } from '../../support/raw-http.ts'

let api: TestApi
let strict: TestApi
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-keys-'))
  const keys = join(folder, 'keys.json')
  const sha256 = createHash('sha256').update('right').digest('hex')
  await writeFile(keys, JSON.stringify([{ name: 'page', sha256, ratePerSecond: 100, burst: 100 }]))
  api = await startTestApi({ keys, contents: folder })
  strict = await startTestApi({ ratePerSecond: 0.001, rateBurst: 1 })
  await fetch(`${strict.url}/rest`)
})
afterAll(async () => {
  await api.close()
  await strict.close()
  await rm(folder, { recursive: true })
})

const QUERY = encodeURIComponent('{ claims(limit: 100) { id outputHash } }')
const DOORS = [
  '/graphql',
  '/rest/claims',
  '/export/claims.csv',
  '/content/alpha/x',
  '/ready',
  '/status',
  '/metrics',
  '/health',
  '/nowhere',
]
const EXPOSED = [
  'ratelimit-remaining',
  'retry-after',
  'x-assay-manifest',
  'x-request-id',
  'link',
  'etag',
  'x-total-count',
]

describe('a page of another origin', () => {
  const readable = (answer: Response) => {
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    const exposed = answer.headers.get('access-control-expose-headers')?.split(', ')
    expect(exposed).toEqual(expect.arrayContaining(EXPOSED))
    return answer.status
  }
  const ask = async (path: string, init: RequestInit = {}, url = api.url) => {
    const answer = await fetch(`${url}${path}`, {
      ...init,
      headers: { origin: 'https://page.example', ...init.headers },
    })
    await answer.arrayBuffer()
    return readable(answer)
  }

  test.each(DOORS)('may ask at %s, with any header, before it does', async (path) => {
    const headers = {
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'content-type,x-api-key,if-none-match',
    }
    expect(await ask(path, { method: 'OPTIONS', headers })).toBe(204)
    const answer = await fetch(`${api.url}${path}`, {
      method: 'OPTIONS',
      headers: { origin: 'x', ...headers },
    })
    expect(answer.headers.get('access-control-allow-headers')).toBe('content-type,x-api-key,if-none-match')
    expect(answer.headers.get('access-control-allow-methods')).toContain('GET')
    expect(answer.headers.get('access-control-max-age')).toBe('86400')
  })

  test.each(DOORS)('reads what %s says to another method', async (path) => {
    expect(await ask(path, { method: 'PATCH' })).toBe(path === '/nowhere' ? 404 : 405)
  })

  test.each(DOORS)('reads that its key is wrong at %s', async (path) => {
    const status = await ask(path, { headers: { 'x-api-key': 'wrong' } })
    expect(status).toBe(
      /^\/(ready|status|metrics|health)$/.test(path) ? status : path === '/nowhere' ? 404 : 401,
    )
  })

  test.each(['/graphql', '/rest/claims', '/export/claims.csv'])(
    'reads when to ask %s again',
    async (path) => {
      const answer = await fetch(`${strict.url}${path}`)
      expect([readable(answer), Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true])
    },
  )

  test.each([
    ['/graphql?query=%7Bnetworks%7Bid%7D%7D', 200],
    ['/graphql', 400],
    ['/graphql?query=%7B', 200],
    ['/rest/nodes?limit=1', 200],
    ['/rest/nodes?limit=x', 400],
    ['/rest/openapi.json', 200],
    ['/export/nodes.csv', 200],
    ['/export/nodes.csv?x=1', 400],
    ['/export/nope.csv', 404],
    ['/content/alpha/x', 404],
  ])('reads the answer of %s', async (path, status) => {
    expect(await ask(path)).toBe(status)
  })

  test('reads a query sent as JSON, and a live stream', async () => {
    const body = JSON.stringify({ query: '{ networks { id } }' })
    expect(
      await ask('/graphql', { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
    ).toBe(200)
    const left = new AbortController()
    const stream = await fetch(
      `${api.url}/graphql?query=${encodeURIComponent('subscription { head { cursor } }')}`,
      {
        headers: { accept: 'text/event-stream', 'accept-encoding': 'gzip, br' },
        signal: left.signal,
      },
    )
    expect(readable(stream)).toBe(200)
    expect(stream.headers.get('content-encoding')).toBe('none')
    left.abort()
  })

  test('reads what the listener itself refuses', async () => {
    for (const lines of [
      ['GET /rest/nodes HTTP/1.1', 'host: x', `x-long: ${'y'.repeat(20_000)}`],
      ['GET /graphql HTTP/1.1', 'host: x', 'connection: upgrade', 'upgrade: websocket'],
      ['GET /rest/nodes HTTP/1.1', 'host: x', 'expect: nothing', 'connection: close'],
    ]) {
      const { status, headers } = await rawRequest(api.url, lines)
      expect([lines[0], status >= 400, headers.get('access-control-allow-origin')]).toEqual([
        lines[0],
        true,
        '*',
      ])
    }
  })
})

// node:http, so that nothing is unpacked on the way.
const bytes = async (path: string, encoding: string, method = 'GET') =>
  rawRequest(api.url, [
    `${method} ${path} HTTP/1.1`,
    'host: x',
    `accept-encoding: ${encoding}`,
    'connection: close',
  ])

describe('an answer', () => {
  const LONG = [
    `/graphql?query=${QUERY}`,
    '/rest/claims?limit=100',
    '/rest/openapi.json',
    '/export',
    '/metrics',
  ]

  test.each(LONG)('is packed as the caller takes it: %s', async (path) => {
    const plain = await bytes(path, 'identity')
    expect(plain.headers.get('content-encoding')).toBeUndefined()
    for (const [encoding, unpack] of [
      ['gzip', gunzipSync],
      ['br', brotliDecompressSync],
    ] as const) {
      const packed = await bytes(path, encoding)
      expect([packed.status, packed.headers.get('content-encoding')]).toEqual([200, encoding])
      expect(packed.headers.get('vary')).toMatch(/accept-encoding/i)
      const body = packed.headers.has('transfer-encoding') ? unchunked(packed.body) : packed.body
      const text = unpack(body).toString()
      if (path !== '/metrics') expect(text).toBe(plain.body.toString())
      expect(body.length).toBeLessThan(text.length / 2)
    }
  })

  test.each(['/rest/networks?fields=id', '/health', '/export/claims.csv', '/export/claims.parquet'])(
    'is left as it is where it is short or the file that its SHA-256 is of: %s',
    async (path) => {
      expect((await bytes(path, 'gzip, br')).headers.get('content-encoding')).toBeUndefined()
    },
  )

  test('to HEAD has no packed body', async () => {
    const answer = await bytes('/rest/claims?limit=100', 'gzip', 'HEAD')
    expect([answer.status, answer.body.length]).toEqual([200, 0])
  })

  test.each([`/graphql?query=${QUERY}`, '/rest/claims?limit=100', '/rest/openapi.json', '/export'])(
    'is not sent again to who has it: %s',
    async (path) => {
      const first = await fetch(`${api.url}${path}`)
      const etag = first.headers.get('etag') ?? ''
      expect(etag).toMatch(/^W\/"[\w-]{22}"$/)
      expect(first.headers.get('cache-control')).toBe('no-cache')
      for (const known of [etag, etag.slice(2), `"x", ${etag}`, '*']) {
        const again = await fetch(`${api.url}${path}`, { headers: { 'if-none-match': known } })
        expect([known, again.status, await again.text(), again.headers.get('etag')]).toEqual([
          known,
          304,
          '',
          etag,
        ])
        expect(again.headers.get('access-control-allow-origin')).toBe('*')
      }
      const other = await fetch(`${api.url}${path}`, { headers: { 'if-none-match': '"other"' } })
      expect([other.status, await other.text()]).toEqual([200, await first.text()])
    },
  )

  test('that is a refusal is nothing to keep', async () => {
    const refused = await fetch(`${api.url}/rest/nodes?limit=x`, { headers: { 'if-none-match': '*' } })
    expect([refused.status, refused.headers.get('etag')]).toEqual([400, null])
  })
})

function unchunked(body: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.subarray(at, end).toString(), 16)
    if (!size) return Buffer.concat(parts)
    parts.push(body.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
}
