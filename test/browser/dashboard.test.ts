import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../support/api/server.ts'
import { openWatched, startBrowser } from '../support/browser.ts'

const PAGES = ['', '/checked', '/risk', '/recheck', '/rules', '/data']
const ENGLISH = { locale: 'en-US' }

let api: TestApi
let browser: Browser

beforeAll(async () => {
  api = await startTestApi()
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await api.close()
})

// Each page holds a stream of new blocks, and one caller may hold so many and no more.
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})

const open = async (path: string, options = {}) => {
  const watched = await openWatched(browser, api.url, { ...ENGLISH, ...options })
  await watched.page.goto(`${api.url}${path}`)
  await watched.page.locator('h1').first().waitFor()
  return watched
}

/** The exact value behind a number on the page, by the name that it is announced by. */
const exactOf = (page: Page, name: string) =>
  page.locator(`.num[aria-label^="${name}:"]`).first().getAttribute('data-value')

describe('the frame of all pages', () => {
  test('/ leads to the first network, whose class no reader can miss', async () => {
    const { page, foreign, wrong } = await open('/')
    expect(new URL(page.url()).pathname).toMatch(/^\/(alpha|beta)$/)
    await page.locator('.band').waitFor()
    expect(await page.locator('.band').first().textContent()).toMatch(/synthetic|Made up|Testnet|Private/)
    expect([foreign, wrong]).toEqual([[], []])
  })

  test('programs get JSON at the same address', async () => {
    const answer = await (await fetch(api.url)).json()
    expect(answer).toMatchObject({ name: 'Assay', chains: expect.any(Array) })
  })

  test('an address that no page and no network has says so, and names what there is', async () => {
    const { page } = await open('/nowhere/nodes')
    expect(await page.locator('h1').textContent()).toContain('nowhere')
    await page.locator('main a', { hasText: /alpha/i }).first().click()
    await page.locator('.answers').waitFor()
  })

  test('the search finds a node by the beginning of its name, and Enter opens it', async () => {
    const { data } = await api.ask('{ nodes(where: { network_eq: "alpha" }, limit: 1) { key } }')
    const key = (data as { nodes: { key: string }[] }).nodes[0]?.key ?? ''
    const { page } = await open('/alpha')
    await page.getByRole('searchbox', { name: /search/i }).fill(key.slice(0, 20))
    await page.locator('.found button').first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/alpha\/node\//)
    expect(decodeURIComponent(page.url())).toContain(key)
  })

  test('the network switch keeps the section', async () => {
    const { page } = await open('/alpha/checked')
    const names = await page
      .locator('.switch option')
      .evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value))
    const other = names.find((each) => each !== 'alpha')
    expect(other).toBeDefined()
    await page.locator('.switch select').selectOption(other ?? '')
    await page.waitForURL(new RegExp(`/${other}/checked`))
  })

  test('a number opens where it comes from: class, block, definition and the query behind it', async () => {
    const { page } = await open('/alpha')
    await page.locator('.num').first().click()
    const panel = page.locator('dialog.proof')
    await panel.waitFor()
    const text = (await panel.textContent()) ?? ''
    for (const part of ['Class', 'Read at', 'block', 'Query']) expect(text).toContain(part)
    const target = await panel.getByRole('link', { name: /GraphiQL/ }).getAttribute('href')
    expect(target).toMatch(/^\/graphql\?query=/)
    await page.keyboard.press('Escape')
    expect(await panel.isVisible()).toBe(false)
  })
})

describe('numbers on the pages are those of the API', () => {
  test.each(['7', '30', '365'])('counts of Home over %s days', async (days) => {
    const { page } = await open(`/alpha?days=${days}`)
    await page.locator('.facts .num').first().waitFor()
    const { data } = await api.ask(
      `{ all: nodesConnection(where: { network_eq: "alpha" }, first: 1) { totalCount }
         serving: nodesConnection(where: { network_eq: "alpha", enabled_eq: true, lapsed_eq: false }, first: 1) { totalCount }
         networks(where: { network_eq: "alpha" }) { economics(days: ${days}) { class fees { value } emissions { value } } } }`,
    )
    const said = data as {
      all: { totalCount: number }
      serving: { totalCount: number }
      networks: { economics: { fees: { value: string | null }; emissions: { value: string | null } }[] }[]
    }
    expect(await exactOf(page, 'All nodes')).toBe(String(said.all.totalCount))
    expect(await exactOf(page, 'Nodes that serve')).toBe(String(said.serving.totalCount))
    const fees = said.networks[0]?.economics[0]?.fees.value ?? ''
    expect(await exactOf(page, 'Fees')).toBe(fees)
  })

  test('verdicts of the list, after sorting and filtering', async () => {
    const { page } = await open('/alpha/checked?outcome=rejected')
    await page.locator('table tbody tr').first().waitFor()
    const { data } = await api.ask(
      '{ verdicts(where: { network_eq: "alpha", superseded_eq: false, outcome_eq: rejected }, orderBy: [number_DESC], limit: 200) { code } }',
    )
    const codes = (data as { verdicts: { code: string }[] }).verdicts.map((each) => each.code)
    const shown = () => page.locator('table tbody td:nth-child(4)').allTextContents()
    expect((await shown()).toSorted()).toEqual(codes.toSorted())
    await page.getByRole('button', { name: 'Code' }).click()
    await page.waitForURL(/sort=-code/)
    expect(await shown()).toEqual(codes.toSorted().toReversed())
  })
})

