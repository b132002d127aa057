import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWatched, startBrowser } from '../support/browser.ts'
import { pick, useMoneyApi } from '../support/money-api.ts'
import { GONE, GPU } from '../support/money-world.ts'

const { api, ask } = useMoneyApi()
let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser?.close())

const PAYBACK = `query($cost: CostInput!) {
  payback(network: "money", role: "tee-gpu", cost: $cost, days: 180) {
    class netCashPerMonth { value } rentedOut { net { value } } breakEven { requestsPerDay { value } }
  }
}`

/** What a number on the page is, by the name that it says to a screen reader. */
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

describe('Run a node?', () => {
  test('shows the numbers of the API, again after a cost was changed, and keeps both in the address', async () => {
    const { page, foreign, wrong } = await visit('/money/run?role=tee-gpu')
    const shown = async (cost: object) => {
      const [found] = pick(await ask(PAYBACK, { cost }), 'data.payback') as object[]
      const expected = [
        pick(found, 'netCashPerMonth.value'),
        pick(found, 'rentedOut.net.value'),
        pick(found, 'breakEven.requestsPerDay.value'),
      ]
      const names = [
        'Left of a month, after your costs',
        'Left of a month when rented out',
        'Requests a day to break even',
      ]
      await expect
        .poll(() => Promise.all(names.map((name) => shownValue(page, name))), { timeout: 50_000 })
        .toEqual(expected)
    }
    await shown({ hardware: 'H100_SXM5_80', count: 1 })
    await page.getByLabel('Electricity').fill('0.02')
    await page.getByLabel('Electricity').press('Enter')
    await shown({ hardware: 'H100_SXM5_80', count: 1, usdPerKwh: '0.02' })
    expect(new URL(page.url()).searchParams.get('kwh')).toBe('0.02')
    await page.reload()
    await shown({ hardware: 'H100_SXM5_80', count: 1, usdPerKwh: '0.02' })
    await page.getByRole('button', { name: 'Take all defaults again' }).click()
    await shown({ hardware: 'H100_SXM5_80', count: 1 })
    expect([foreign, wrong]).toEqual([[], []])
  })

  test('says what one more node leaves for each, and Home and the comparison of roles say the same', async () => {
    const role = 'role: "tee-gpu", cost: $cost'
    const cost = { hardware: 'H100_SXM5_80' }
    const asked = await ask(
      `query($cost: CostInput!) {
        payback(network: "money", ${role}, days: 180) {
          entry { share netCashPerMonth { value } } emissionsPerMonth { atQuote { value } sold { value } }
        }
        networks(where: { network_eq: "money" }, limit: 1) {
          month: economics(days: 30) { role(${role}) { oneMore { perNodeDay { value } daysAboveRent { value } } } emissionsIfSold { sold { value } } }
          history: economics(days: 180) { role(${role}) { oneMore { daysBelowCost { value } } } }
        } }`,
      { cost },
    )
    expect(pick(asked, 'errors')).toBeUndefined()
    const value = (path: string) => pick(asked, `data.${path}`) ?? ''
    const expectShown = (page: Page, named: Readonly<Record<string, unknown>>) =>
      expect
        .poll(
          async () =>
            Object.fromEntries(
              await Promise.all(
                Object.keys(named).map(async (name) => [name, await shownValue(page, name)] as const),
              ),
            ),
          { timeout: 50_000 },
        )
        .toEqual(named)
    const run = await visit('/money/run?role=tee-gpu')
    await expectShown(run.page, {
      'Share of its income that each keeps': value('payback.0.entry.share'),
      'Left of a month with one more node': value('payback.0.entry.netCashPerMonth.value'),
      'Emissions of such a month, at the quote': value('payback.0.emissionsPerMonth.atQuote.value'),
      'Emissions of such a month, all sold at once': value('payback.0.emissionsPerMonth.sold.value'),
      'Node-days below cost, with one more node': value(
        'networks.0.history.0.role.oneMore.daysBelowCost.value',
      ),
    })
    const compared = await visit('/money/compare?roles=tee-gpu')
    await expectShown(compared.page, {
      'The same with one more node': value('networks.0.month.0.role.oneMore.perNodeDay.value'),
    })
    const home = await visit('/money?role=tee-gpu')
    await expectShown(home.page, {
      'Share of node-days at least as good as renting out, with one more node': value(
        'networks.0.month.0.role.oneMore.daysAboveRent.value',
      ),
      'Emissions, all sold at once': value('networks.0.month.0.emissionsIfSold.sold.value'),
    })
  })

  test('every default of a cost says who gives it and how old it is, or that it is left out', async () => {
    const { page } = await visit('/money/run?role=tee-gpu')
    await page.locator('.costs li').first().waitFor()
    const lines = await page.locator('.costs .from').allTextContents()
    expect(lines.length).toBeGreaterThan(10)
    for (const line of lines) expect(line).toMatch(/as of \d{4}-\d\d|Left out: |median of|no source/)
  })

  test('what is no number is said and not asked', async () => {
    const { page } = await visit('/money/run?role=tee-gpu')
    await page.getByLabel('Electricity').fill('cheap')
    await page.getByLabel('Electricity').press('Enter')
    expect(await page.locator('.costs .from b', { hasText: 'A number such as' }).count()).toBe(1)
    expect(new URL(page.url()).searchParams.has('kwh')).toBe(false)
  })

  test('a machine that cannot serve in the role is refused in words', async () => {
    const { page } = await visit('/money/run?role=tee-gpu&machine=RTX_4090')
    await page.locator('.verdict .lead', { hasText: 'cannot serve as tee-gpu' }).waitFor()
    expect(await page.locator('.verdict .dots').count()).toBe(0)
  })

  test('fits a telephone without scrolling sideways', async () => {
    const { page } = await visit('/money/run?role=tee-gpu', { viewport: { width: 375, height: 740 } })
    await page.locator('.verdict .lead').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
  })
})

