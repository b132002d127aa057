import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApi } from '../../../src/api/api.ts'
import { startTestApi, type TestApi, testConfig } from '../../support/api/server.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const HTML = { headers: { accept: 'text/html' } }

test('programs get the start page as JSON, with the figures of /status', async () => {
  const answer = (await (await fetch(api.url)).json()) as { chains: Record<string, unknown>[] }
  const { chains } = (await (await fetch(`${api.url}/status`)).json()) as { chains: object[] }
  for (const chain of chains) expect(answer.chains).toContainEqual(expect.objectContaining(chain))
  expect(answer.chains[0]).toMatchObject({ network: 'alpha', class: 'synthetic' })
})

test('the examples have the scheme that a caller used, as a proxy says it where one is trusted', async () => {
  const trusting = await startApi(
    testConfig(api.database.readerUrl, { trustProxy: true }),
    pino({ level: 'silent' }),
  )
  const exampleOf = async (url: string, proto: string | undefined) => {
    const answer = await fetch(url, { headers: proto === undefined ? {} : { 'x-forwarded-proto': proto } })
    const { ways } = (await answer.json()) as { ways: { name: string; example: string }[] }
    return ways.find(({ name }) => name === 'MCP')?.example.replace(/.*--api (\w+):.*/, '$1')
  }
  const said = ['https', 'HTTPS', 'http, https', 'https, http', 'http', 'javascript', undefined]
  expect(await Promise.all(said.map((proto) => exampleOf(trusting.url, proto)))).toEqual([
    ...['https', 'https', 'https', 'http', 'http', 'http', 'http'],
  ])
  expect(await exampleOf(api.url, 'https')).toBe('http')
  await trusting.close()
})

test('every link of every page leads to an answer, and every page forbids scripts of others', async () => {
  const seen = new Set<string>()
  const broken: string[] = []
  // The pages of the dashboard are drawn by a script: what they link to is in no markup.
  const waiting = ['/', '/docs', '/rest', '/export', '/mcp', '/graphql']
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    const response = await fetch(`${api.url}${path}`, HTML)
    if (!response.ok && path !== '/mcp') broken.push(`${response.status} ${path}`)
    if (!response.headers.get('content-type')?.startsWith('text/html')) {
      await response.body?.cancel()
      continue
    }
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; (?!.*'unsafe)/)
    const text = await response.text()
    const links = [...text.matchAll(/(?:href|src)="(\/[^"#?]*)[^"]*"/g)].map(([, link = '']) => link)
    waiting.push(...links.filter((link) => !/^\/(rest|export)\/./.test(link)))
  }
  expect(broken).toEqual([])
  expect(seen.size).toBeGreaterThan(40)
  expect([...seen]).toEqual(
    expect.arrayContaining(['/favicon.ico', '/docs/methodology/pnl', '/assets/assay.css']),
  )
}, 120_000)

test('links within the documents name headings that are there', async () => {
  const { docs } = (await (await fetch(`${api.url}/docs`)).json()) as { docs: { path: string }[] }
  const pages = new Map<string, string>()
  for (const { path } of docs) pages.set(path, await (await fetch(`${api.url}${path}`, HTML)).text())
  const missing = [...pages].flatMap(([path, text]) =>
    [...text.matchAll(/href="(\/docs\/[^"#]*)?#([^"]+)"/g)]
      .filter(([, to = path, id]) => !pages.get(to)?.includes(` id="${id}"`))
      .map(([link]) => `${path}: ${link}`),
  )
  expect(missing).toEqual([])
})

test('only listed documents and files are served, whatever the address', async () => {
  for (const path of [
    '/docs/nope',
    '/docs/..%2f..%2fpackage.json',
    '/docs/../package.json',
    '/docs/%2e%2e/package.json',
    '/docs/api/examples/nodes.py',
    '/docs//etc/passwd',
    '/assets/../api.ts',
    '/assets/nope.js',
    '/assets',
  ])
    expect([path, (await fetch(`${api.url}${path}`)).status]).toEqual([path, 404])
  const page = await fetch(`${api.url}/docs/nope`, HTML)
  expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('no such document')])
})

test('the bare addresses of other doors say what is there', async () => {
  const rest = await fetch(`${api.url}/rest`)
  expect([rest.status, await rest.text()]).toEqual([200, expect.stringContaining('nodes')])
  expect((await fetch(`${api.url}/export`)).status).toBe(200)
  const mcp = await fetch(`${api.url}/mcp`)
  expect([mcp.status, await mcp.text()]).toEqual([404, expect.stringContaining('assay mcp')])
})

test('the start page answers while the database is away, and says so to programs in place of figures', async () => {
  const away = testConfig('postgres://reader@127.0.0.1:1/none')
  const other = await startApi(away, pino({ level: 'silent' }))
  const page = await fetch(other.url, HTML)
  await page.body?.cancel()
  const { chains } = (await (await fetch(other.url)).json()) as { chains: object[] }
  await other.close()
  expect(page.status).toBe(200)
  expect(chains[0]).toMatchObject({
    network: 'alpha',
    height: null,
    reason: expect.stringMatching(/database/),
  })
})

test('every query among the examples of the start page is valid', async () => {
  const { ways } = (await (await fetch(api.url)).json()) as { ways: { example: string }[] }
  const queries = ways.flatMap(({ example }) => / -d '(.+)'$/.exec(example)?.[1] ?? [])
  expect(queries.length).toBe(2)
  for (const body of queries) {
    const { query } = JSON.parse(body) as { query: string }
    expect([query, api.engine.prepare(query).errors]).toEqual([query, []])
  }
})
