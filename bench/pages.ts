import { Command } from 'commander'
import type { Browser } from 'playwright-core'
import { startBrowser } from '../test/support/browser.ts'

const GOALS = { scriptKb: 250, questions: 3, paintMs: 1000, shift: 0.05 }
const ROUNDS = 3

interface Visit {
  /** Of all scripts that Home loads, as they are sent. */
  readonly scriptKb: number
  /** Questions that had been asked when the first number stood on the page. */
  readonly questions: number
  readonly paintMs: number
  readonly firstNumberMs: number
  /** Cumulative layout shift. */
  readonly shift: number
}

/** `npm run bench -- pages`: what a first visit of Home costs, of a browser that has nothing kept, against a running API. */
export async function run(args: string[]): Promise<void> {
  const values = new Command('pages')
    .description('visits Home of a running demo with nothing kept, in a real Chromium')
    .option('--api <url>', 'where the demo serves its pages', 'http://127.0.0.1:4350')
    .addHelpText('after', '\nExample, beside npm run demo:\n  npm run bench -- pages')
    .parse(args, { from: 'user' })
    .opts<{ api: string }>()
  const browser = await startBrowser()
  const visits: Visit[] = []
  for (let round = 0; round < ROUNDS; round++) visits.push(await visit(browser, values.api))
  const version = browser.version()
  await browser.close()
  const median = (of: keyof Visit) => visits.map((each) => each[of]).sort((a, b) => a - b)[ROUNDS >> 1] ?? 0
  const rows = [
    ['script of Home, compressed', median('scriptKb'), 'kB', GOALS.scriptKb],
    ['questions before the first number', median('questions'), '', GOALS.questions],
    ['first contentful paint', median('paintMs'), 'ms', GOALS.paintMs],
    ['first number', median('firstNumberMs'), 'ms', null],
    ['layout shift', median('shift'), '', GOALS.shift],
  ] as const
  const lines = rows.map(([name, value, unit, goal]) => {
    const shown = `${Number(value.toFixed(3))} ${unit}`.trim()
    const against = goal === null ? '' : `goal ≤ ${goal}: ${value <= goal ? 'reached' : 'missed'}`
    return `${name.padEnd(36)} ${shown.padStart(10)}  ${against}`.trimEnd()
  })
  process.stdout.write(
    `Home of ${values.api}, Chromium ${version}, ${ROUNDS} visits with nothing kept, medians\n\n${lines.join('\n')}\n`,
  )
}

async function visit(browser: Browser, api: string): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const client = await context.newCDPSession(page)
  await client.send('Network.enable')
  const scripts = new Set<string>()
  let [bytes, questions] = [0, 0]
  client.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script') scripts.add(requestId)
    // The stream of new blocks is no question: it answers as long as the page is open.
    if (response.mimeType !== 'text/event-stream' && new URL(response.url).pathname === '/graphql')
      questions++
  })
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await page.addInitScript(`
    globalThis.shifted = 0
    new PerformanceObserver((list) => {
      for (const each of list.getEntries()) if (!each.hadRecentInput) globalThis.shifted += each.value
    }).observe({ type: 'layout-shift', buffered: true })`)
  const began = performance.now()
  await page.goto(api)
  await page.locator('.num').first().waitFor()
  const firstNumberMs = performance.now() - began
  const asked = questions
  await page.waitForLoadState('networkidle').catch(() => {
    // The stream of new blocks keeps the network busy: what counts has been loaded.
  })
  const paintMs = Number(
    await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"),
  )
  const shift = Number(await page.evaluate('globalThis.shifted'))
  await context.close()
  return { scriptKb: bytes / 1000, questions: asked, paintMs, firstNumberMs, shift }
}