describe('what goes wrong is said', () => {
  test('an API that does not answer', async () => {
    const { page } = await openWatched(browser, api.url, ENGLISH)
    await page.route('**/graphql', (route) => route.abort())
    await page.goto(`${api.url}/alpha`)
    await page.getByRole('alert').waitFor({ timeout: 20_000 })
    expect(await page.getByRole('alert').textContent()).toContain('does not answer')
  })

  test('an API that goes away keeps the last answer on the page, with its time', async () => {
    const { page } = await open('/alpha')
    await page.locator('.facts .num').first().waitFor()
    await page.route('**/graphql', (route) => route.abort())
    await page.getByRole('button', { name: 'Ask again' }).click()
    await page.getByRole('alert').first().waitFor({ timeout: 20_000 })
    expect(await page.getByRole('alert').first().textContent()).toMatch(/What you see is from \d{4}/)
    expect(await page.locator('.facts .num').count()).toBeGreaterThan(0)
  })

  test('a moment that is not indexed is refused in words', async () => {
    const { page } = await openWatched(browser, api.url, ENGLISH)
    await page.goto(`${api.url}/alpha?to=2999-01-01T00:00:00Z`)
    await page.getByRole('alert').first().waitFor()
    expect(await page.getByRole('alert').first().textContent()).toMatch(/not indexed/)
  })
})

describe('a file is checked in the browser', () => {
  const files = (name: string) =>
    ['vkey', 'proof', 'public'].map((part) => join('test/fixtures/snark/own-bn128', `${name}.${part}.json`))

  test('a Groth16 proof whose equation holds, and one with another signal', async () => {
    const { page, foreign } = await open('/alpha/recheck')
    await page.locator('input[type=file]').setInputFiles(files('groth16'))
    await page.locator('.checks .outcome').waitFor()
    expect(await page.locator('.checks').textContent()).toMatch(/verified.*equation holds/)
    const signals = JSON.parse(readFileSync(files('groth16')[2] ?? '', 'utf8')) as string[]
    const altered = JSON.stringify(signals.map((each) => String(BigInt(each) + 1n)))
    const part = (path: string, text = readFileSync(path, 'utf8')) => ({
      name: path.split('/').at(-1) ?? '',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    })
    const [key = '', proof = '', signal = ''] = files('groth16')
    await page.locator('input[type=file]').setInputFiles([part(key), part(proof), part(signal, altered)])
    await page.locator('.checks .outcome.rejected').waitFor()
    await page.locator('input[type=file]').setInputFiles(files('plonk'))
    await page.locator('.state.failed').waitFor()
    expect(foreign).toEqual([])
  })
})

describe('what stands below the screen', () => {
  test('is drawn, and its script asked for, when a reader comes near it', async () => {
    const { page } = await openWatched(browser, api.url, {
      ...ENGLISH,
      viewport: { width: 375, height: 600 },
    })
    const scripts: string[] = []
    page.on('request', (each) => {
      if (each.resourceType() === 'script') scripts.push(each.url())
    })
    await page.goto(`${api.url}/alpha`)
    await page.locator('.facts .num').first().waitFor()
    expect(await page.locator('.plot').count()).toBe(0)
    expect(scripts.filter((each) => each.includes('day-bars'))).toEqual([])
    await page.locator('.charts.to-come').scrollIntoViewIfNeeded()
    await page.locator('.plot canvas').first().waitFor()
    expect(scripts.filter((each) => each.includes('day-bars'))).toHaveLength(1)
  })
})

describe('pages are for everybody', () => {
  test.each(
    PAGES.flatMap((path) =>
      (['light', 'dark'] as const).flatMap((colorScheme) =>
        [375, 1280].map((width) => ({ path, colorScheme, width })),
      ),
    ),
  )(
    'alpha$path in $colorScheme at $width px: no fault of access, no sideways scrolling',
    async ({ path, ...view }) => {
      const options = { colorScheme: view.colorScheme, viewport: { width: view.width, height: 900 } }
      const { page, foreign, wrong } = await open(`/alpha${path}`, options)
      await page.locator('.skeleton').first().waitFor({ state: 'detached' })
      // What is drawn when a reader comes near it is looked at as well.
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
      await page.locator('.to-come').first().waitFor({ state: 'detached' })
      const { violations } = await new AxeBuilder({ page: page as never }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map((each) => each.html.slice(0, 120))])).toEqual(
        [],
      )
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
      expect([foreign, wrong]).toEqual([[], []])
    },
  )

  test('every section is reached with the keyboard alone', async () => {
    const { page } = await open('/alpha')
    const seen = new Set<string>()
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press('Tab')
      seen.add(await page.evaluate(() => document.activeElement?.textContent ?? ''))
    }
    for (const name of [
      'Home',
      'Nodes & operators',
      'Run a node?',
      'Demand',
      'Is it checked?',
      'Rules & data',
    ])
      expect([...seen]).toContain(name)
  })
})
