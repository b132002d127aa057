import { createClient } from 'graphql-sse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

test('graphql-sse reads answers and refusals, with a connection for each', async () => {
  const client = createClient({ url: `${api.url}/graphql`, retryAttempts: 0 })
  const told = async (query: string) => {
    const results: unknown[] = []
    for await (const result of client.iterate({ query })) results.push(result)
    return results
  }
  expect(await told('{ networks(limit: 1) { id } }')).toMatchObject([
    { data: { networks: [{ id: expect.any(String) }] } },
  ])
  expect(await told('subscription { head(after: "x") { cursor } }')).toMatchObject([
    { errors: [{ extensions: { code: 'BAD_CURSOR' } }] },
  ])
  client.dispose()
})

test('graphql-sse works over a single connection: several operations, their ends, and a slow start', async () => {
  const client = createClient({ url: `${api.url}/graphql`, singleConnection: true, retryAttempts: 0 })
  const first = async (query: string) => {
    for await (const result of client.iterate({ query })) return result
    return undefined
  }
  const [networks, refused, invalid] = await Promise.all([
    first('{ networks(limit: 1) { id } }'),
    first('subscription { head(after: "x") { cursor } }'),
    first('{ nothing }'),
  ])
  expect(networks).toMatchObject({ data: { networks: [{ id: expect.any(String) }] } })
  expect(refused).toMatchObject({ errors: [{ extensions: { code: 'BAD_CURSOR' } }] })
  expect(invalid).toMatchObject({ errors: [{ message: expect.stringContaining('nothing') }] })
  client.dispose()
})

test('streams are reserved with a bound for each caller, and unknown tokens are refused', async () => {
  const put = () => fetch(`${api.url}/graphql`, { method: 'PUT' })
  const tokens: string[] = []
  for (let answer = await put(); answer.status === 201; answer = await put()) tokens.push(await answer.text())
  expect(tokens).toHaveLength(10)
  const over = await put()
  expect([over.status, over.headers.get('retry-after')]).toEqual([429, '60'])
  const post = (token: string) =>
    fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-graphql-event-stream-token': token },
      body: JSON.stringify({ query: '{ networks { id } }', extensions: { operationId: 'a' } }),
    })
  for (const token of ['__proto__', 'nothing']) expect((await post(token)).status).toBe(404)
  expect((await post(tokens[0] ?? '')).status).toBe(202)
  expect((await fetch(`${api.url}/graphql`, { method: 'DELETE' })).status).toBeGreaterThanOrEqual(400)
  // A stream that is opened and left is given back.
  const left = new AbortController()
  const opened = await fetch(`${api.url}/graphql?token=${tokens[0]}`, {
    headers: { accept: 'text/event-stream' },
    signal: left.signal,
  })
  const reader = opened.body?.getReader()
  let text = ''
  while (!text.includes('"networks"')) text += Buffer.from((await reader?.read())?.value ?? []).toString()
  left.abort()
  for (;;) if ((await put()).status === 201) break
})
