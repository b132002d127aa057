import { mkdir } from 'node:fs/promises'
import { Command } from 'commander'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startBrowser } from '../support/browser.ts'
import { STATES, settle } from './states.ts'

const SIZES: Readonly<Record<string, { readonly width: number; readonly height: number }>> = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 375, height: 812 },
  '4k': { width: 3840, height: 2160 },
}
const SCHEMES = ['light', 'dark'] as const

interface World {
  readonly network: string
  /** The node with the most claims, and the next one: what was checked of it is seen. */
  readonly nodes: readonly string[]
  /** A claim that was rejected by its node's fault. */
  readonly claim: string
}

/** What is pictured: the file's name, and the address for a world. */
const PICTURES: Readonly<Record<string, (world: World) => string>> = {
  home: () => '',
  nodes: () =>
    '/nodes?columns=node.gross.netCash.feeShare.state.role.verified.rejected.uptime.penalties.operator.pick',
  node: ({ nodes: [first] }) => `/node/${first}?days=45&payback=yes&gas=0&load=0.5&commission=0`,
  claim: ({ claim }) => `/claim/${claim}`,
  operators: () => '/operators',
  compare: ({ nodes }) => `/compare?nodes=${nodes.join(',')}`,
  run: () => '/run?gas=0',
  fleet: ({ nodes: [first] }) => `/fleet?nodes=${first}~RTX_4090`,
  demand: () => '/demand',
  checked: () => '/checked',
  risk: () => '/risk?provable=0.2&load=0.25',
  recheck: () => '/recheck',
  rules: () => '/rules',
  data: () => '/data',
}

/**
 * `npm run pictures`: each page of a running demo and Home in each state that it can be in, light and dark, wide and narrow, into
 * docs/screenshots. `--sizes wide,narrow,4k`, `--schemes light`, `--only home,stale` choose; `--whole` pictures below the fold too.
 */
async function main(): Promise<void> {
  const values = new Command('pictures')
    .description('pictures of each page of a running demo, and of Home in each state that it can be in')
    .option('--api <url>', 'where the demo serves its pages', 'http://127.0.0.1:4350')
    .option('--out <folder>', 'where the pictures go', 'docs/screenshots')
    .option('--only <names>', 'of these', [...Object.keys(PICTURES), ...Object.keys(STATES)].join(','))
    .option('--sizes <names>', `of ${Object.keys(SIZES).join(', ')}`, 'wide,narrow')
    .option('--schemes <names>', 'light, dark or both', SCHEMES.join(','))
    .option('--whole', 'what is below the fold too', false)
    .addHelpText(
      'after',
      '\nExample, beside npm run demo:\n  npm run pictures -- --only home,nodes --sizes wide',
    )
    .parse()
    .opts<{ api: string; out: string; only: string; sizes: string; schemes: string; whole: boolean }>()
  await mkdir(values.out, { recursive: true })
  const world = await look(values.api)
  const browser = await startBrowser()
  const names = values.only.split(',')
  for (const colorScheme of SCHEMES.filter((each) => values.schemes.includes(each)))
    for (const size of values.sizes.split(','))
      for (const name of names)
        await withPage(
          browser,
          { locale: 'en-US', colorScheme, viewport: SIZES[size] ?? null },
          async (page) => {
            await open(page, name, `${values.api}/${world.network}`, world)
            if (values.whole) await drawBelow(page)
            const file = `${values.out}/${name}-${colorScheme}-${size}.png`
            await page.screenshot({ path: file, fullPage: values.whole })
            process.stdout.write(`${file}\n`)
          },
        )
  await browser.close()
}

async function open(page: Page, name: string, home: string, world: World): Promise<void> {
  const [path, state] = [PICTURES[name]?.(world), STATES[name]]
  if (state) return state(page, home)
  if (path === undefined)
    throw new Error(
      `no picture is called ${name}: ${[...Object.keys(PICTURES), ...Object.keys(STATES)].join(', ')}`,
    )
  await page.goto(`${home}${path}`)
  await settle(page)
}

/** Lets what is drawn when a reader comes near it be drawn. */
async function drawBelow(page: Page): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await page.locator('.to-come').first().waitFor({ state: 'detached' })
  await page.evaluate(() => window.scrollTo(0, 0))
}

async function withPage(
  browser: Browser,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(120_000)
  await use(await context.newPage())
  await context.close()
}

async function look(api: string): Promise<World> {
  const response = await fetch(`${api}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `{
        _meta { network }
        verdicts(where: { outcome_eq: rejected, fault_eq: node, subjectKind_eq: "claim" }, limit: 1) { network subjectId }
        leaderboard(network: "devnet", metric: CLAIMS, top: 2) { class rows { key } } }`,
    }),
  })
  const { data, errors } = (await response.json()) as {
    data?: {
      _meta: { network: string }[]
      verdicts: { network: string; subjectId: string }[]
      leaderboard: { rows: { key: string }[] }[]
    }
    errors?: unknown
  }
  const [meta, verdict, board] = [data?._meta[0], data?.verdicts[0], data?.leaderboard[0]]
  if (!meta || !verdict || !board)
    throw new Error(`${api} is no demo that has run for some blocks: ${JSON.stringify(errors ?? data)}`)
  return {
    network: meta.network,
    nodes: board.rows.map(({ key }) => key),
    claim: `${verdict.network}:${verdict.subjectId}`,
  }
}

await main()
