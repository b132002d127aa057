import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

// Most requests take a short way; an empty `extensions` sends the same one through the full handler. Nobody may see which.
let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

async function ask(body: object, accept: string | undefined): Promise<[number, string | null, unknown]> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(accept && { accept }) },
    body: JSON.stringify(body),
  })
  return [response.status, response.headers.get('content-type'), await response.json()]
}

test.each<[what: string, body: object]>([
  ['data', { query: '{ networks { id } }' }],
  [
    'data of one of two operations',
    { query: 'query a { networks { id } } query b { x: networks { id } }', operationName: 'b' },
  ],
  ['a cost', { query: '{ claims(limit: 1000) { node { claims(limit: 1000) { id } } } }' }],
  ['a page size', { query: '{ claims(limit: 1000000) { id } }' }],
  [
    'a variable of another type',
    { query: 'query($n: Int) { claims(limit: $n) { id } }', variables: { n: 'x' } },
  ],
  ['a variable that is missing', { query: 'query($n: Int!) { claims(limit: $n) { id } }', variables: {} }],
  ['a field that is none', { query: '{ networks { id nope } }' }],
  ['an argument that is none', { query: '{ claims(nope: 1) { id } }' }],
  ['two operations, none named', { query: 'query a { networks { id } } query b { networks { id } }' }],
  ['two operations with a mistake, none named', { query: 'query a { nope } query b { networks { id } }' }],
  ['an operation that is none', { query: 'query a { networks { id } }', operationName: 'c' }],
  ['a text that does not parse', { query: '{ ' }],
  ['a filter that is too long', { query: `{ claims(where: { id_in: [${'"a",'.repeat(2001)}] }) { id } }` }],
])('%s is answered the same on the short way', async (_, body) => {
  for (const accept of [undefined, '*/*', 'application/json'])
    expect(await ask(body, accept)).toEqual(await ask({ ...body, extensions: {} }, accept))
})
