import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWatched, startBrowser } from '../support/browser.ts'
import { pick, useMoneyApi } from '../support/money-api.ts'

const { api, ask } = useMoneyApi()
let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser?.close())

const FIGURES = `class fees { value } coverage { value } demand { uniquePayers { value } top1 { value } hhi { value }
  repeatedPayloads { value } costOfFaking { value } }`
const DEMAND = `query($days: Int!, $to: DateTime) { networks(limit: 1) { economics(days: $days, to: $to) { ${FIGURES} }
  rest: economics(days: $days, to: $to, payers: INDEPENDENT) { ${FIGURES} } } }`

const shownValue = (page: Page, name: string) =>
  page
    .getByRole('button', { name: `${name}: ` })
    .first()
    .getAttribute('data-value')

async function visit(path: string, options = {}) {
  const watched = await openWatched(browser, api().url, { locale: 'en-US', ...options })
  await watched.page.goto(`${api().url}${path}`)
  return watched
}

async function expected(days: number, to: string | null) {
  const answer = await ask(DEMAND, { days, to })
  const found = (of: string) =>
    (pick(answer, `data.networks.0.${of}`) as { class: string }[]).find((each) => each.class === 'synthetic')
  const [all, rest] = [found('economics'), found('rest')]
  const of = (path: string) => pick(all, `${path}.value`)
  const without = (path: string) => pick(rest, `${path}.value`)
  return {
    'Fees, all money': of('fees'),
    'Fees, without related money': without('fees'),
    'Payers, all money': of('demand.uniquePayers'),
    'Payers, without related money': without('demand.uniquePayers'),
    'Largest payer, all money': of('demand.top1'),
    'Largest payer, without related money': without('demand.top1'),
    'Concentration (HHI), all money': of('demand.hhi'),
    'Concentration (HHI), without related money': without('demand.hhi'),
    'Paid by requesters, all money': of('coverage'),
    'Paid by requesters, without related money': without('coverage'),
    'Repeated requests, all money': of('demand.repeatedPayloads'),
    'Cost of faking a dollar, all money': of('demand.costOfFaking'),
  }
}

async function shows(page: Page, numbers: Awaited<ReturnType<typeof expected>>) {
  await expect
    .poll(
      async () =>
        Object.fromEntries(
          await Promise.all(Object.keys(numbers).map(async (name) => [name, await shownValue(page, name)])),
        ),
      { timeout: 20_000 },
    )
    .toEqual(numbers)
}

describe('Demand', () => {
  test('shows every figure with and without related money, also of another window and of the past', async () => {
    const { page, foreign, wrong } = await visit('/money/demand?days=40')
    await shows(page, await expected(40, null))
    await page.locator('.window select').selectOption('7')
    await shows(page, await expected(7, null))
    const to = '2026-01-25T00:00:00.000Z'
    await page.goto(`${api().url}/money/demand?days=7&to=${to}`)
    await shows(page, await expected(7, to))
    expect([foreign, wrong]).toEqual([[], []])
  })

  test('names the rule of each link, and money without value has none', async () => {
    const { page } = await visit('/money/demand?days=40')
    await page.getByRole('region', { name: 'Links between payers and nodes' }).waitFor()
    const links = await page
      .locator('[aria-label="Links between payers and nodes"] tbody tr')
      .allTextContents()
    expect(links).toHaveLength(2)
    expect(links.join()).toMatch(/the payer is a faucet of the network.*the payer owns the node/s)
    await page.getByText('Money of the class testnet has no value').waitFor()
  })

  test('sorts and filters the payers as their numbers are', async () => {
    const { page } = await visit('/money/demand?days=40&payer-sort=-paid')
    const rows = page.locator('[aria-label="Payers"] tbody tr')
    await rows.first().waitFor()
    const paid = async () =>
      (
        await rows
          .locator('[aria-label^="Paid: "]')
          .evaluateAll((all) => all.map((each) => each.getAttribute('data-value')))
      ).map(Number)
    const down = await paid()
    expect(down).toEqual([...down].sort((a, b) => b - a))
    await page.getByRole('button', { name: 'paid ▼' }).click()
    await expect.poll(paid).toEqual([...down].sort((a, b) => a - b))
    await page.getByRole('searchbox', { name: 'Filter Payers', exact: true }).fill('faucet')
    await expect.poll(() => rows.count()).toBe(1)
  })

  test('fits a telephone without scrolling sideways', async () => {
    const { page } = await visit('/money/demand?days=40', { viewport: { width: 375, height: 740 } })
    await page.locator('.mix').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
  })
})
