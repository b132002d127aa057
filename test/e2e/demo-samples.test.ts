import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runAssay } from '../support/assay-cli.ts'
import { openWatched, startBrowser } from '../support/browser.ts'
import { type Demo, removeDemo, runDemo } from '../support/demo.ts'

interface Sample {
  readonly statement: string
  readonly state: string
  readonly timedBy: string | null
  readonly upperBound: string | null
}

let folder: string
let demo: Demo
let api: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-demo-samples-'))
  demo = runDemo(folder, '--fresh', '--block-ms', '1500')
  api = await demo.says(/GraphQL: +(\S+)/)
}, 240_000)

afterAll(() => removeDemo(demo, folder), 60_000)

async function listSamples(): Promise<Sample[]> {
  const query = '{ samples(orderBy: [number_ASC]) { statement state timedBy upperBound } }'
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(api, { method: 'POST', headers, body: JSON.stringify({ query }) })
  return ((await response.json()) as { data: { samples: Sample[] } }).data.samples
}

test('the demo’s watchdog commits, anchors and draws, and a stranger audits its log', async () => {
  const drawn = expect.poll(async () => (await listSamples()).find(({ state }) => state === 'drawn'), {
    timeout: 280_000,
    interval: 1000,
  })
  await drawn.toMatchObject({ timedBy: 'anchor', upperBound: expect.stringMatching(/^\d+$/) })
  const { exit, stdout } = await runAssay(['log', 'verify', join(folder, 'watchdog', 'log'), '--json'], {
    ASSAY_DEMO: folder,
  })
  const { findings, unread, samples } = JSON.parse(stdout)
  expect([exit, findings, unread]).toEqual([0, [], []])
  expect(samples.some(({ state }: Sample) => state === 'drawn')).toBe(true)
}, 300_000)

test('a reader’s browser checks that the log holds a commitment', async () => {
  const browser = await startBrowser()
  const { origin } = new URL(api)
  const { page, foreign, wrong } = await openWatched(browser, origin, { locale: 'en-US' })
  await page.goto(`${origin}/devnet/checked`)
  await page.getByRole('button', { name: 'check here' }).first().click({ timeout: 60_000 })
  await page
    .getByText(/verified\s+entry \d+ of \d+, in a signed checkpoint/)
    .first()
    .waitFor({ timeout: 60_000 })
  expect([foreign, wrong]).toEqual([[], []])
  await browser.close()
}, 180_000)
