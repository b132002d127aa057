import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import type { Browser } from 'playwright-core'
import { removePostgres } from '../src/platform/embedded.ts'
import { startBrowser } from '../test/support/browser.ts'

const ROOT = join(import.meta.dirname, '..')
const GOAL_S = 75
const PATIENCE_MS = 600_000
const ANSWERS = 3

/**
 * `npm run bench -- demo`: seconds from `npm run demo` in a clean clone until Home shows a number for each of its three questions, in a
 * real Chromium, the build of the pages included. The packages are linked from here; with `--install` the clone installs its own, which
 * counts as well.
 */
export async function run(args: string[]): Promise<void> {
  const values = new Command('demo')
    .description(
      'seconds from `npm run demo` in a clean clone until Home shows a number for each of its three questions',
    )
    .option('--install', 'the clone installs its own packages, which counts as well', false)
    .addHelpText('after', '\nExample:\n  npm run bench -- demo --install')
    .parse(args, { from: 'user' })
    .opts<{ install: boolean }>()
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-demo-'))
  const clone = join(folder, 'clone')
  const [busy = 0] = loadavg()
  try {
    must('git', ['clone', '--quiet', ROOT, clone])
    if (!values.install) must('cp', ['-al', join(ROOT, 'node_modules'), clone])
    const browser = await startBrowser()
    const port = await findPort()
    const began = performance.now()
    const since = () => (performance.now() - began) / 1000
    const demo = spawn('npm', ['run', 'demo', '--', '--port', String(port), '--data', join(folder, 'data')], {
      cwd: clone,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    try {
      const ready = await untilReady(demo, since)
      const shown = await untilShown(browser, `http://127.0.0.1:${port}`, since)
      print({ ...values, busy, ready, shown })
    } finally {
      if (demo.exitCode === null && demo.kill('SIGINT')) await once(demo, 'exit')
      await browser.close()
    }
  } finally {
    await removePostgres(join(folder, 'data', 'postgres'))
    await rm(folder, { recursive: true, force: true })
  }
}

function must(command: string, args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`)
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

/** Seconds until the demo says that its doors are open. */
function untilReady(demo: ChildProcess, since: () => number): Promise<number> {
  let said = ''
  return new Promise((done, fail) => {
    demo.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (/GraphQL: /.test(said)) done(since())
    })
    demo.once('exit', (code) => fail(new Error(`the demo ended with ${code}: ${said.slice(-2000)}`)))
  })
}

interface Shown {
  /** Seconds until any number stood on the page. */
  readonly first: number
  /** Seconds until each of the three answers had a number with a value. */
  readonly all: number
}

/** Opens Home as a reader would when the doors are open, and waits: the page follows new blocks by itself. */
async function untilShown(browser: Browser, address: string, since: () => number): Promise<Shown> {
  const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(address)
  await page.locator('.num:not([data-value=""])').first().waitFor()
  const first = since()
  for (let at = 0; at < ANSWERS; at++)
    await page.locator('.answer').nth(at).locator('.num:not([data-value=""])').first().waitFor()
  return { first, all: since() }
}

function print({
  install,
  busy,
  ready,
  shown,
}: {
  install: boolean
  busy: number
  ready: number
  shown: Shown
}) {
  const line = (name: string, seconds: number) => `${name.padEnd(52)} ${seconds.toFixed(1).padStart(6)} s`
  process.stdout.write(
    `npm run demo in a clean clone, ${install ? 'its packages installed by it' : 'packages linked'}, load ${busy.toFixed(1)} before\n\n` +
      `${line('doors open, pages built', ready)}\n${line('Home shows its first number', shown.first)}\n` +
      `${line('Home shows a number for each of its three questions', shown.all)}  goal ≤ ${GOAL_S}: ${shown.all <= GOAL_S ? 'reached' : 'missed'}\n`,
  )
}
