import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api/server.ts'
import { plainRequest, sendRaw } from '../../support/raw-socket.ts'

let api: TestApi
let port: number

beforeAll(async () => {
  api = await startTestApi()
  port = Number(new URL(api.url).port)
})
afterAll(() => api.close())

const QUERY = '{ networks { id } }'
const asked = `query=${encodeURIComponent(QUERY)}`
const body = JSON.stringify({ query: QUERY })
const get = (path: string, more: readonly string[] = []) => plainRequest('GET', path, more)
const post = (type: string, text: string, more: readonly string[] = []) =>
  plainRequest('POST', '/graphql', [`content-type: ${type}`, `content-length: ${text.length}`, ...more], text)

// What a caller may get wrong on the GraphQL door: it is his mistake, with a status of its own where HTTP has one.
const MISTAKES: readonly [what: string, bytes: string, status: number][] = [
  ['GET without a query', get('/graphql'), 400],
  ['GET with an empty one', get('/graphql?query='), 400],
  ['GET with variables only', get('/graphql?variables=%7B%7D'), 400],
  ['variables that are no JSON', get(`/graphql?${asked}&variables=%7B`), 400],
  ['extensions that are no JSON', get(`/graphql?${asked}&extensions=x`), 400],
  ['variables that are a list', get(`/graphql?${asked}&variables=%5B%5D`), 400],
  ['an unknown parameter', get(`/graphql?${asked}&quary=1`), 400],
  ['a mutation by GET', get('/graphql?query=mutation%7Bx%7D'), 405],
  ['a body that is no JSON', post('application/json', '{'), 400],
  ['a body that is a number', post('application/json', '7'), 400],
  ['a body that is null', post('application/json', 'null'), 400],
  ['an empty body', post('application/json', ''), 400],
  ['a query that is a number', post('application/json', '{"query":7}'), 400],
  [
    'variables that are a text',
    post('application/json', JSON.stringify({ query: QUERY, variables: 'x' })),
    400,
  ],
  [
    'an operation name that is a number',
    post('application/json', JSON.stringify({ query: QUERY, operationName: 7 })),
    400,
  ],
  ['no content type', plainRequest('POST', '/graphql', ['content-length: 2'], '{}'), 415],
  ['a type that is none', post('text/plain', body), 415],
  ['a form with bad variables', post('application/x-www-form-urlencoded', `${asked}&variables=%7B`), 400],
  ['a form with bad escapes', post('application/x-www-form-urlencoded', 'query=%E0%A4%A'), 200],
  ['a multipart body', post('multipart/form-data; boundary=x', '--x--'), 415],
  ['a compressed body', post('application/json', body, ['content-encoding: gzip']), 415],
  ['bytes that are no UTF-8', post('application/json', '{"query":"\u00ff"}'), 200],
  ['a wish for an answer that there is none of', post('application/json', body, ['accept: image/png']), 406],
  ['an address below', get('/graphql/x'), 404],
  ['a query of text only', post('application/graphql', '{ '), 200],
]

test.each(MISTAKES)('%s is the caller’s mistake', async (what, bytes, status) => {
  const answer = await sendRaw(port, Buffer.from(bytes, 'latin1'))
  expect([what, answer.status, answer.text]).toEqual([what, status, expect.any(String)])
  expect(answer.text).not.toMatch(/INTERNAL|\n\s+at |node_modules|Unexpected error/)
})

test('none of them counts as a fault of ours', async () => {
  const { text } = await sendRaw(port, get('/metrics'))
  expect(text).not.toContain('assay_api_faults_total{')
  expect(api.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
})

test('HEAD is a GET without its body', async () => {
  const head = await sendRaw(port, plainRequest('HEAD', `/graphql?${asked}`))
  expect([head.status, head.text]).toEqual([200, ''])
  expect((await sendRaw(port, plainRequest('HEAD', '/graphql'))).status).toBe(400)
  expect((await sendRaw(port, plainRequest('HEAD', '/graphql', ['accept: text/html']))).status).toBe(200)
})

test('a client that waits for 100 before it sends its body gets both', async () => {
  const answer = await sendRaw(port, post('application/json', body, ['expect: 100-continue']))
  expect([answer.status, answer.text]).toEqual([100, expect.stringContaining('HTTP/1.1 200 OK')])
})

test('nothing that a caller can name becomes a label of a metric', async () => {
  for (let at = 0; at < 100; at++) await sendRaw(port, get(`/nothing-${at}`))
  for (let at = 0; at < 20; at++) await api.ask(`query Name${at} { nodes { id } }`)
  for (const method of ['TRACE', 'PROPFIND', 'MKCOL']) await sendRaw(port, plainRequest(method, '/graphql'))
  await sendRaw(port, get('/graphql', ['x-request-id: of-a-caller', 'x-api-key: of-a-caller']))
  const { text } = await sendRaw(port, get('/metrics'))
  expect(text).not.toMatch(/nothing-7|Name7|PROPFIND|of-a-caller/)
  const series = text.split('\n').filter((line) => line.startsWith('assay_api_requests_total{'))
  expect(series.length).toBeLessThan(12)
})
