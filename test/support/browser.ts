import chromium from '@sparticuz/chromium'
import { type Browser, chromium as driver, type Page } from 'playwright-core'

/** What a page did that a good page does not do. */
export interface Watched {
  readonly page: Page
  /** Requests to other hosts than the given one. */
  readonly foreign: string[]
  /** What the console says is wrong, breaches of the content security policy included, and uncaught errors. */
  readonly wrong: string[]
}

/** A real Chromium without a window, from the package that brings it; needs no installation. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath()
  return driver.launch({ executablePath, headless: true, args: ['--no-sandbox', '--disable-gpu'] })
}

/** A page of a browser profile of its own, watched from before its first request. */
export async function openWatched(browser: Browser, origin: string, options = {}): Promise<Watched> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const foreign: string[] = []
  const wrong: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) foreign.push(url)
  })
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(String(error)))
  return { page, foreign, wrong }
}
