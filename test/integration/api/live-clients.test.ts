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
