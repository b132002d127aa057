import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPool } from '../../src/platform/database.ts'
import { openWatched, startBrowser } from '../support/browser.ts'
import { pick, useMoneyApi } from '../support/money-api.ts'

const { api, ask } = useMoneyApi(async (url) => {
  const pool = createPool(url, { application: 'test', max: 1 })
  await pool.query(`insert into keeper.alert (network, rule, key, subject, chain_id, block_number, at, says, source) values
    ('money', 'slash', 'a', 'a node', 31337, 7, '2026-01-03', 'A node lost <b>5</b> tokens.', 'facts.penalty'),
    ('other', 'slash', 'b', 'a node', 31337, 8, '2026-01-04', 'Another network.', 'facts.penalty')`)
  await pool.end()
})
let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser?.close())

async function visit(path: string) {
  const watched = await openWatched(browser, api().url, { locale: 'en-US' })
  await watched.page.goto(`${api().url}${path}`)
  return watched
}

const value = (page: Page, name: string) =>
  page
    .getByRole('button', { name: `${name}: ` })
    .first()
    .getAttribute('data-value')

test('numbers of the page are those of the API, and each sentence is the API’s', async () => {
  const { page, foreign, wrong } = await visit('/money/risk?days=40&by=CLOUD&advisory=TEE-FAIL')
  const answer = await ask(`{
    by: concentration(network: "money", by: CLOUD, days: 40, class: synthetic) {
      sentence claims { hhiHigh { value } unknown { value } } holders { holder claims { value } fails { claimsPerDay { value } } } }
    blastRadius(network: "money", advisory: "TEE-FAIL", class: synthetic) { sentence known { unknown { nodes { value } } } }
    redundancy(network: "money", days: 40, class: synthetic) { sentence rerun { value } }
    advisoryNodes(network: "money") { advisory unknown { value } } }`)
  const at = (path: string) => String(pick(answer, `data.${path}`))
  const holder = at('by.0.holders.0.holder')
  const counted = pick(answer, 'data.advisoryNodes') as { advisory: string; unknown: { value: string } }[]
  const expected = {
    'TEE-FAIL: not known': String(counted.find(({ advisory }) => advisory === 'TEE-FAIL')?.unknown.value),
    'Claims: HHI, at most': at('by.0.claims.hhiHigh.value'),
    'Claims: not known whose': at('by.0.claims.unknown.value'),
    [`claims of ${holder}`]: at('by.0.holders.0.claims.value'),
    [`claims a day lost of ${holder}`]: at('by.0.holders.0.fails.claimsPerDay.value'),
    'known, may be affected: nodes': at('blastRadius.0.known.unknown.nodes.value'),
    'Run again by watchdogs': at('redundancy.0.rerun.value'),
  }
  for (const [name, text] of Object.entries(expected))
    await expect.poll(() => value(page, name), { message: name, timeout: 20_000 }).toBe(text)
  for (const sentence of ['by.0.sentence', 'blastRadius.0.sentence', 'redundancy.0.sentence'])
    await page.getByText(at(sentence)).first().waitFor()
  expect([foreign, wrong]).toEqual([[], []])
})

test('what nobody published has no number until the reader says it, and the address keeps what was said', async () => {
  const { page } = await visit('/money/risk?days=40')
  const left = () => value(page, 'Load that the machines can take, the rest goes on')
  await page.getByText('give provable').first().waitFor()
  expect(await left()).toBe('')
  await page.locator('input[name=provable]').fill('0.2')
  await page.locator('input[name=multiple]').fill('40')
  await page.waitForURL(/provable=0\.2.*multiple=40/)
  // 1 ÷ (1 + 0.2 · 9,999)
  await expect.poll(left, { timeout: 20_000 }).toBe((1 / (1 + 0.2 * 9999)).toFixed(8))
  await page.reload()
  await expect.poll(left, { timeout: 20_000 }).toBe((1 / (1 + 0.2 * 9999)).toFixed(8))
  await page.getByRole('button', { name: 'Put all back' }).click()
  await expect.poll(left, { timeout: 20_000 }).toBe('')
  expect(page.url()).not.toMatch(/provable|multiple/)
})

test('the kind of holder and the advisory that are chosen are in the address', async () => {
  const { page } = await visit('/money/risk?days=40')
  const by = page.locator('select', { has: page.locator('option[value=RELAYER]') })
  await by.selectOption('RELAYER')
  await page.waitForURL(/by=RELAYER/)
  const advisory = page.locator('select', { has: page.locator('option[value=WIRETAP]') })
  await advisory.selectOption('WIRETAP')
  await page.waitForURL(/advisory=WIRETAP/)
  await page
    .getByText(/^Since WireTap was published/)
    .first()
    .waitFor()
})

test('alerts of the network are listed as text, with the feed that tells of the next', async () => {
  const { page } = await visit('/money/risk?days=40')
  await page.getByText('A node lost <b>5</b> tokens.').first().waitFor()
  expect(await page.getByText('Another network.').count()).toBe(0)
  const feed = await fetch(
    new URL((await page.getByRole('link', { name: '/alerts.atom' }).getAttribute('href')) ?? '', api().url),
  )
  expect(await feed.text()).toContain('A node lost &lt;b&gt;5&lt;/b&gt; tokens.')
})
