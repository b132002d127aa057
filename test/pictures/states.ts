import type { Page, Route } from 'playwright-core'

const BUSY = ':is(.skeleton, .asking, button[title="The API is still working it out."])'

/** Waits until a page shows all that it asked for. */
export async function settle(page: Page): Promise<void> {
  await page.locator('h1:visible').first().waitFor()
  await page.waitForFunction(
    (busy) =>
      document.querySelector(busy) === null && !document.body.textContent.includes('Being worked out'),
    BUSY,
  )
}

/** What goes wrong around a page, provoked in the browser: each takes the page's address and leaves the page as a reader sees it. */
export const STATES: Readonly<Record<string, (page: Page, address: string) => Promise<void>>> = {
  loading: async (page, address) => {
    await page.route('**/graphql', () => {})
    await page.goto(address)
    await page.locator('.skeleton .late').first().waitFor()
    await page.waitForTimeout(1_500)
  },
  stale: async (page, address) => {
    await page.route('**/graphql', (route) => change(route, 'query Networks', makeOld))
    await page.goto(address)
    await page.locator('.band.stale').waitFor()
    await settle(page)
  },
  failed: async (page, address) => {
    await page.route('**/graphql', (route) =>
      asks(route, 'query Networks') ? route.continue() : route.abort(),
    )
    await page.goto(address)
    await page.locator('.state.failed').first().waitFor()
  },
  kept: async (page, address) => {
    await page.goto(address)
    await settle(page)
    await page.route('**/graphql', (route) => route.abort())
    await page.getByRole('button', { name: 'Ask again' }).click()
    await page.locator('.state.failed').first().scrollIntoViewIfNeeded()
    await page.keyboard.press('Home')
  },
  refused: async (page, address) => {
    await page.route('**/graphql', (route) =>
      asks(route, 'query Home(') ? route.fulfill({ json: TOO_MANY }) : route.continue(),
    )
    await page.goto(address)
    await page.locator('.state.failed').first().waitFor()
  },
  empty: async (page, address) => {
    await page.goto(`${address}?days=7&to=2026-01-01T04:00:00Z`)
    await settle(page)
  },
  reorg: async (page, address) => {
    await page.route('**/graphql', (route) =>
      isStream(route)
        ? route.fulfill({ contentType: 'text/event-stream', body: withdrawal() })
        : route.continue(),
    )
    await page.goto(address)
    await page.locator('.band.stale', { hasText: 'took back' }).waitFor()
    await settle(page)
  },
}

const TOO_MANY = {
  errors: [
    {
      message: 'more than 200000 ledger entries in the window: ask for fewer days',
      extensions: { code: 'TOO_MANY_ROWS' },
    },
  ],
}

const asks = (route: Route, question: string) => (route.request().postData() ?? '').includes(question)
const isStream = (route: Route) => (route.request().headers().accept ?? '').includes('text/event-stream')

async function change(route: Route, question: string, to: (answer: Answer) => void): Promise<void> {
  if (!asks(route, question)) return route.continue()
  const response = await route.fetch()
  const answer = (await response.json()) as Answer
  to(answer)
  await route.fulfill({ response, json: answer })
}

interface Answer {
  readonly data: { readonly networks: { chains: { lag: number; updatedAt: string }[] }[] }
}

function makeOld({ data }: Answer): void {
  for (const { chains } of data.networks)
    for (const chain of chains) {
      chain.lag = 240
      chain.updatedAt = new Date(Date.now() - 40 * 60_000).toISOString()
    }
}

function withdrawal(): string {
  const block = { network: 'devnet', chainId: '31337' }
  const head = {
    head: { ...block, number: 40, timestamp: '2026-01-04T08:00:00.000Z' },
    withdrawn: { ...block, fromBlock: 38 },
  }
  return `event: next\ndata: ${JSON.stringify({ data: { head } })}\n\n`
}
