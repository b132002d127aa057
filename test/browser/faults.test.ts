import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../support/api/server.ts'
import { openWatched, startBrowser } from '../support/browser.ts'

// What goes wrong around an open page: chains that take blocks back, proxies, poor browsers, other hosts.
const ENGLISH = { locale: 'en-US' }
const LOOK_MS = 20_000

let api: TestApi
let browser: Browser
let writer: pg.Client

beforeAll(async () => {
  api = await startTestApi()
  browser = await startBrowser()
  writer = new pg.Client({ connectionString: api.database.url })
  await writer.connect()
})
afterAll(async () => {
  await browser?.close()
  await writer?.end()
  await api.close()
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})

const open = async (
  path: string,
  options = {},
  before: (page: Page) => Promise<unknown> = async () => {},
) => {
  const watched = await openWatched(browser, api.url, { ...ENGLISH, ...options })
  await before(watched.page)
  await watched.page.goto(`${api.url}${path}`)
  await watched.page.locator('h1').first().waitFor()
  return watched
}

/** A block as the indexer commits it; with `from`, after a reorg that took back the blocks from there on. */
async function commitBlock(number: number, from: number | null = null): Promise<void> {
  const name = `block${number}${from}`
  await writer.query('begin')
  await writer.query(
    `update ingest.status set height = $1, head = greatest(head, $1), hash = sha256($2::bytea), updated_at = now() where network = 'alpha'`,
    [number, name],
  )
  await writer.query(
    `insert into ingest.block (network, chain_id, number, hash, block_time, digest, holds_data, proof)
     values ('alpha', 31337, $1, sha256($2::bytea), now(), '', true, 'full') on conflict (network, chain_id, number) do update set hash = excluded.hash`,
    [number, name],
  )
  await writer.query(
    `select pg_notify('assay_block', json_build_object('network', 'alpha', 'chain', 31337, 'number', $1::int,
     'hash', '0x' || encode(sha256($2::bytea), 'hex'), 'kind', $3::text, 'from', $4::int)::text)`,
    [number, name, from === null ? 'block' : 'reorg', from],
  )
  await writer.query('commit')
}

const streams = async () => {
  const text = await (await fetch(`${api.url}/metrics`)).text()
  return Number(/^assay_api_subscriptions (\d+)$/m.exec(text)?.[1] ?? Number.NaN)
}

const isStream = (headers: Record<string, string>) => headers.accept?.includes('text/event-stream') === true

describe('blocks', () => {
  test('that a chain takes back under an open page are said, until the reader has understood', async () => {
    const { page } = await open('/alpha')
    await expect.poll(streams, { timeout: 20_000 }).toBeGreaterThan(0)
    const asked = page.waitForRequest((request) => (request.postData() ?? '').includes('query Home'))
    await commitBlock(200, 198)
    const band = page.locator('.band.stale', { hasText: 'took back its blocks from 198 on' })
    await band.waitFor()
    await asked
    await band.getByRole('button', { name: 'Understood' }).click()
    await band.waitFor({ state: 'detached' })
  })

  test('that no stream tells of are looked for, and the page says that it has to', async () => {
    const { page } = await open('/alpha', {}, async (fresh) => {
      await fresh.clock.install()
      // As a proxy does that keeps streams to itself.
      await fresh.route('**/graphql', (route) =>
        isStream(route.request().headers()) ? route.fulfill({ status: 502 }) : route.continue(),
      )
    })
    const footer = page.locator('footer.bottom')
    expect(await footer.textContent()).toContain('Pages follow new blocks by themselves')
    const heads = () =>
      page.waitForResponse((each) => (each.request().postData() ?? '').includes('query Heads'))
    let looked = heads()
    await page.clock.fastForward(LOOK_MS)
    await (await looked).finished()
    await commitBlock(310)
    looked = heads()
    await page.clock.fastForward(LOOK_MS)
    await (await looked).finished()
    await footer.getByText('it looks for them every 20 seconds').waitFor()
    await footer.getByText('block 310').waitFor()
  })
})

test('a question that was refused says what is true, and its page keeps the days to choose fewer of', async () => {
  const message = 'more than 200000 ledger entries in the window: ask for fewer days'
  const refusal = { errors: [{ message, extensions: { code: 'TOO_MANY_ROWS' } }] }
  const { page } = await open('/alpha?days=365', {}, (fresh) =>
    fresh.route('**/graphql', (route) => {
      const asked = route.request().postData() ?? ''
      return asked.includes('query Home(') && asked.includes('"days":365')
        ? route.fulfill({ json: refusal })
        : route.continue()
    }),
  )
  const said = await page.getByRole('alert').textContent()
  expect(said).toContain('More than 200000 ledger entries in the window: ask for fewer days.')
  expect(said).toContain('Nothing is wrong with the data.')
  await page.getByLabel('Last').selectOption('7')
  await page.locator('.answers').waitFor()
})

