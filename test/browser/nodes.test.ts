import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MACHINES } from '../../dashboard/text/machines.ts'
import { openWatched, startBrowser } from '../support/browser.ts'
import { pick, useMoneyApi } from '../support/money-api.ts'

// The pages about nodes, operators, claims and comparisons, as the API serves them at `/`: what stands on screen is what it answers.

const { api, ask } = useMoneyApi()
let browser: Browser
let network: string

beforeAll(async () => {
  browser = await startBrowser()
  network = (await get<string>('{ networks(limit: 1) { network } }', 'networks.0.network')) ?? ''
})
afterAll(() => browser?.close())

const get = async <Value>(query: string, path: string): Promise<Value> => {
  const answer = await ask(query)
  expect(answer.errors).toBeUndefined()
  return pick(answer.data, path) as Value
}

/** A page that has all its answers. */
async function open(path: string, options: object = {}) {
  const watched = await openWatched(browser, api().url, { locale: 'en-US', ...options })
  await watched.page.goto(`${api().url}/${network}${path}`)
  await settle(watched.page)
  return watched
}

async function settle(page: Page): Promise<void> {
  await page.locator('h1:visible').first().waitFor()
  const busy = ':is(.skeleton, .asking, button[title="The API is still working it out."])'
  await page.waitForFunction((selector) => document.querySelector(selector) === null, busy)
}

/** The exact values of a column of the table, from above to below; empty where there is none. */
async function readColumn(page: Page, name: string): Promise<string[]> {
  const heads = await page.locator('thead th').allTextContents()
  const at = heads.findIndex((each) => each.startsWith(name)) + 1
  expect(at).toBeGreaterThan(0)
  return page
    .locator(`tbody td:nth-child(${at}) .num`)
    .evaluateAll((cells) => cells.map((each) => each.getAttribute('data-value') ?? ''))
}

interface Ranked {
  readonly nodeId: string
  readonly figure: { readonly value: string | null }
}

/** A ranking for each class of money. */
const rankings = (args: string) =>
  get<{ readonly rows: readonly Ranked[] }[]>(
    `{ leaderboard(network: "${network}", metric: GROSS, ${args}, top: 1000) { rows { nodeId figure { value } } } }`,
    'leaderboard',
  )

const ranked = async (args: string) => (await rankings(args))[0]?.rows ?? []

const valuesOf = (rows: readonly Ranked[]) => rows.map((each) => each.figure.value ?? '')

/** As a list of all nodes has them: a node of another class of money stands in it without a value of this one. */
async function listed(args: string): Promise<string[]> {
  const [first, ...others] = (await rankings(args)).map(({ rows }) => rows)
  const own = new Set(first?.map((each) => each.nodeId))
  const elsewhere = new Set(others.flat().map((each) => each.nodeId))
  return [...valuesOf(first ?? []), ...[...elsewhere].filter((id) => !own.has(id)).map(() => '')]
}

const bySize = (values: readonly string[]) => [...values].sort((a, b) => Number(a) - Number(b))
/** In order, and what is not known last: as a table has them either way. */
const ordered = (values: readonly string[], way: 1 | -1) => {
  const known = values.filter((each) => each !== '').sort((a, b) => way * (Number(a) - Number(b)))
  return [...known, ...values.filter((each) => each === '')]
}

test('the list has the figures of the ranking, sorted either way and with those that left', async () => {
  const { page, foreign, wrong } = await open('/nodes?days=60')
  const alive = await listed('days: 60')
  expect(await readColumn(page, 'Gross income')).toEqual(ordered(alive, -1))

  await page
    .locator('thead')
    .getByRole('button', { name: /^Gross income/ })
    .click()
  expect(await readColumn(page, 'Gross income')).toEqual(ordered(alive, 1))
  expect(page.url()).toContain('sort=gross')

  await page.getByRole('checkbox', { name: /those that left/ }).check()
  await settle(page)
  const all = await listed('days: 60, includeDead: true')
  expect(bySize(await readColumn(page, 'Gross income'))).toEqual(bySize(all))
  expect([foreign, wrong]).toEqual([[], []])
})

test('the list filters by the text of a node’s key and tells how many are left', async () => {
  const { page } = await open('/nodes?dead=yes')
  const key = await get<string>(
    `{ nodes(where: { network_eq: "${network}" }, limit: 1) { key } }`,
    'nodes.0.key',
  )
  await page.getByRole('searchbox', { name: 'Filter Nodes' }).fill(key)
  await page.locator('.table [role=status]', { hasText: /^1 of/ }).waitFor()
  expect(await page.locator('tbody tr a').first().getAttribute('href')).toContain(key)
})

test('a node’s page has the lines of its statement, at the costs that the address names', async () => {
  const [best] = await ranked('days: 60, includeDead: true')
  const id = best?.nodeId ?? ''
  const { page, foreign, wrong } = await open(
    `/node/${id.replace(/^.*-/, '')}?days=60&hardware=RTX_4090&gas=0&load=0.5`,
  )
  await page.locator('.waterfall li').first().waitFor()
  await settle(page)
  const cost = '{ hardware: "RTX_4090", gasUsdPerDay: "0", utilisation: "0.5" }'
  const lines = [
    'fees',
    'refunds',
    'emissions',
    'gross',
    'power',
    'hosting',
    'upstream',
    'gas',
    'delegators',
    'netCash',
  ]
  const statement = await get<Record<string, { value: string | null }>>(
    `{ node(id: "${id}") { economics(days: 60, cost: ${cost}) { statement { ${lines.map((each) => `${each} { value }`).join(' ')} } } } }`,
    'node.economics.0.statement',
  )
  const shown = await page
    .locator('.waterfall .num')
    .evaluateAll((cells) => cells.map((each) => each.getAttribute('data-value') ?? ''))
  expect(shown.slice(0, lines.length)).toEqual(lines.map((each) => statement[each]?.value ?? ''))
  expect([foreign, wrong]).toEqual([[], []])
})

