import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../support/api/server.ts'
import { openWatched, startBrowser } from '../support/browser.ts'

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

test('plain pages fit a telephone without scrolling sideways', async () => {
  const { page } = await openWatched(browser, api.url, { viewport: { width: 360, height: 740 } })
  for (const path of ['/docs', '/docs/api', '/rest', '/export']) {
    await page.goto(`${api.url}${path}`)
    const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect([path, wide]).toEqual([path, 0])
  }
})

test('GraphiQL loads from this server alone, and its default query shows an answer', async () => {
  const { page, foreign, wrong } = await openWatched(browser, api.url)
  await page.goto(`${api.url}/graphql`)
  await page.getByRole('button', { name: /execute query/i }).click()
  await page.locator('.result-window', { hasText: '"_meta"' }).waitFor()
  expect(await page.locator('.result-window').textContent()).toContain('alpha')
  await page.getByRole('button', { name: /documentation explorer/i }).click()
  await page.getByText('Root Types').waitFor()
  expect([foreign, wrong]).toEqual([[], []])
})

test('GraphiQL shows what a subscription tells', async () => {
  const { page, wrong } = await openWatched(browser, api.url)
  const query = 'subscription { head { nope } }'
  await page.goto(`${api.url}/graphql?query=${encodeURIComponent(query)}`)
  await page.getByRole('button', { name: /execute query/i }).click()
  await page.locator('.result-window', { hasText: 'nope' }).waitFor()
  expect(wrong.filter((each) => !each.includes('400'))).toEqual([])
})

test('the docs lead from the index to a page and on by its links', async () => {
  const { page, foreign, wrong } = await openWatched(browser, api.url)
  await page.goto(`${api.url}/docs`)
  await page.getByRole('link', { name: 'The API' }).click()
  expect(await page.locator('h1').textContent()).toBe('The API')
  await page.locator('article').getByRole('link', { name: 'methodology', exact: true }).first().click()
  expect(new URL(page.url()).pathname).toBe('/docs/methodology/figure')
  expect([foreign, wrong]).toEqual([[], []])
})