test('a window in which nobody had joined or paid is said, and not worked out for ever', async () => {
  const roles = ['teeGpu', 'teeProxy', 'snarkProver', 'onnxRunner', 'validator']
  const { page } = await open('/alpha', {}, (fresh) =>
    fresh.route('**/graphql', async (route) => {
      if (!(route.request().postData() ?? '').includes('query Home(')) return route.continue()
      const response = await route.fetch()
      const answer = await response.json()
      for (const role of roles) answer.data[role].totalCount = 0
      for (const each of answer.data.networks[0].economics) each.demand.uniquePayers.value = '0'
      return route.fulfill({ response, json: answer })
    }),
  )
  const answers = page.locator('.answers')
  await answers.waitFor()
  const said = await answers.textContent()
  expect(said).toContain('No node of a known role had joined by then.')
  expect(said).toContain('Nobody paid anything in this window.')
  expect(said).not.toContain('Being worked out')
})

describe('poor browsers', () => {
  test('without WebAssembly every page is there, and a check that needs it says so', async () => {
    const without = (page: Page) => page.addInitScript('delete globalThis.WebAssembly')
    for (const path of ['', '/nodes', '/run', '/demand', '/checked', '/risk', '/rules']) {
      const { page, wrong } = await open(`/alpha${path}`, {}, without)
      await page.locator('.skeleton').first().waitFor({ state: 'detached' })
      expect([path, wrong]).toEqual([path, []])
      await page.context().close()
    }
    const { page } = await open('/alpha/recheck', {}, without)
    const input = page.locator('input[type=file]')
    const file = {
      name: 'batch.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"leafEncoding":[]}'),
    }
    await input.setInputFiles([file])
    expect(await page.locator('.state.failed').textContent()).toContain('has no WebAssembly')
    const parts = ['vkey', 'proof', 'public'].map((part) =>
      join('test/fixtures/snark/own-bn128', `groth16.${part}.json`),
    )
    await input.setInputFiles(parts)
    await page.locator('.checks .outcome.verified').waitFor()
  })

  test('with as little motion as may be, a page that waits says so at once', async () => {
    const { page } = await openWatched(browser, api.url, { ...ENGLISH, reducedMotion: 'reduce' })
    await page.route('**/graphql', () => {})
    await page.goto(`${api.url}/alpha`)
    const late = page.locator('.skeleton .late').first()
    await late.waitFor()
    expect(await late.evaluate((element) => getComputedStyle(element).opacity)).toBe('1')
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  })
})

describe('pages that another host serves below a path', () => {
  let folder: string
  let host: Server
  let origin: string
  const TYPES: Readonly<Record<string, string>> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-pages-'))
    const built = spawnSync(
      process.execPath,
      [
        'node_modules/vite/bin/vite.js',
        'build',
        'dashboard',
        '--base=/assay/',
        '--outDir',
        folder,
        '--logLevel',
        'error',
      ],
      { env: { ...process.env, NODE_ENV: 'production', VITE_API_URL: api.url }, encoding: 'utf8' },
    )
    expect([built.status, built.stderr]).toEqual([0, ''])
    host = createServer(async (request, response) => {
      const path = new URL(request.url ?? '/', 'http://host').pathname
      const asked = path.startsWith('/assay/') ? join(folder, path.slice('/assay/'.length)) : ''
      const type = TYPES[extname(path)]
      // Any address without a file is the page itself, as static hosts are told to do.
      const body = await readFile(type ? asked : join(folder, 'index.html')).catch(() => null)
      response.writeHead(body && path.startsWith('/assay') ? 200 : 404, {
        'content-type': type ?? 'text/html',
      })
      response.end(body ?? '')
    })
    await new Promise<void>((done) => host.listen(0, '127.0.0.1', done))
    origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
  }, 120_000)
  afterAll(async () => {
    await new Promise((done) => host?.close(done))
    await rm(folder, { recursive: true, force: true })
  })

  test('open deep, lead on, and ask the API that they were built for', async () => {
    const { page, foreign, wrong } = await openWatched(browser, origin, ENGLISH)
    await page.goto(`${origin}/assay/alpha/checked`)
    await page.getByRole('heading', { level: 1, name: 'Is it checked?' }).waitFor()
    await page.getByRole('link', { name: 'Demand', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Demand' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/assay/alpha/demand')
    expect(await page.getByRole('link', { name: 'Docs' }).getAttribute('href')).toBe(`${api.url}/docs`)
    expect(foreign.filter((each) => !each.startsWith(`${api.url}/graphql`))).toEqual([])
    expect(wrong).toEqual([])
  })
})
