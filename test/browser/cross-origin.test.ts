import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../support/api/server.ts'
import { startBrowser } from '../support/browser.ts'

// A page that somebody else serves, as a dashboard or an explorer of others would.
let api: TestApi
let browser: Browser
let other: Server
let origin: string

beforeAll(async () => {
  api = await startTestApi({ ratePerSecond: 1, rateBurst: 12 })
  browser = await startBrowser()
  other = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>elsewhere</title>')
  })
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
})
afterAll(async () => {
  await browser?.close()
  await new Promise((done) => other.close(done))
  await api.close()
})

test('a page of another origin reads every door, and why it was refused', async () => {
  const page = await browser.newPage()
  await page.goto(origin)
  const ask = (
    path: string,
    init: { method?: string; body?: string; headers?: Record<string, string> } = {},
  ) =>
    page.evaluate(
      async ([url, options]) => {
        const response = await fetch(url as string, options as RequestInit)
        await response.text()
        const names = ['ratelimit-remaining', 'retry-after', 'x-request-id', 'x-assay-manifest', 'etag']
        return {
          status: response.status,
          headers: Object.fromEntries(names.map((name) => [name, response.headers.get(name)])),
        }
      },
      [`${api.url}${path}`, init] as const,
    )
  const json = { 'content-type': 'application/json' }
  const query = JSON.stringify({ query: '{ networks { id } }' })
  expect(await ask('/graphql', { method: 'POST', body: query, headers: json })).toMatchObject({ status: 200 })
  expect(await ask('/rest/networks')).toMatchObject({ status: 200, headers: { etag: expect.any(String) } })
  expect(await ask('/rest/openapi.json')).toMatchObject({ status: 200 })
  expect(await ask('/export/networks.csv')).toMatchObject({
    status: 200,
    headers: { 'x-assay-manifest': expect.stringContaining('/export/manifests/') },
  })
  expect(await ask('/nothing')).toMatchObject({
    status: 404,
    headers: { 'x-request-id': expect.any(String) },
  })
  expect(await ask('/rest/networks', { headers: { 'x-api-key': 'wrong' } })).toMatchObject({ status: 401 })
  let answer = await ask('/rest/networks')
  for (let asked = 0; answer.status === 200 && asked < 30; asked++) answer = await ask('/rest/networks')
  expect(answer).toMatchObject({
    status: 429,
    headers: { 'retry-after': expect.stringMatching(/^\d+$/), 'ratelimit-remaining': '0' },
  })
})