test('a name that no node has leads to those that begin like it', async () => {
  const key = await get<string>(
    `{ nodes(where: { network_eq: "${network}" }, limit: 1) { key } }`,
    'nodes.0.key',
  )
  const { page } = await open(`/node/${key.slice(0, 20)}`)
  await page.getByText('Did you mean').waitFor()
  expect(await page.locator('.state a').first().getAttribute('href')).toContain(key)
})

test('a claim’s page has every verdict of the API, and the command that checks it again', async () => {
  const claim = await get<{ id: string; verdicts: { statement: string; outcome: string }[] } | undefined>(
    `{ claims(where: { network_eq: "${network}" }, orderBy: [blockNumber_ASC], limit: 1) { id verdicts { statement outcome } } }`,
    'claims.0',
  )
  if (!claim) throw new Error('the world of this test has a claim')
  const { page, foreign, wrong } = await open(`/claim/${claim.id.slice(claim.id.indexOf(':') + 1)}`)
  const section = page.locator('section', {
    has: page.getByRole('heading', { name: 'What was found', exact: true }),
  })
  const shown = await section
    .locator('.verdicts > li')
    .evaluateAll((lines) =>
      lines.map((each) => `${each.getAttribute('data-statement')} ${each.getAttribute('data-outcome')}`),
    )
  expect(shown.sort()).toEqual(claim.verdicts.map((each) => `${each.statement} ${each.outcome}`).sort())
  expect(await page.locator('.command').textContent()).toContain(
    `assay verify claim ${claim.id} --api ${api().url} --rpc`,
  )
  expect([foreign, wrong]).toEqual([[], []])
})

test('operators are all nodes, each once', async () => {
  const { page } = await open('/operators')
  const versions = await get<{ nodeKey: string }[]>(
    `{ nodeVersions(where: { network_eq: "${network}" }, limit: 1000) { nodeKey } }`,
    'nodeVersions',
  )
  const keys = new Set(versions.map((each) => each.nodeKey))
  const counts = await readColumn(page, 'Nodes')
  expect(counts.reduce((sum, each) => sum + Number(each), 0)).toBe(keys.size)
})

test('a comparison has each node’s own figures beside each other', async () => {
  const rows = (await ranked('days: 60, includeDead: true')).slice(0, 2)
  const keys = rows.map((each) => each.nodeId.replace(/^.*-/, ''))
  const { page } = await open(`/compare?days=60&nodes=${keys.join(',')}`)
  const line = page.locator('.compare tbody tr', {
    has: page.getByRole('rowheader', { name: 'Gross income', exact: true }),
  })
  const shown = await line
    .locator('.num')
    .evaluateAll((cells) => cells.map((each) => each.getAttribute('data-value') ?? ''))
  expect(shown).toEqual(valuesOf(rows))
})

test('net cash of a month in the list is what payback says of each node on the usual machine of its role', async () => {
  const { page } = await open('/nodes?columns=node.role.netCash&sort=node')
  const keys = await page
    .locator('tbody td:first-child span[title]')
    .evaluateAll((all) => all.map((each) => each.getAttribute('title')))
  const roles = await page.locator('tbody td:nth-child(3)').allTextContents()
  const shown = await readColumn(page, 'Net cash a month')
  expect(shown.length).toBe(keys.length)
  for (const [at, key] of keys.entries()) {
    const usual = MACHINES[roles[at] ?? ''] ?? {}
    const found = await ask(
      'query($network: String!, $node: Bytes!, $cost: CostInput!) { payback(network: $network, node: $node, days: 30, cost: $cost, paths: 100, horizonMonths: 1) { class netCashPerMonth { value } } }',
      { network, node: key, cost: usual },
    )
    const values = (pick(found, 'data.payback') as { netCashPerMonth: { value: string | null } }[]).map(
      (each) => each.netCashPerMonth.value ?? '',
    )
    expect([key, values]).toEqual([key, expect.arrayContaining([shown[at]])])
  }
})

test('networks are compared by the figures of each', async () => {
  const { page } = await open('/compare?by=networks')
  const economics = await get<{ fees: { value: string | null } }[]>(
    `{ networks(where: { network_eq: "${network}" }, limit: 1) { economics(days: 30) { fees { value } } } }`,
    'networks.0.economics',
  )
  const fees = page.getByRole('button', { name: 'Fees: ' }).first()
  expect(await fees.getAttribute('data-value')).toBe(economics[0]?.fees.value ?? '')
  await page.getByRole('button', { name: 'Roles' }).click()
  await page.waitForURL(/by=roles/)
})

test('none of these pages has an axe violation or scrolls sideways, light or dark, narrow or wide', async () => {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const [best] = await ranked('days: 60, includeDead: true')
  const key = best?.nodeId.replace(/^.*-/, '') ?? ''
  const views = [
    { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
    { colorScheme: 'dark', viewport: { width: 375, height: 800 } },
  ]
  for (const view of views)
    for (const path of [
      `/node/${key}`,
      '/nodes',
      '/operators',
      `/compare?nodes=${key}`,
      '/compare?roles=tee-gpu',
    ]) {
      const { page } = await open(path, view)
      await page.evaluate(axe)
      const found = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect([path, view.colorScheme, found, wide]).toEqual([path, view.colorScheme, [], 0])
      await page.context().close()
    }
}, 180_000)
