import { rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import type { Browser, Page } from 'playwright-core'
import { buildPages } from '../bin/pages.mjs'
import { migrate } from '../db/source.ts'
import { startPostgres } from '../src/platform/embedded.ts'
import { startBrowser } from '../test/support/browser.ts'
import { seed } from '../test/support/seed.ts'
import { startServer } from './api/servers.ts'

const GOAL_MS = 50
/** Of seven seeded nodes one is another network's. */
const SHARE = 6 / 7
const ROW_PX = 33
const FRAMES = 200
/** Above this many processes that want the two cores, a frame waits for its turn and says nothing of the page. */
const QUIET = 1.5

interface Scrolled {
  readonly frames: number
  readonly longestMs: number
  readonly over: number
  /** Processor time of the longest task of the page's thread: what the page itself does in a frame, however many others work. */
  readonly taskMs: number
}

/**
 * `npm run bench -- scroll`: the longest frame while the list of nodes is scrolled, in a real Chromium, over the real API and a seeded
 * Postgres with so many nodes (`--nodes`, 10,000).
 */
export async function run(args: string[]): Promise<void> {
  const values = new Command('scroll')
    .description('the longest frame while the list of nodes is scrolled, in a real Chromium')
    .option('--nodes <count>', 'nodes of the list', '10000')
    .addHelpText('after', '\nExample:\n  npm run bench -- scroll --nodes 2000')
    .parse(args, { from: 'user' })
    .opts<{ nodes: string }>()
  const nodes = Math.ceil(Number(values.nodes) / SHARE)
  const folder = join(tmpdir(), `assay-bench-scroll-${process.pid}`)
  buildPages()
  const postgres = await startPostgres({ dataDir: folder, settings: ['fsync=off'] })
  try {
    await migrate(postgres.url)
    // Every node joins in a block of its own in the first half.
    await seed(postgres.url, { nodes, blocks: 3 * nodes, claims: 3_000 })
    const server = await startServer('assay', postgres.url)
    try {
      await measureAll(new URL(server.url).origin, Number(values.nodes))
    } finally {
      await server.stop()
    }
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureAll(origin: string, nodes: number): Promise<void> {
  const browser = await startBrowser()
  const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(120_000)
  const ranked = page.waitForResponse((each) => (each.request().postData() ?? '').includes('query Ranks('))
  await page.goto(`${origin}/alpha/nodes?dead=yes`)
  await page.locator('.table [role=status]', { hasText: `${nodes} rows` }).waitFor()
  const { errors } = (await (await ranked).json()) as { errors?: { message: string }[] }
  const [busy = 0] = loadavg()
  const whole = Math.ceil((nodes * ROW_PX) / FRAMES)
  const scrolls = [
    ['300 px in each frame', await scroll(browser, page, 300)],
    ['a screen in each frame', await scroll(browser, page, 900)],
    [`end to end in ${FRAMES} frames`, await scroll(browser, page, whole)],
  ] as const
  const drawn = await page.locator('.scroll tbody tr').count()
  const said = errors?.[0] ? `; without figures, for the ranking was refused: ${errors[0].message}` : ''
  process.stdout.write(
    `list of ${nodes} nodes, ${drawn} of them in the document at once; real API over a seeded Postgres, Chromium ${browser.version()} without a graphics card${said}\n` +
      `${busy > QUIET ? `the machine was not quiet (load ${busy.toFixed(1)}): only processor time says something of the page` : `load ${busy.toFixed(1)}`}\n\n`,
  )
  for (const [name, { frames, longestMs, over, taskMs }] of scrolls)
    process.stdout.write(
      `${name.padEnd(28)} longest of ${frames} frames ${longestMs.toFixed(0).padStart(4)} ms (${over} over ${GOAL_MS} ms), goal ≤ ${GOAL_MS}: ${longestMs <= GOAL_MS ? 'reached' : 'missed'}; processor time of the longest task ${taskMs.toFixed(1)} ms\n`,
    )
  await browser.close()
}

/** From the top down, so many pixels in each frame, as the browser draws them. */
async function scroll(browser: Browser, page: Page, pixels: number): Promise<Scrolled> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] })
  const gaps = await page.evaluate<number[]>(`new Promise((done) => {
    const box = document.querySelector('.scroll'), gaps = []
    box.scrollTop = 0
    let last
    requestAnimationFrame(function frame(now) {
      if (last !== undefined) gaps.push(now - last)
      last = now
      if (gaps.length === ${FRAMES}) return done(gaps)
      box.scrollTop += ${pixels}
      requestAnimationFrame(frame)
    })
  })`)
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: TraceEvent[] }
  return {
    frames: gaps.length,
    longestMs: Math.max(...gaps),
    over: gaps.filter((each) => each > GOAL_MS).length,
    taskMs: longestTask(trace.traceEvents),
  }
}

/** What Chromium's trace has of a task: thread and processor time in microseconds. */
interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

function longestTask(events: readonly TraceEvent[]): number {
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = events.filter(({ name, pid, tid }) => /RunTask$/.test(name) && main.has(`${pid} ${tid}`))
  return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000))
}
