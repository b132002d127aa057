import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api/server.ts'
import { rawRequest } from '../../support/raw-http.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const FORMATS = ['csv', 'jsonl', 'parquet']

async function ask(path: string, method = 'GET') {
  const response = await fetch(`${api.url}/export${path}`, { method })
  const text = await response.text()
  const code = response.ok || !text ? undefined : JSON.parse(text).errors[0].extensions.code
  return { response, text, code }
}

const where = (filter: unknown) => `?where=${encodeURIComponent(JSON.stringify(filter))}`

// Each is found before the status line: what was asked is refused in words, in every format alike.
const BAD: readonly [string, string, string][] = [
  ['no JSON', '?where={', 'BAD_USER_INPUT'],
  ['null', '?where=null', 'BAD_USER_INPUT'],
  ['a number', '?where=1', 'BAD_USER_INPUT'],
  ['a list', '?where=[]', 'BAD_USER_INPUT'],
  ['a field that is none', where({ nope_eq: 1 }), 'BAD_USER_INPUT'],
  ['a prototype’s field', '?where={"__proto__":{"a":1}}', 'BAD_USER_INPUT'],
  ['a value of another type', where({ nodeKey_eq: 'x' }), 'BAD_USER_INPUT'],
  [
    'an offset that the database refuses',
    where({ blockTime_gt: '2026-01-01T00:00:00+23:00' }),
    'BAD_USER_INPUT',
  ],
  ['a zero character', where({ evidence_eq: 'a\u0000b' }), 'BAD_USER_INPUT'],
  ['a zero character in a linked filter', where({ node: { role_in: ['a', 'b\u0000'] } }), 'BAD_USER_INPUT'],
  ['isNull of null', where({ node_isNull: null }), 'BAD_USER_INPUT'],
  ['too many links', where({ OR: Array.from({ length: 31 }, () => ({ node: {} })) }), 'FILTER_LIMIT'],
  [
    'filters that are too deep',
    where(Array.from({ length: 60 }).reduce<object>((inner) => ({ AND: [inner] }), { blockNumber_eq: 1 })),
    'FILTER_LIMIT',
  ],
  ['a filter in the place of a parameter', '?evidence_eq=groth16', 'BAD_USER_INPUT'],
  ['an unknown parameter', '?foo=bar', 'BAD_USER_INPUT'],
  ['a parameter twice', '?limit=1&limit=2', 'BAD_USER_INPUT'],
  ['a limit that is no number', '?limit=-1', 'BAD_USER_INPUT'],
  ['a column that is none', '?fields=nope', 'BAD_USER_INPUT'],
  ['a prototype’s column', '?fields=__proto__', 'BAD_USER_INPUT'],
]

test.each(BAD)('%s is refused with a code before the status line', async (_, query, code) => {
  for (const format of FORMATS) {
    const { response, code: found } = await ask(`/claims.${format}${query}`)
    expect([format, response.status, found]).toEqual([format, 400, code])
  }
})

test.each([
  ['/nothing.csv', 'no export nothing'],
  ['/claim.csv', 'did you mean claims?'],
  ['/claims.xlsx', 'no format xlsx'],
  ['/claims.parquett', 'did you mean parquet?'],
  ['/claims.toString', 'no format toString'],
  ['/claims.__proto__', 'no format __proto__'],
  ['/claims.constructor', 'no format constructor'],
  ['/__proto__.csv', 'no export __proto__'],
  ['/constructor.csv', 'no export constructor'],
  ['/claims', 'no export'],
  ['/claims.csv/x', 'no export'],
  ['/manifests/x', 'no such manifest'],
  ['/manifests/00000000-0000-0000-0000-000000000000', 'no such manifest'],
])('%s is not there', async (path, words) => {
  const { response, text, code } = await ask(path)
  expect([response.status, code]).toEqual([404, 'NOT_FOUND'])
  expect(text).toContain(words)
})

test.each([
  ['/claims.csv?limi=2', 'did you mean limit?'],
  ['/claims.csv?fields=blockNumbr', 'did you mean blockNumber?'],
  ['/claims.csv?evidence_eq=groth16', 'filters stand in where'],
])('%s is told what is meant', async (path, words) => {
  expect((await ask(path)).text).toContain(words)
})

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'])('%s exports nothing', async (method) => {
  const { response, code } = await ask('/networks.csv', method)
  expect([response.status, code, response.headers.get('allow')]).toEqual([405, 'METHOD', 'GET, HEAD'])
})

test('HEAD tells the headers of every format and runs nothing', async () => {
  for (const format of FORMATS) {
    const { response, text } = await ask(`/networks.${format}`, 'HEAD')
    expect([response.status, text, response.headers.get('x-assay-manifest')]).toEqual([200, '', null])
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="networks.${format}"`)
  }
  expect((await ask('/networks.csv?foo=1', 'HEAD')).response.status).toBe(400)
  expect((await ask('/nothing.csv', 'HEAD')).response.status).toBe(404)
  const raw = await rawRequest(api.url, ['HEAD /export/networks.csv HTTP/1.0'])
  expect([raw.status, raw.body.length]).toEqual([200, 0])
})

test('HTTP/1.0 gets the whole file without a trailer, with a manifest that has its hash', async () => {
  for (const format of FORMATS) {
    const raw = await rawRequest(api.url, [`GET /export/networks.${format} HTTP/1.0`])
    expect([raw.status, raw.ended]).toEqual([200, 'end'])
    expect([raw.headers.has('trailer'), raw.headers.has('transfer-encoding')]).toEqual([false, false])
    const manifest = await (await fetch(`${api.url}${raw.headers.get('x-assay-manifest')}`)).json()
    expect(manifest).toMatchObject({ entity: 'Network', format, bytes: raw.body.length })
  }
})

test('what there is to export is listed, with its parameters', async () => {
  const { exports } = JSON.parse((await ask('')).text)
  expect(exports).toContainEqual({
    name: 'claims',
    formats: FORMATS,
    parameters: ['where', 'fields', 'limit'],
  })
  expect(exports.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['leaderboard', 'prices', 'nodeEconomics', 'nodeStatements', 'networkEconomics']),
  )
})

test('limit gives the first rows in the order of the id', async () => {
  const { data } = await api.ask('{ claims(limit: 2) { id } }')
  const { text } = await ask('/claims.jsonl?limit=2&fields=id')
  expect(
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(data?.claims)
  expect((await ask('/claims.csv?limit=0&fields=id')).text).toBe('id\n')
})

test('nothing of all this was a fault of ours', () => {
  expect(api.logged.filter((line) => JSON.parse(line).level >= 40)).toEqual([])
})