describe('My fleet', () => {
  const NODES = `${GPU}~H100_SXM5_80,${GONE}~H100_SXM5_80`
  const cost = { hardware: 'H100_SXM5_80', count: 1 }

  test('is one bill: the sums of what the API says of each node', async () => {
    const { page, wrong } = await visit(`/money/fleet?days=40&nodes=${NODES}`)
    const answer = await ask(
      `query($keys: [Bytes!], $cost: CostInput) { nodes(where: { key_in: $keys }, limit: 2) {
         economics(days: 40, cost: $cost) { class statement { fees { value } power { value } netCash { value } } } } }`,
      { keys: [GPU, GONE], cost },
    )
    const all = (pick(answer, 'data.nodes') as { economics: { class: string; statement: object }[] }[])
      .flatMap((each) => each.economics)
      .filter((each) => each.class === 'synthetic')
    const sum = (line: string) =>
      all.reduce((total, each) => total + Number(pick(each.statement, `${line}.value`)), 0)
    await expect
      .poll(async () => Number(await shownValue(page, 'Fees, all nodes')), { timeout: 50_000 })
      .toBeCloseTo(sum('fees'), 6)
    expect(Number(await shownValue(page, 'less power, all nodes'))).toBeCloseTo(sum('power'), 6)
    expect(Number(await shownValue(page, 'Net cash, all nodes'))).toBeCloseTo(sum('netCash'), 6)
    expect(wrong).toEqual([])
  })

  test('counts a machine once on which several of its nodes run', async () => {
    const { page, wrong } = await visit(`/money/fleet?days=40&nodes=${GPU}~H100_SXM5_80,${GONE}~anothers`)
    const answer = await ask(
      `query($key: Bytes, $cost: CostInput) { nodes(where: { key_eq: $key }, limit: 1) {
         economics(days: 40, cost: $cost) { class statement { power { value } } } } }`,
      { key: GPU, cost },
    )
    const own = (pick(answer, 'data.nodes.0.economics') as { class: string; statement: object }[]).find(
      (each) => each.class === 'synthetic',
    )
    await expect
      .poll(async () => Number(await shownValue(page, 'less power, all nodes')), { timeout: 50_000 })
      .toBeCloseTo(Number(pick(own?.statement, 'power.value')), 6)
    expect(wrong).toEqual([])
  })

  test('takes a node by its key, and its address is the bill', async () => {
    const { page } = await visit('/money/fleet?days=40')
    await page.getByLabel('A node’s key').fill(GPU)
    await page.getByRole('button', { name: 'Add' }).click()
    await page.locator('.lines.bill').first().waitFor()
    expect(new URL(page.url()).searchParams.get('nodes')).toBe(`${GPU}~H100_SXM5_80`)
    await page.getByRole('button', { name: 'remove', exact: true }).last().click()
    await page.getByText('No node is on the bill yet').waitFor()
  })
})
